import { expect, test } from 'vitest';
import { testsOf } from './e2e.mjs';

const spec = (title, ...tests) => ({ file: 'x.test.ts', title, tests });

test('each test counts once in each engine, however deep it stands', () => {
  const inner = { title: 'a group', specs: [spec('inside', { projectName: 'webkit', status: 'skipped' })] };
  const both = ['firefox', 'webkit'].map((projectName) => ({ projectName, status: 'flaky' }));
  expect(testsOf({ suites: [{ title: 'x.test.ts', specs: [spec('outside', ...both)], suites: [inner] }] })).toEqual([
    { name: 'webkit: x.test.ts: inside', engine: 'webkit', status: 'skipped' },
    { name: 'firefox: x.test.ts: outside', engine: 'firefox', status: 'flaky' },
    { name: 'webkit: x.test.ts: outside', engine: 'webkit', status: 'flaky' },
  ]);
});
