import { expect, it } from 'vitest';
import { queryPairs } from './query-pairs.ts';

it('reads text, with or without the question mark', () => {
  expect(queryPairs('?a=1&a=2&b=x%20y')).toEqual([
    ['a', '1'],
    ['a', '2'],
    ['b', 'x y'],
  ]);
  expect(queryPairs('a=1')).toEqual([['a', '1']]);
});

it('reads records and lists of pairs', () => {
  expect(queryPairs({ a: '1' })).toEqual([['a', '1']]);
  expect(queryPairs([['a', '1']])).toEqual([['a', '1']]);
});

it('finds nothing where there is no query', () => {
  expect(queryPairs(undefined)).toEqual([]);
  expect(queryPairs('')).toEqual([]);
});
