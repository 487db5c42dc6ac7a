import { describe, expect, test } from 'vitest';
import { isRateLimited, updateRateLimits } from './rate-limits.ts';

const CATEGORIES = [
  'default',
  'error',
  'transaction',
  'security',
  'session',
  'internal',
  'metric_bucket',
  'bogus',
  'all',
];

/** For how many milliseconds each category is limited after a response at time 0; `other` stands for all not named. */
function limited(statusCode: number, headers: Record<string, string> = {}, startMs = 0): Record<string, number> {
  let nowMs: number;
  const limits = updateRateLimits({}, { statusCode, headers }, startMs);
  const until: Record<string, number> = {};
  for (const category of CATEGORIES) {
    nowMs = startMs;
    const steps = [1, 1000, 1500, 5000, 60_000, 120_000, 2_700_000, 1e12];
    for (const step of steps) {
      nowMs = startMs + step - 0.5;
      if (isRateLimited(limits, category, nowMs)) {
        nowMs = startMs + step;
        until[category] = isRateLimited(limits, category, nowMs) ? Number.POSITIVE_INFINITY : step;
      }
    }
  }
  return until;
}

const everything = (ms: number): Record<string, number> =>
  Object.fromEntries(CATEGORIES.map((category) => [category, ms]));

/** The test vectors of wire-protocol, "Rate limits". */
describe('X-Sentry-Rate-Limits', () => {
  test.each([
    [
      '60:transaction:key, 2700:default;error;security:organization',
      { transaction: 60_000, default: 2_700_000, error: 2_700_000, security: 2_700_000 },
    ],
    ['60::organization, 2700::organization', everything(2_700_000)],
    ['2700::organization, 60::organization', everything(2_700_000)],
    ['2700:metric_bucket:organization:quota_exceeded:custom', { metric_bucket: 2_700_000 }],
    ['2700:metric_bucket:organization:quota_exceeded', { metric_bucket: 2_700_000 }],
    ['2700:metric_bucket:organization:quota_exceeded:spans', {}],
    ['x:error:key', { error: 60_000 }],
    ['0:error', {}],
    ['1.5:error', { error: 1500 }],
    [' 60 : error ; session : key : some reason : : future', { error: 60_000, session: 60_000 }],
    ['Infinity:error', { error: 60_000 }],
  ])('%s', (header, expected) => {
    expect(limited(200, { 'x-sentry-rate-limits': header })).toEqual(expected);
  });

  test.each(['60:bogus:key', '60:all:key', '60:constructor;__proto__:key'])(
    '%s names no category of ours and limits none of them',
    (header) => {
      const until = limited(200, { 'x-sentry-rate-limits': header });
      expect(Object.keys(until).filter((category) => !['bogus', 'all'].includes(category))).toEqual([]);
    },
  );

  test('limits metrics and profile chunks also by their former names', () => {
    const limits = updateRateLimits({}, { headers: { 'x-sentry-rate-limits': '60:metric;profile:key' } }, 0);
    expect(['trace_metric', 'profile_chunk', 'error'].map((name) => isRateLimited(limits, name, 0))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('leaves the limits before as they were', () => {
    const before = {};
    updateRateLimits(before, { headers: { 'x-sentry-rate-limits': '60:error' } }, 0);
    expect(before).toEqual({});
  });

  test.each([';;:::,99e999:\u00ff', ',,,', ':', '::::::'])('survives %j', (header) => {
    expect(() => limited(200, { 'x-sentry-rate-limits': header })).not.toThrow();
  });

  test('keeps the longer of two limits that follow one another', () => {
    const long = updateRateLimits({}, { headers: { 'x-sentry-rate-limits': '100:error' } }, 0);
    const both = updateRateLimits(long, { headers: { 'x-sentry-rate-limits': '1:error' } }, 0);
    expect(isRateLimited(both, 'error', 50_000)).toBe(true);
  });
});

describe('Retry-After', () => {
  const date = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT');

  test.each([
    [429, '120', 120_000],
    [503, '5', 5000],
    [429, 'soon', 60_000],
  ])('with status %i and %s limits everything', (status, header, ms) => {
    expect(limited(status, { 'retry-after': header })).toEqual(everything(ms));
  });

  test('may be a date', () => {
    expect(limited(429, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, date - 120_000)).toEqual(
      everything(120_000),
    );
  });

  test('says nothing beside the other header', () => {
    expect(limited(429, { 'retry-after': '120', 'x-sentry-rate-limits': '60:error' })).toEqual({ error: 60_000 });
  });
});

test('429 without a header limits everything for a minute', () => {
  expect(limited(429)).toEqual(everything(60_000));
});

test('other answers without a header limit nothing', () => {
  expect(limited(200)).toEqual({});
  expect(limited(503)).toEqual({});
});
