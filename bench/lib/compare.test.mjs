import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compare } from './compare.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'compare-'));
afterAll(() => rmSync(folder, { recursive: true }));

const program = (code) => ['-e', code];
const once = path.join(folder, 'was-here');

test('every contestant runs in each round, and each line of JSON is a sample', async () => {
  const programs = {
    ours: program(`console.log('{"us":1}\\nsaid\\n{"us":2}')`),
    sentry: program(`console.log('[3]')`),
  };
  expect(await compare({ programs }, { rounds: 2 })).toEqual([
    { name: 'ours', samples: [{ us: 1 }, { us: 2 }, { us: 1 }, { us: 2 }] },
    { name: 'sentry', samples: [[3], [3]] },
  ]);
});

test('who dies once is started again, who dies twice is out, and the others go on', async () => {
  const unlucky = `const fs = require('node:fs'); if (!fs.existsSync(${JSON.stringify(once)})) { fs.writeFileSync(${JSON.stringify(once)}, ''); throw new Error('luck'); } console.log('{}')`;
  const programs = { ours: program(unlucky), sentry: program(`throw new Error('always')`), bugsnag: program('') };
  const [ours, sentry, bugsnag] = await compare({ programs }, { rounds: 2 });
  expect([ours.samples, ours.error, ours.retried]).toEqual([[{}, {}], undefined, expect.stringContaining('luck')]);
  expect([sentry.samples, sentry.error]).toEqual([[], expect.stringContaining('always')]);
  expect(bugsnag.error).toContain('no sample');
});

test('one round is run however little time there is, and none is begun after it', async () => {
  const [ours] = await compare({ programs: { ours: program(`console.log('{}')`) } }, { rounds: 9, budgetMs: 0 });
  expect(ours.samples).toHaveLength(1);
});
