import { describe, expect, test, vi } from 'vitest';
import { createTestPlatform, setupCore } from '../../test-support/setup-core.ts';
import type { ClientOptions } from '../types/client.ts';
import type { Span } from '../types/span.ts';
import {
  completeIdleSpan,
  endIdleSpan,
  type IdleFinishReason,
  type IdleSpanOptions,
  startIdleSpan,
} from './idle-span.ts';
import { setMeasurement, startInactiveSpan } from './start-span.ts';

function setup(timeouts: Partial<IdleSpanOptions> = {}, options: ClientOptions = {}) {
  const core = setupCore({ tracesSampleRate: 1, ...options });
  const begun = core.platform.now();
  const beforeEnd = vi.fn((_: Span) => {});
  const span = startIdleSpan({ name: '/shop', op: 'pageload' }, { ...timeouts, beforeSpanEnd: beforeEnd });
  const idle = { span, finish: (reason: IdleFinishReason) => endIdleSpan(span, reason) };
  const child = (name = 'child'): Span => startInactiveSpan({ name, parentSpan: idle.span });
  /** What was sent: how long it was, in milliseconds, and why it ended. */
  const result = () => {
    const [transaction] = core.transactions();
    const trace = transaction?.contexts?.trace;
    return (
      transaction && {
        ms: Math.round(((transaction.timestamp as number) - begun) * 1000),
        reason: trace?.data?.['sentry.idle_span_finish_reason'],
        status: trace?.status,
        discarded: trace?.data?.['sentry.idle_span_discarded_spans'],
        spans: transaction.spans?.map(({ description, status, timestamp }) => [
          description,
          status,
          Math.round(((timestamp as number) - begun) * 1000),
        ]),
      }
    );
  };
  return { ...core, idle, child, beforeEnd, result };
}

/** sdk-behaviour, "Idle spans". */
describe('an idle span', () => {
  test('waits as long as it may not end, at most until the final timeout', () => {
    let mayEnd = false;
    const { platform, result } = setup({ mayEnd: () => mayEnd });
    platform.advance(5000);
    expect(result()).toBeUndefined();
    mayEnd = true;
    platform.advance(1000);
    expect(result()).toMatchObject({ reason: 'idleTimeout' });

    const other = setup({ mayEnd: () => false });
    other.platform.advance(30_000);
    expect(other.result()).toMatchObject({ ms: 30_000, reason: 'finalTimeout' });
  });

  test('ends when the page is reported as loaded, not where its last child did', () => {
    const { platform, idle, child, result } = setup({ mayEnd: () => false });
    child().end();
    platform.advance(4000);
    idle.finish('reportPageLoaded');
    expect(result()).toMatchObject({ ms: 4000, reason: 'reportPageLoaded' });
  });

  test('ends after a second without children', () => {
    const { platform, result, beforeEnd } = setup();
    platform.advance(999);
    expect(result()).toBeUndefined();
    platform.advance(1);
    expect(result()).toEqual({ ms: 1000, reason: 'idleTimeout', status: 'ok', discarded: undefined, spans: [] });
    expect(beforeEnd).toHaveBeenCalledTimes(1);
    expect(platform.timers).toBe(0);
  });

  test('waits for its children, and ends where the last of them ended', () => {
    const { platform, child, result } = setup();
    platform.advance(500);
    const first = child('first');
    const second = child('second');
    platform.advance(2000);
    first.end();
    platform.advance(2000);
    second.end();
    platform.advance(999);
    expect(result()).toBeUndefined();
    platform.advance(1);
    expect(result()).toMatchObject({
      ms: 4500,
      reason: 'idleTimeout',
      spans: [
        ['first', undefined, 2500],
        ['second', undefined, 4500],
      ],
    });
  });

  test('a child that starts in the second after the last keeps it going', () => {
    const { platform, child, result } = setup();
    child().end();
    platform.advance(900);
    const late = child();
    platform.advance(900);
    late.end();
    platform.advance(1000);
    expect(result()).toMatchObject({ ms: 1800, reason: 'idleTimeout' });
  });

  test('does not wait longer than 15 seconds for a child after the last one started', () => {
    const { platform, child, result } = setup();
    child('hangs');
    platform.advance(10_000);
    child('ends').end();
    platform.advance(14_999);
    expect(result()).toBeUndefined();
    platform.advance(1);
    expect(result()).toEqual({
      ms: 10_000,
      reason: 'heartbeatFailed',
      status: 'ok',
      discarded: undefined,
      spans: [
        ['hangs', 'cancelled', 10_000],
        ['ends', undefined, 10_000],
      ],
    });
  });

  test('does not last longer than 30 seconds, and is then late', () => {
    const { platform, child, result } = setup();
    for (let second = 0; second < 40; second++) {
      child().end();
      platform.advance(900);
    }
    expect(result()).toMatchObject({ reason: 'finalTimeout', status: 'deadline_exceeded' });
    expect(result()?.ms).toBeLessThanOrEqual(30_000);
    expect(platform.timers).toBe(0);
  });

  test('takes other times', () => {
    const { platform, child, result } = setup({ idleTimeout: 10, childSpanTimeout: 100, finalTimeout: 1000 });
    child();
    platform.advance(100);
    expect(result()).toMatchObject({ ms: 100, reason: 'heartbeatFailed' });
    const short = setup({ idleTimeout: 10 });
    short.platform.advance(10);
    expect(short.result()).toMatchObject({ ms: 10 });
  });

  test('leaves children out that began after its end, and says how many', () => {
    const { platform, child, result } = setup();
    child('ends').end();
    platform.advance(900);
    child('hangs');
    platform.advance(15_000);
    expect(result()).toMatchObject({ ms: 0, discarded: 1, spans: [['ends', undefined, 0]] });
  });

  test('is ended by hand, with a reason', () => {
    const { platform, idle, child, result } = setup();
    child('runs');
    platform.advance(200);
    idle.finish('cancelled');
    idle.finish('idleTimeout');
    expect(result()).toMatchObject({
      ms: 200,
      reason: 'cancelled',
      status: 'ok',
      spans: [['runs', 'cancelled', 200]],
    });
  });

  test('is cancelled when the page is hidden', () => {
    const { idle, result } = setup();
    idle.finish('documentHidden');
    expect(result()).toMatchObject({ reason: 'documentHidden', status: 'cancelled' });
  });

  test('may be ended like any other span', () => {
    const { platform, idle, child, result, beforeEnd, transactions } = setup();
    child('runs');
    platform.advance(200);
    idle.span.end();
    expect(result()).toMatchObject({ ms: 200, reason: 'externalFinish', spans: [['runs', 'cancelled', 200]] });
    expect(beforeEnd).toHaveBeenCalledTimes(1);
    platform.advance(60_000);
    expect(transactions()).toHaveLength(1);
    expect(platform.timers).toBe(0);
  });

  test('lets measurements and attributes be set before it ends', () => {
    const { idle, beforeEnd, transactions } = setup();
    beforeEnd.mockImplementation((span) => {
      span.setAttribute('late', true);
      setMeasurement('lcp', 5, 'millisecond', span);
    });
    idle.finish('cancelled');
    expect(transactions()[0]).toMatchObject({
      measurements: { lcp: { value: 5 } },
      contexts: { trace: { data: { late: true } } },
    });
  });

  test('ends also when what was to happen before throws', () => {
    const { platform, beforeEnd, transactions } = setup();
    beforeEnd.mockImplementation(() => {
      throw new Error('of an integration');
    });
    platform.advance(1000);
    expect(transactions()).toHaveLength(1);
  });

  test('does not hear children of others', () => {
    const { platform, result } = setup();
    startInactiveSpan({ name: 'other root', parentSpan: null });
    platform.advance(1000);
    expect(result()).toBeDefined();
  });

  test('that is not sampled sends nothing, is counted, and still tells that it ends', async () => {
    const { platform, client, transactions, reported, beforeEnd } = setup({}, { tracesSampleRate: 0 });
    platform.advance(1000);
    expect(beforeEnd).toHaveBeenCalledTimes(1);
    await client.flush(100);
    expect(transactions()).toEqual([]);
    expect(reported()).toEqual({ 'sample_rate transaction': 1 });
    expect(platform.timers).toBe(0);
  });

  test('without a client is none', () => {
    createTestPlatform();
    const span = startIdleSpan({ name: 'x' });
    endIdleSpan(span, 'cancelled');
    expect(span.isRecording()).toBe(false);
  });
});

