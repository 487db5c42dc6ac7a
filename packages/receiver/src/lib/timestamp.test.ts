import { expect, it } from 'vitest';
import { timestampOf } from './timestamp.ts';

it.each<[unknown, number | undefined]>([
  [1767323045.678, 1767323045.678],
  [0, 0],
  ['2026-01-02T03:04:05.678Z', 1767323045.678],
  ['2026-01-02T03:04:05', 1767323045],
  ['2026-01-02 03:04:05+01:00', 1767319445],
  ['2026-01-02', undefined],
  ['2026-13-99T99:99:99Z', undefined],
  ['yesterday', undefined],
  ['1767323045', undefined],
  [-1, undefined],
  [1e300, undefined],
  [Number.NaN, undefined],
  [null, undefined],
  [{}, undefined],
])('%s is %s', (value, seconds) => {
  expect(timestampOf(value)).toBe(seconds);
});
