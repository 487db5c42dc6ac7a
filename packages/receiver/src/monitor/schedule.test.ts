import { describe, expect, it } from 'vitest';
import { nextCrontabTime } from './crontab.ts';
import { describeSchedule, nextDue } from './schedule.ts';

// 2026-11-21 is a Saturday.
const NOW = Date.parse('2026-11-21T10:30:30Z');

describe('a crontab line', () => {
  it.each([
    ['* * * * *', '2026-11-21T10:31:00Z'],
    ['*/15 * * * *', '2026-11-21T10:45:00Z'],
    ['30 10 * * *', '2026-11-22T10:30:00Z'],
    ['0 4 * * mon-fri', '2026-11-23T04:00:00Z'],
    ['0 0 * * 7', '2026-11-22T00:00:00Z'],
    ['5,50 9-11/2 * * *', '2026-11-21T11:05:00Z'],
    ['0 0 1 jan *', '2027-01-01T00:00:00Z'],
    ['0 0 29 2 *', '2028-02-29T00:00:00Z'],
    ['0 0 25 * sun', '2026-11-22T00:00:00Z'],
    ['@monthly', '2026-12-01T00:00:00Z'],
  ])('%s is next due at %s', (line, due) => {
    expect(new Date(nextCrontabTime(line, NOW) ?? 0).toISOString()).toBe(due.replace('Z', '.000Z'));
  });

  it.each([
    '',
    '* * * *',
    '60 * * * *',
    '* * * * * *',
    '*/0 * * * *',
    '5-1 * * * *',
    'x * * * *',
    '0 0 31 2 *',
    'constructor',
  ])('%j is never due', (line) => {
    expect(nextCrontabTime(line, NOW)).toBeUndefined();
  });
});

describe('a schedule', () => {
  it('is told in the clock of its zone, summer and winter', () => {
    const daily = { type: 'crontab', value: '0 4 * * *' } as const;
    const due = (from: string, zone: string | null) =>
      new Date(nextDue(daily, zone, Date.parse(from)) ?? 0).toISOString();
    expect(due('2026-11-21T10:00:00Z', 'Europe/Berlin')).toBe('2026-11-22T03:00:00.000Z');
    expect(due('2026-07-01T10:00:00Z', 'Europe/Berlin')).toBe('2026-07-02T02:00:00.000Z');
    // The clocks go forward on the 29th of March.
    expect(due('2026-03-28T10:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T02:00:00.000Z');
    expect(due('2026-11-21T10:00:00Z', 'Nowhere/At-All')).toBe('2026-11-22T04:00:00.000Z');
    expect(due('2026-11-21T10:00:00Z', null)).toBe('2026-11-22T04:00:00.000Z');
  });

  it.each([
    [1, 'constructor'],
    [1, 'fortnight'],
    [1_000_000, 'year'],
  ])('of every %i %s is never due', (value, unit) => {
    expect(nextDue({ type: 'interval', value, unit }, null, NOW)).toBeUndefined();
  });

  it('of an interval counts from the last start', () => {
    expect(nextDue({ type: 'interval', value: 2, unit: 'hour' }, null, 1000)).toBe(7_201_000);
    expect(nextDue({ type: 'interval', value: 2, unit: 'fortnight' }, null, 1000)).toBeUndefined();
  });

  it('is told to people', () => {
    expect(describeSchedule({ type: 'interval', value: 1, unit: 'day' }, null)).toBe('every day');
    expect(describeSchedule({ type: 'interval', value: 2, unit: 'hour' }, 'UTC')).toBe('every 2 hours');
  });
});
