import { expect, it } from 'vitest';
import { isRecord, listOf, numberOf, recordOf, textOf, textRecordOf } from './json-values.ts';

it('gives a value of the wanted kind, and nothing for others', () => {
  expect([{}, [], null, 'x'].map(isRecord)).toEqual([true, false, false, false]);
  expect([recordOf([1]), recordOf(null), recordOf({ a: 1 })]).toEqual([{}, {}, { a: 1 }]);
  expect([listOf({}), listOf([1])]).toEqual([[], [1]]);
  expect([textOf(''), textOf(7), textOf('abc', 2)]).toEqual([undefined, undefined, 'ab']);
  expect([numberOf('7'), numberOf(Number.POSITIVE_INFINITY), numberOf(7)]).toEqual([undefined, undefined, 7]);
});

it('reads texts, numbers and booleans of an object or of pairs as texts', () => {
  expect(textRecordOf({ a: 'x', b: 1, c: true, d: null, e: {} })).toEqual({ a: 'x', b: '1', c: 'true' });
  expect(textRecordOf([['a', 1], ['b'], 'c', [7, 7]])).toEqual({ a: '1' });
});

it('keeps a key called __proto__ as a key', () => {
  const record = textRecordOf(JSON.parse('{"__proto__":"x"}'));
  expect(Object.keys(record)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
});
