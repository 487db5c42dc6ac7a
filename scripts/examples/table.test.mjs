import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../lib/run.mjs';
import { commandsOf } from './readme.mjs';
import { EXAMPLES } from './table.mjs';

const folder = path.join(root, 'examples');

/** Tested in e2e/, in real browsers. */
const ELSEWHERE = ['shop', 'vanilla'];

test('every example is in the table', async () => {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(Object.keys(EXAMPLES).concat(ELSEWHERE).sort()).toEqual(names.sort());
});

test.each(Object.entries(EXAMPLES))(
  'the README of %s says how to run it, what fails, and where it is seen',
  async (name, expected) => {
    const readme = await readFile(path.join(folder, name, 'README.md'), 'utf8');
    const { run, fail } = commandsOf(readme);
    expect(run.length).toBeGreaterThan(0);
    expect(run.some((line) => line.includes('http://<key>@127.0.0.1:8977/1'))).toBe(true);
    expect(fail.length > 0 || expected.act !== undefined).toBe(true);
    for (const { title } of expected.issues) {
      expect(readme).toContain(`\`${title}\``);
    }
    expect(readme).toContain(`\`${expected.issues[0].release}\``);
  },
);
