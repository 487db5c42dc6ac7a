import { describe, expect, it } from 'vitest';
import { formatDuration } from './duration.ts';

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [0.0000004, '1 µs'],
    [0.00034, '340 µs'],
    [0.0009996, '1 ms'],
    [0.0123, '12.3 ms'],
    [0.12345, '123 ms'],
    [0.9994, '999 ms'],
    [0.9996, '1 s'],
    [1.237, '1.24 s'],
    [59.9, '59.9 s'],
    [59.96, '1 min 0 s'],
    [125.4, '2 min 5 s'],
    [3725, '1 h 2 min'],
    [-1.5, '−1.5 s'],
  ])('writes %d s as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
