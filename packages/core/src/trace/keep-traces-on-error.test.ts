import { describe, expect, test } from 'vitest';
import { type Core, setupCore } from '../../test-support/setup-core.ts';
import { captureException, captureMessage, flush } from '../capture/capture.ts';
import type { ClientOptions } from '../types/client.ts';
import type { Event } from '../types/event.ts';
import type { Span } from '../types/span.ts';
import { type KeepTracesOnErrorOptions, keepTracesOnErrorIntegration } from './keep-traces-on-error.ts';
import { spanToTraceHeader } from './propagation.ts';
import { startInactiveSpan, startSpan } from './start-span.ts';
import { continueTrace, startNewTrace } from './trace-scope.ts';

const TRACE = '0123456789abcdef0123456789abcdef';

const setup = (options: KeepTracesOnErrorOptions = {}, client: ClientOptions = {}): Core =>
  setupCore({ tracesSampleRate: 0, integrations: [keepTracesOnErrorIntegration(options)], ...client });

const fail = (): unknown => captureException(new Error('x'));
/** A transaction in a trace of its own. */
const work = (name: string, act: (span: Span) => void = () => {}): void =>
  startNewTrace(() => startSpan({ name }, act));

const names = (core: Core): unknown[] => core.transactions().map(({ transaction }) => transaction);
const dataOf = (event: Event | undefined) => event?.contexts?.trace?.data as Record<string, unknown>;
/** What the envelopes of transactions say of their traces. */
const traces = (core: Core) =>
  core
    .envelopes()
    .filter(({ items }) => items[0]?.headers.type === 'transaction')
    .map(({ headers }) => headers.trace as Record<string, string>);
/** Transactions that a backend counts. */
const estimate = (core: Core): number =>
  traces(core).reduce((sum, { sample_rate }) => sum + 1 / Number(sample_rate), 0);

describe('a transaction that was not sampled', () => {
  test('is sent with its spans when an error happens in it', () => {
    const core = setup();
    work('buy', () => {
      startSpan({ name: 'pay', op: 'db', attributes: { rows: 3 } }, () => {});
      fail();
    });
    const [sent] = core.transactions();
    expect(sent).toMatchObject({ transaction: 'buy', spans: [{ description: 'pay', op: 'db', data: { rows: 3 } }] });
    expect(dataOf(sent)).toMatchObject({ 'vedette.kept': 'error', 'sentry.sample_rate': 1 });
    expect(core.events()[0]?.contexts?.trace?.trace_id).toBe(sent?.contexts?.trace?.trace_id);
    expect(traces(core)).toMatchObject([{ sampled: 'true', sample_rate: '1' }]);
  });

  test('is sent when its root failed', () => {
    const core = setup();
    expect(() =>
      work('buy', () => {
        throw new Error('of the host');
      }),
    ).toThrow('of the host');
    expect(names(core)).toEqual(['buy']);
  });

  test('is not sent when nothing happens, nor for a message, nor for an error elsewhere', async () => {
    const core = setup({ maxWaiting: 0 });
    work('buy', () => {
      startSpan({ name: 'pay' }, () => {});
      captureMessage('hello');
    });
    work('other', () => {});
    startNewTrace(fail);
    await flush();
    expect(names(core)).toEqual([]);
    expect(core.reported()).toEqual({ 'sample_rate transaction': 2, 'sample_rate span': 3 });
  });

  test('tells other services that it is not sampled', () => {
    setup();
    startSpan({ name: 'buy' }, (span) => {
      fail();
      expect(spanToTraceHeader(span)).toMatch(/-0$/);
    });
  });

  test('of a caller that decided so is kept here all the same, with the rate of this side', () => {
    const core = setup();
    const baggage = `sentry-trace_id=${TRACE},sentry-public_key=abc,sentry-sample_rate=0.25,sentry-sampled=false`;
    continueTrace({ sentryTrace: `${TRACE}-0123456789abcdef-0`, baggage }, () => startSpan({ name: 'answer' }, fail));
    expect(traces(core)).toMatchObject([{ trace_id: TRACE, sampled: 'true', sample_rate: '1' }]);
  });

  test.each([
    [1001, ['slow']],
    [1000, []],
  ])('that takes %i ms is slow, or not', (ms, kept) => {
    const core = setup({ slowMs: 1000 });
    work('buy', () => core.platform.advance(ms));
    expect(core.transactions().map((event) => dataOf(event)?.['vedette.kept'])).toEqual(kept);
  });
});

