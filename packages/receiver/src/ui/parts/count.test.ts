import { describe, expect, it } from 'vitest';
import { compactCount, countOf } from './count.ts';

describe('compactCount', () => {
  it.each([
    [0, '0'],
    [9_999, '9,999'],
    [12_345, '12.3K'],
    [4_200_000, '4.2M'],
  ])('writes %d as %s', (count, text) => {
    expect(compactCount(count)).toBe(text);
  });
});

describe('countOf', () => {
  it('speaks of one thing in the singular and of none in the plural', () => {
    expect([0, 1, 2345].map((count) => countOf(count, 'event'))).toEqual(['0 events', '1 event', '2,345 events']);
  });
});
