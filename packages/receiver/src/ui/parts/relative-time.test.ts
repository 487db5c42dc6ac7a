import { describe, expect, it } from 'vitest';
import { relativeTime } from './relative-time.ts';

const NOW = Date.parse('2026-11-08T03:12:44Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('relativeTime', () => {
  it.each([
    [0, 'just now'],
    [4_999, 'just now'],
    [5_000, '5 s ago'],
    [59_999, '59 s ago'],
    [MINUTE, '1 min ago'],
    [59 * MINUTE + 59_999, '59 min ago'],
    [HOUR, '1 h ago'],
    [35 * HOUR, '35 h ago'],
    [36 * HOUR, '1 d ago'],
    [59 * DAY, '59 d ago'],
    [61 * DAY, '2 mo ago'],
    [800 * DAY, '2 y ago'],
  ])('says of %d ms: %s', (agoMs, text) => {
    expect(relativeTime(NOW - agoMs, NOW)).toBe(text);
  });

  it('takes a sender whose clock is ahead for just now', () => {
    expect(relativeTime(NOW + HOUR, NOW)).toBe('just now');
  });

  it('says never of what is no time', () => {
    expect(relativeTime(Number.NaN, NOW)).toBe('never');
  });
});
