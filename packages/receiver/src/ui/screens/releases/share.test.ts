import { expect, it } from 'vitest';
import { formatShare } from './share.ts';

it.each([
  [1, '100 %'],
  [0.999999, '99.99 %'],
  [0.75, '75.00 %'],
  [0, '0.00 %'],
])('says %s as %s', (share, text) => {
  expect(formatShare(share)).toBe(text);
});
