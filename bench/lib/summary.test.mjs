import { expect, test } from 'vitest';
import { figuresOf, notesOf, rowsOf } from './summary.mjs';

const columns = [
  ['us', 'us'],
  ['kB', 'kb'],
];
const results = [
  { name: 'bare', samples: [{ us: 10, kb: 1 }] },
  { name: 'ours, off', samples: [14, 12, 13].map((us) => ({ us, kb: 3 })) },
  { name: 'sentry, off', samples: [{ us: 22, kb: 5 }] },
  { name: 'bugsnag', error: 'out of memory' },
];

test('figures are medians above the floor, with range and number', () => {
  const figures = figuresOf({ columns, over: 'bare' }, results);
  expect(figures['ours, off'].us).toEqual({ median: 3, min: 2, max: 4, n: 3 });
  expect(figures.bare.us.median).toBe(10);
  expect(Object.keys(figures)).toEqual(['bare', 'ours, off', 'sentry, off']);
});

test('figures are above the floor of their own kind where there is one', () => {
  const kinds = [{ name: 'bare, CJS', samples: [{ us: 4, kb: 1 }] }, ...results.slice(0, 1)];
  const ours = ['CJS', 'ESM'].map((kind) => ({ name: `ours, ${kind}`, samples: [{ us: 15, kb: 3 }] }));
  const figures = figuresOf({ columns, over: 'bare' }, [...kinds, ...ours]);
  expect([figures['ours, CJS'].us.median, figures['ours, ESM'].us.median]).toEqual([11, 5]);
  expect(figures['bare, CJS'].us.median).toBe(4);
});

test('a column that a contestant has no number for is left out for it', () => {
  const some = [{ name: 'ours', samples: [{ us: 1, kb: null }] }];
  expect(figuresOf({ columns }, some).ours.kb).toBeUndefined();
  expect(rowsOf({ columns }, some)[1]).toEqual(['ours', '1', '–', '']);
});

test('the table holds a contestant against ours of the same kind, and says who died', () => {
  expect(rowsOf({ columns, over: 'bare' }, results)).toEqual([
    ['', 'us', 'kB', ''],
    ['bare', '10', '1', ''],
    ['ours, off, above bare', '3 (2..4)', '2', ''],
    ['sentry, off, above bare', '12', '4', '4 x ours'],
    ['bugsnag', 'died', 'died', ''],
  ]);
  expect(notesOf({}, results)).toEqual(['bugsnag died: out of memory']);
});

test('counts are compared with nobody', () => {
  const counted = rowsOf({ columns, isCount: true }, results.slice(1, 3));
  expect(counted).toEqual([
    ['', 'us', 'kB'],
    ['ours, off', '13 (12..14)', '3'],
    ['sentry, off', '22', '5'],
  ]);
});
