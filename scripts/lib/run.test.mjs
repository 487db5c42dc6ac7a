import { expect, test } from 'vitest';
import { root, run } from './run.mjs';

const node = (code, options) => run(process.execPath, ['-e', code], options);

test('what a program says and how it ends is kept', async () => {
  const result = await node('console.log(1); console.error(2); process.exitCode = 3');
  expect(result).toMatchObject({ code: 3, stdout: '1\n' });
  expect(result.output.split('\n').sort()).toEqual(['', '1', '2']);
});

test('a program that cannot be started has failed', async () => {
  expect(await run('no-such-program', [])).toMatchObject({ code: 1, output: expect.stringContaining('ENOENT') });
});

test('a program that takes too long is stopped, with what it started', { timeout: 20_000 }, async () => {
  const result = await node(
    `const { pid } = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
     console.log(pid); setInterval(() => {}, 1000);`,
    { timeoutMs: 1000 },
  );
  expect(result).toMatchObject({ code: 1, output: expect.stringContaining('it took more than 1 s') });
  await hasEnded(result.stdout);
});

test('programs end with the script that started them', { timeout: 20_000 }, async () => {
  const script = `
    import { start } from '${root}/scripts/lib/run.mjs';
    const child = start(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    console.log(child.pid);
    setTimeout(() => process.exit(0), 200);
  `;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
  await hasEnded(stdout);
});

/** Orphans that have ended are seen until the system's first process has noticed, which takes seconds in containers. */
function hasEnded(pid) {
  return expect.poll(() => isRunning(Number.parseInt(pid, 10)), { timeout: 15_000 }).toBe(false);
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
