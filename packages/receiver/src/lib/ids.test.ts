import { expect, it } from 'vitest';
import { spanIdOf, uuidOf } from './ids.ts';

it('takes ids with and without dashes, and makes them small', () => {
  expect(uuidOf('9EC79C33-EC99-42AB-8353-589FCB2E04DC')).toBe('9ec79c33ec9942ab8353589fcb2e04dc');
  expect(uuidOf('9ec79c33ec9942ab8353589fcb2e04dc')).toBe('9ec79c33ec9942ab8353589fcb2e04dc');
  expect(spanIdOf('B7AD6B7169203331')).toBe('b7ad6b7169203331');
});

it('takes nothing else', () => {
  const dashesAnywhere = '9-ec79c33ec9942ab8353589fcb2e04dc';
  expect(['', dashesAnywhere, 'g'.repeat(32), '0'.repeat(33), 7, null, {}].map(uuidOf)).toEqual(
    Array(7).fill(undefined),
  );
  expect(['', 'g'.repeat(16), '0'.repeat(32), 7].map(spanIdOf)).toEqual(Array(4).fill(undefined));
});
