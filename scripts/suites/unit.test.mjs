import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../lib/run.mjs';
import { filesOf } from './unit.mjs';

const file = (status, assertionResults, message = '') => ({
  name: path.join(root, 'packages/x/src/y.test.ts'),
  status,
  assertionResults,
  message,
});

test('a file counts its tests, and says who failed', () => {
  const tests = [
    { status: 'passed', fullName: 'it works' },
    { status: 'failed', fullName: 'it does not' },
    { status: 'skipped', fullName: 'it waits' },
  ];
  expect(filesOf({ testResults: [file('failed', tests)] })).toEqual([
    { name: 'packages/x/src/y.test.ts', passed: 1, failed: 1, whoFailed: ['it does not'] },
  ]);
});

test('a file that could not be loaded counts as one failed', () => {
  expect(filesOf({ testResults: [file('failed', [], 'no such module')] })).toMatchObject([
    { passed: 0, failed: 1, whoFailed: ['(the file) no such module'] },
  ]);
});

test('a file whose hook failed after its tests passed counts as one failed', () => {
  const tests = [{ status: 'passed', fullName: 'it works' }];
  expect(filesOf({ testResults: [file('failed', tests, 'a hook failed')] })).toMatchObject([{ passed: 1, failed: 1 }]);
});
