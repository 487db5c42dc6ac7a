import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { HEARTBEAT_MS, isDead, isRunning, NOBODY, newFileName, parseFileName } from './owner.ts';

const own = parseFileName(newFileName()) as NonNullable<ReturnType<typeof parseFileName>>;

test('a file name tells whose it is, and no two are equal', () => {
  expect(own).toMatchObject({ pid: process.pid, host: hostname().replace(/[^\w.-]/g, '_') });
  expect(new Set(Array.from({ length: 1000 }, () => newFileName())).size).toBe(1000);
  expect(parseFileName('something.else')).toBeUndefined();
});

test('this process is alive, also when it was too busy for a heartbeat', () => {
  expect(isDead(own, 0)).toBe(false);
  expect(isDead(own, 2 * HEARTBEAT_MS)).toBe(false);
});

test('an earlier process of our id is dead, as in a container that was started again', () => {
  expect(isDead({ ...own, startMs: own.startMs - 5000 }, 0)).toBe(true);
});

test('a process that has ended is dead, at once', () => {
  const { pid } = spawnSync(process.execPath, ['-v']);
  expect(isDead({ ...own, pid }, 0)).toBe(true);
});

test('a living process is alive as long as it gives signs of life', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(child, 'spawn');
  const owner = { ...own, pid: child.pid as number };
  expect(isDead(owner, HEARTBEAT_MS)).toBe(false);
  // Somebody else may have the id by now.
  expect(isDead(owner, 10 * HEARTBEAT_MS)).toBe(true);
  child.kill();
  await once(child, 'exit');
  expect(isRunning(owner.pid)).toBe(false);
});

test('a process of another machine is alive as long as it gives signs of life, whatever its id is here', () => {
  const { pid } = spawnSync(process.execPath, ['-v']);
  expect(isDead({ ...own, host: 'elsewhere', pid }, HEARTBEAT_MS)).toBe(false);
  expect(isDead({ ...own, host: 'elsewhere', pid }, 100 * HEARTBEAT_MS)).toBe(true);
});

test.runIf(process.platform === 'linux')('a process that nobody asked how it ended is dead', async () => {
  // The shell does not ask before it ends itself.
  const shell = spawn('sh', ['-c', 'true & echo $!; exec sleep 60']);
  const [line] = await once(shell.stdout, 'data');
  const pid = Number(line);
  const until = Date.now() + 30_000;
  while (isRunning(pid) && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(isRunning(pid)).toBe(false);
  shell.kill();
});

test('what was given away is for whoever comes first', () => {
  expect(isDead(parseFileName(newFileName(NOBODY)) as typeof own, 0)).toBe(true);
});