test('an idle span does not wait to end where a child that is ignored ended', () => {
  const { platform, child, result } = setup({}, { ignoreSpans: ['noise'] });
  const noise = child('noise');
  const wanted = child('wanted');
  platform.advance(300);
  wanted.end();
  platform.advance(300);
  noise.end();
  platform.advance(1000);
  expect(result()).toMatchObject({ ms: 300, spans: [['wanted', undefined, 300]] });
});

test('an idle span that is not sampled ends when told, too, and lets its timers go', () => {
  const { platform, idle, beforeEnd } = setup({}, { tracesSampleRate: 0 });
  idle.finish('cancelled');
  expect(beforeEnd).toHaveBeenCalledTimes(1);
  expect(platform.timers).toBeLessThanOrEqual(1);
  platform.advance(40_000);
  expect(beforeEnd).toHaveBeenCalledTimes(1);
});

test('an idle span whose sending was stopped is sent when it is completed, once', () => {
  const { client, idle, result, transactions } = setup();
  // Stands for a script that the browser stops in the middle.
  vi.spyOn(client, 'captureEvent').mockImplementationOnce(() => {
    throw new Error('stopped');
  });
  completeIdleSpan(idle.span);
  idle.finish('documentHidden');
  expect(result()).toBeUndefined();
  completeIdleSpan(idle.span);
  completeIdleSpan(idle.span);
  expect(transactions()).toHaveLength(1);
  expect(result()).toMatchObject({ reason: 'documentHidden' });
});

test('what starts below an idle span that was sent is a transaction of its own', () => {
  const { idle, transactions } = setup();
  idle.finish('idleTimeout');
  startInactiveSpan({ name: 'late', parentSpan: idle.span }).end();
  const [, late] = transactions();
  expect(late).toMatchObject({
    transaction: 'late',
    contexts: { trace: { parent_span_id: idle.span.spanContext().spanId } },
  });
});

test('an idle span that is not sampled is not sent when it is completed', () => {
  const { idle, transactions } = setup({}, { tracesSampleRate: 0 });
  idle.finish('documentHidden');
  completeIdleSpan(idle.span);
  expect(transactions()).toEqual([]);
});
