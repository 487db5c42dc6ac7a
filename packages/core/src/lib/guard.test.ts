import { expect, test } from 'vitest';
import { guard } from './guard.ts';

const fail = (): never => {
  throw new Error('ours');
};

test('what is guarded returns its value, or the fallback when it throws', () => {
  expect(guard(() => 1, 2)).toBe(1);
  expect(guard(fail, 2)).toBe(2);
  expect(guard(fail)).toBeUndefined();
});
