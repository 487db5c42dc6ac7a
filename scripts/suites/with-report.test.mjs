import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { withReport } from './with-report.mjs';

const count = ({ passed, failed }) => ({ passed, failed });
const suite = (report, code = 0) =>
  withReport(async (file) => {
    await (report === undefined ? undefined : writeFile(file, report));
    return { code, output: 'what it said' };
  }, count);

test('a suite counts what its report says', async () => {
  expect(await suite('{"passed":3,"failed":2}', 1)).toEqual({ passed: 3, failed: 2, output: 'what it said' });
});

test('a suite that dies without a report counts as one failed', async () => {
  expect(await suite(undefined, 1)).toMatchObject({ passed: 0, failed: 1 });
});

test('a suite that writes half a report counts as one failed', async () => {
  expect(await suite('{"passed":3,', 0)).toMatchObject({ passed: 0, failed: 1 });
});

test('a suite that fails without a failed test counts as one failed', async () => {
  expect(await suite('{"passed":3,"failed":0}', 1)).toMatchObject({ passed: 3, failed: 1 });
});