describe('one that has ended waits for an error of its trace', () => {
  test('and is sent when it comes', () => {
    const core = setup();
    startSpan({ name: 'page' }, () => {});
    expect(names(core)).toEqual([]);
    fail();
    expect(core.transactions().map((event) => [event.transaction, dataOf(event)?.['vedette.kept']])).toEqual([
      ['page', 'later_error'],
    ]);
    startSpan({ name: 'next' }, () => {});
    expect(names(core)).toEqual(['page', 'next']);
  });

  test('the newest, so many, with so many spans', () => {
    const core = setup({ maxWaiting: 3, maxWaitingSpans: 4 });
    for (const name of ['a', 'b', 'c', 'd']) {
      startSpan({ name }, () => {});
    }
    startSpan({ name: 'wide' }, () => {
      startSpan({ name: 'child' }, () => {});
    });
    fail();
    expect(names(core)).toEqual(['c', 'd', 'wide']);
  });
});

describe('the budget', () => {
  test('is a number a minute, and the next one stands for those above it', async () => {
    const core = setup({ maxPerMinute: 2 });
    for (let n = 0; n < 10; n++) {
      work(`first ${n}`, fail);
    }
    core.platform.advance(60_000);
    work('second', fail);
    await flush();
    expect(names(core)).toEqual(['first 0', 'first 1', 'second']);
    expect(estimate(core)).toBeCloseTo(11);
    const { sample_rand, sample_rate } = traces(core)[2] as Record<string, string>;
    expect(Number(sample_rand)).toBeLessThan(Number(sample_rate));
  });
});

test('counts are what they would be if everything were sent, for errors and for the rest', async () => {
  const core = setup({ maxWaiting: 0 }, { tracesSampleRate: 0.25 });
  /** Every fourth is sampled, so that the sum is exact: the caller has drawn the random number and decided nothing. */
  const workOf = (n: number, name: string, act: () => void): void => {
    const traceId = String(n).padStart(32, name === 'fine' ? 'a' : 'b');
    const baggage = `sentry-trace_id=${traceId},sentry-public_key=abc,sentry-sample_rand=${(n % 4) / 4}`;
    continueTrace({ sentryTrace: `${traceId}-0123456789abcdef`, baggage }, () => startSpan({ name }, act));
  };
  for (let n = 0; n < 8; n++) {
    workOf(n, 'fine', () => {});
    workOf(n, 'failed', fail);
  }
  await flush();
  const rates = core.transactions().map((event, at) => [event.transaction, traces(core)[at]?.sample_rate]);
  expect(rates.filter(([name]) => name === 'failed')).toEqual(Array(8).fill(['failed', '1']));
  expect(rates.filter(([name]) => name === 'fine')).toEqual(Array(2).fill(['fine', '0.25']));
  expect(estimate(core)).toBeCloseTo(16);
});

describe('without the integration, closed, or streaming', () => {
  test('what is not sampled is not recorded', async () => {
    const recording = (): boolean => startInactiveSpan({ name: 'x' }).isRecording();
    setupCore({ tracesSampleRate: 0 });
    expect(recording()).toBe(false);
    setup({}, { traceLifecycle: 'stream' });
    expect(recording()).toBe(false);
    const core = setup();
    expect(recording()).toBe(true);
    await core.client.close();
    expect(recording()).toBe(false);
  });
});
