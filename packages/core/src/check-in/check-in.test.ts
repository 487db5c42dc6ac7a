import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../../test-support/hostile.ts';
import { type Core, DSN, setupCore } from '../../test-support/setup-core.ts';
import { flush } from '../capture/capture.ts';
import { getCurrentScope } from '../scope/current.ts';
import { startSpan } from '../trace/start-span.ts';
import type { SerializedCheckIn } from '../types/check-in.ts';
import { captureCheckIn } from './check-in.ts';

const ID = /^[0-9a-f]{32}$/;

function sentBy(core: Core): SerializedCheckIn[] {
  return core
    .envelopes()
    .flatMap(({ items }) => items)
    .filter(({ headers }) => headers.type === 'check_in')
    .map(({ payload }) => payload as SerializedCheckIn);
}

describe('a check-in', () => {
  test('of a start gets an id, which the end names', () => {
    const core = setupCore({ release: 'jobs@3', environment: 'test' });
    const checkInId = captureCheckIn({ monitorSlug: 'nightly', status: 'in_progress' });
    expect(checkInId).toMatch(ID);
    expect(captureCheckIn({ monitorSlug: 'nightly', status: 'ok', checkInId, duration: 1.5 })).toBe(checkInId);
    const same = { check_in_id: checkInId, monitor_slug: 'nightly', release: 'jobs@3', environment: 'test' };
    expect(sentBy(core)).toMatchObject([
      { ...same, status: 'in_progress' },
      { ...same, status: 'ok', duration: 1.5 },
    ]);
    expect(sentBy(core)[0]).not.toHaveProperty('duration');
  });

  test('of an end without a start gets an id of its own', () => {
    const core = setupCore();
    const id = captureCheckIn({ monitorSlug: 'nightly', status: 'error', duration: 0 });
    expect(sentBy(core)).toMatchObject([{ check_in_id: id, status: 'error', duration: 0 }]);
  });

  test('is sent in an envelope of its own, with the facts of its trace', () => {
    const core = setupCore({ tunnel: 'https://shop.example/tunnel' });
    captureCheckIn({ monitorSlug: 'nightly', status: 'ok' });
    const { traceId } = getCurrentScope().getPropagationContext();
    expect(core.envelopes()).toMatchObject([
      {
        headers: {
          sent_at: expect.any(String),
          sdk: { name: 'vedette.javascript.test', version: '1.2.3' },
          dsn: DSN,
          trace: { trace_id: traceId, public_key: 'abc' },
        },
        items: [{ payload: { contexts: { trace: { trace_id: traceId } } } }],
      },
    ]);
  });

  test('belongs to the active span', () => {
    const core = setupCore({ tracesSampleRate: 1 });
    startSpan({ name: 'job' }, (span) => {
      const { traceId, spanId } = span.spanContext();
      captureCheckIn({ monitorSlug: 'nightly', status: 'ok' });
      expect(sentBy(core)[0]?.contexts?.trace).toEqual({ trace_id: traceId, span_id: spanId });
    });
  });

  test('keeps the span id of the scope where there is no span', () => {
    const core = setupCore();
    captureCheckIn({ monitorSlug: 'nightly', status: 'in_progress' });
    captureCheckIn({ monitorSlug: 'nightly', status: 'ok' });
    const [start, end] = sentBy(core);
    expect(start?.contexts).toEqual(end?.contexts);
  });

  test('takes an id with dashes', () => {
    const core = setupCore();
    const given = '7C7B6585-F901-4351-BF8D-02711B721929';
    expect(captureCheckIn({ monitorSlug: 'nightly', status: 'ok', checkInId: given })).toBe(given);
    expect(sentBy(core)[0]?.check_in_id).toBe('7c7b6585f9014351bf8d02711b721929');
  });

  test.each([Number.NaN, -1, undefined])('leaves out a duration that is none: %s', (duration) => {
    const core = setupCore();
    captureCheckIn({ monitorSlug: 'nightly', status: 'ok', duration });
    expect(sentBy(core)[0]).not.toHaveProperty('duration');
  });
});

describe('the monitor', () => {
  test('is set up with the check-in', () => {
    const core = setupCore();
    captureCheckIn(
      { monitorSlug: 'nightly', status: 'in_progress' },
      {
        schedule: { type: 'crontab', value: '0 3 * * *' },
        checkinMargin: 5,
        maxRuntime: 30,
        timezone: 'Europe/Berlin',
        failureIssueThreshold: 2,
        recoveryThreshold: 3,
        owner: 'team:shop',
        isolateTrace: true,
      },
    );
    expect(sentBy(core)[0]?.monitor_config).toEqual({
      schedule: { type: 'crontab', value: '0 3 * * *' },
      checkin_margin: 5,
      max_runtime: 30,
      timezone: 'Europe/Berlin',
      failure_issue_threshold: 2,
      recovery_threshold: 3,
      owner: 'team:shop',
    });
  });

  test('may be due at intervals', () => {
    const core = setupCore();
    const schedule = { type: 'interval', value: 10, unit: 'minute' } as const;
    captureCheckIn({ monitorSlug: 'often', status: 'ok' }, { schedule });
    expect(sentBy(core)[0]?.monitor_config).toEqual({ schedule });
  });

  test('is left as it is without a schedule', () => {
    const core = setupCore();
    captureCheckIn({ monitorSlug: 'nightly', status: 'ok' }, { isolateTrace: true } as never);
    expect(sentBy(core)[0]).not.toHaveProperty('monitor_config');
  });
});

describe('what is not sent', () => {
  test.each([{}, { dsn: undefined }, { enabled: false }])('anything without a client that sends (%j)', (options) => {
    const core = setupCore(options);
    if (Object.keys(options).length === 0) {
      getCurrentScope().setClient(undefined);
    }
    expect(captureCheckIn({ monitorSlug: 'nightly', status: 'ok' })).toMatch(ID);
    expect(core.platform.sent).toEqual([]);
  });

  test('a check-in without a slug: it is counted', async () => {
    const core = setupCore();
    expect(captureCheckIn({ monitorSlug: '', status: 'ok' })).toMatch(ID);
    expect(captureCheckIn(undefined as never)).toMatch(ID);
    await flush();
    expect(sentBy(core)).toEqual([]);
    expect(core.reported()).toEqual({ 'invalid monitor': 2 });
  });

  test('those that the backend limits, and only those', async () => {
    const core = setupCore();
    core.platform.answer({ statusCode: 200, headers: { 'x-sentry-rate-limits': '60:monitor:key' } });
    captureCheckIn({ monitorSlug: 'nightly', status: 'in_progress' });
    await core.settle();
    captureCheckIn({ monitorSlug: 'nightly', status: 'ok' });
    await core.settle();
    await flush();
    expect(sentBy(core)).toHaveLength(1);
    expect(core.reported()).toEqual({ 'ratelimit_backoff monitor': 1 });
  });
});

test.each(Object.entries(HOSTILE))('given %s nothing is harmed', (_, make) => {
  setupCore({ transport: () => ({ send: async () => ({}), flush: async () => true }) });
  expect(() => captureCheckIn(make() as never, make() as never)).not.toThrow();
  expect(() => captureCheckIn({ monitorSlug: make(), status: 'ok' } as never)).not.toThrow();
  expect(() =>
    captureCheckIn({ monitorSlug: 'a', status: 'ok', checkInId: make(), duration: make() } as never),
  ).not.toThrow();
});
