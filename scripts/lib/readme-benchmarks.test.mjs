import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { renderPage } from '../../bench/lib/page.mjs';
import { compareBenchmarks } from './readme-benchmarks.mjs';
import { root } from './run.mjs';

const record = JSON.parse(await readFile(path.join(root, 'docs', 'benchmarks.json'), 'utf8'));

test('README.md says the figures of the last run of the benchmarks', async () => {
  const { written, expected } = await compareBenchmarks(record);
  expect(written).toBe(expected);
});

test('the page of the benchmarks is what the last run wrote', async () => {
  expect(await readFile(path.join(root, 'docs', 'benchmarks.md'), 'utf8')).toBe(renderPage(record));
});

test('every promise has a verdict of the run', () => {
  expect(record.verdicts.length).toBeGreaterThanOrEqual(18);
  for (const { what, verdict } of record.verdicts) {
    expect([what, ['held', 'missed', 'not measured'].includes(verdict)]).toEqual([what, true]);
  }
});
