import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { root } from '../lib/run.mjs';
import { runLine, startLine } from './shell.mjs';

afterEach(() => vi.unstubAllEnvs());

test('a line finds nothing of this repository by name, and nothing of what npm set around it', async () => {
  vi.stubEnv('PATH', `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH}`);
  vi.stubEnv('npm_config_prefix', '/elsewhere');
  expect(await runLine('echo "$PATH"', tmpdir())).not.toContain(root);
  expect(await runLine('echo "[$npm_config_prefix]"', tmpdir())).toBe('[]\n');
});

test('a line that fails rejects with what it said, unless it may', async () => {
  await expect(runLine('echo no; exit 3', tmpdir())).rejects.toThrow('ended with 3\nno');
  expect(await runLine('echo no; exit 3', tmpdir(), { mayFail: true })).toBe('no\n');
});

test('a program is ready when it says so, and everything it started ends with it', async () => {
  const program = startLine('sleep 300 & echo "ready on 4001"; wait', tmpdir());
  expect(await program.untilReady((said) => /ready on (\d+)/.exec(said)?.[1])).toBe('4001');
  // Resolves when nobody writes to its output any more, so not before `sleep` is gone.
  await program.end();
});

test('a program that ends before it is ready rejects with what it said', async () => {
  const program = startLine('echo "the port is taken"; exit 1', tmpdir());
  await expect(program.untilReady(() => false)).rejects.toThrow(/ended\nthe port is taken/);
});
