import { describe, expect, test, vi } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { getIsolationScope } from '../scope/current.ts';
import type { ClientOptions, TracesSamplerSamplingContext } from '../types/client.ts';
import type { Span } from '../types/span.ts';
import { parseBaggage } from './baggage.ts';
import { getTraceData } from './propagation.ts';
import { hasSpansEnabled } from './sample.ts';
import { spanToJSON } from './span-json.ts';
import { startInactiveSpan, startSpan } from './start-span.ts';
import { continueTrace, startNewTrace } from './trace-scope.ts';

const TRACE = '0123456789abcdef0123456789abcdef';
const sentryTrace = (flag = ''): string => `${TRACE}-0123456789abcdef${flag}`;
const fails = (): never => {
  throw new Error('sampler');
};

/** A root in the trace that the headers name. */
const rootIn = (flag?: string, baggage?: string): Span =>
  continueTrace({ sentryTrace: sentryTrace(flag), baggage }, () => startInactiveSpan({ name: 'root' }));

describe('tracing is', () => {
  test.each<[string, ClientOptions, boolean]>([
    ['off without options', {}, false],
    ['on with a rate', { tracesSampleRate: 0.5 }, true],
    ['on with a rate of 0', { tracesSampleRate: 0 }, true],
    ['on with a sampler', { tracesSampler: () => 0 }, true],
    ['off with a rate that is none', { tracesSampleRate: 2 }, false],
    ['off with a rate of null', { tracesSampleRate: null as never }, false],
  ])('%s', (_, options, on) => {
    expect(hasSpansEnabled(setupCore(options).client.getOptions())).toBe(on);
  });
});

describe('who decides', () => {
  test.each<[string, ClientOptions, flag: string | undefined, sampled: boolean, rate: number | undefined]>([
    ['the sampler before the caller and the rate, for', { tracesSampler: () => 1, tracesSampleRate: 0 }, '-0', true, 1],
    [
      'the sampler before the caller and the rate, against',
      { tracesSampler: () => 0, tracesSampleRate: 1 },
      '-1',
      false,
      0,
    ],
    ['the caller before the rate, for', { tracesSampleRate: 0 }, '-1', true, undefined],
    ['the caller before the rate, against', { tracesSampleRate: 1 }, '-0', false, undefined],
    ['the rate when the caller leaves it open, for', { tracesSampleRate: 1 }, '', true, 1],
    ['the rate when the caller leaves it open, against', { tracesSampleRate: 0 }, '', false, 0],
    ['the caller when the sampler throws, for', { tracesSampler: fails, tracesSampleRate: 0 }, '-1', true, undefined],
    [
      'the caller when the sampler throws, against',
      { tracesSampler: fails, tracesSampleRate: 1 },
      '-0',
      false,
      undefined,
    ],
    ['the rate when the sampler throws and nobody called', { tracesSampler: fails, tracesSampleRate: 1 }, '', true, 1],
    ['nobody when the sampler throws and there is no more', { tracesSampler: fails }, '', false, 0],
  ])('%s', (_, options, flag, sampled, rate) => {
    setupCore(options);
    const root = rootIn(flag);
    expect(root.isRecording()).toBe(sampled);
    expect(root.spanContext().traceFlags).toBe(Number(sampled));
    expect(spanToJSON(root).data['sentry.sample_rate']).toBe(rate);
  });

  test('only the root asks: children inherit', () => {
    const tracesSampler = vi.fn(() => 1);
    setupCore({ tracesSampler });
    const root = rootIn();
    expect(startInactiveSpan({ name: 'child', parentSpan: root }).isRecording()).toBe(true);
    expect(tracesSampler).toHaveBeenCalledTimes(1);
  });
});

describe('the sampler’s answer', () => {
  test.each<[unknown, boolean]>([
    [true, true],
    [false, false],
    [1, true],
    [0, false],
    ['1', true],
    ['0', false],
  ])('may be %o', (answer, sampled) => {
    setupCore({ tracesSampler: () => answer as number });
    expect(rootIn().isRecording()).toBe(sampled);
  });

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['too much', 1.1],
    ['less than nothing', -0.1],
    ['not a number', Number.NaN],
    ['a word', 'always'],
    ['an empty text', ''],
    ['an object', { rate: 1 }],
    ['a list', [1]],
    ['a promise', Promise.resolve(1)],
    ['a function', () => 1],
    ['a symbol', Symbol('1')],
  ])('that is nonsense (%s) means no, whatever the caller and the rate say', (_, answer) => {
    setupCore({ tracesSampler: () => answer as number, tracesSampleRate: 1 });
    expect(rootIn('-1').isRecording()).toBe(false);
  });
});

describe('the sampler is told', () => {
  const told = (flag?: string, baggage?: string): TracesSamplerSamplingContext => {
    const tracesSampler = vi.fn((_: TracesSamplerSamplingContext) => 1);
    setupCore({ tracesSampler });
    rootIn(flag, baggage);
    return tracesSampler.mock.calls[0]?.[0] as TracesSamplerSamplingContext;
  };

  test('name and attributes', () => {
    const tracesSampler = vi.fn((_: TracesSamplerSamplingContext) => 1);
    setupCore({ tracesSampler });
    startInactiveSpan({ name: 'GET /', op: 'http.server', attributes: { a: 1 } });
    expect(tracesSampler.mock.calls[0]?.[0]).toMatchObject({
      name: 'GET /',
      attributes: { a: 1, 'sentry.op': 'http.server' },
    });
  });

  test.each<[string, string | undefined, boolean | undefined, number | undefined]>([
    ['-1', 'sentry-sample_rate=0.25', true, 0.25],
    ['-0', 'sentry-sample_rate=0', false, 0],
    ['-1', undefined, true, undefined],
    ['', 'sentry-sample_rate=much', undefined, undefined],
    ['', 'sentry-sample_rate=2', undefined, undefined],
    ['', 'sentry-sample_rate=', undefined, undefined],
  ])('of a caller with flag "%s" and baggage %s', (flag, baggage, parentSampled, parentSampleRate) => {
    const context = told(flag, baggage);
    expect(context.parentSampled).toBe(parentSampled);
    expect(context.parentSampleRate).toBe(parentSampleRate);
  });

  test.each<[string, string | undefined, number]>([
    ['-1', 'sentry-sample_rate=0.25', 0.25],
    ['-0', 'sentry-sample_rate=0.25', 0.25],
    ['-1', undefined, 1],
    ['-0', undefined, 0],
    ['', undefined, 0.5],
  ])('by inheritOrSampleWith(0.5), with flag "%s" and baggage %s: %d', (flag, baggage, rate) => {
    expect(told(flag, baggage).inheritOrSampleWith(0.5)).toBe(rate);
  });
});

describe('the random number of a trace', () => {
  const randOf = (root: Span): number => Number(parseBaggage(getTraceData({ span: root }).baggage).sample_rand);

  test('is below the rate exactly when the trace is sampled', () => {
    let rate = 0;
    setupCore({ tracesSampler: () => rate });
    let sampled = 0;
    for (let run = 0; run < 2000; run++) {
      rate = Math.random();
      const root = startNewTrace(() => startInactiveSpan({ name: 'root' }));
      expect(randOf(root) < rate).toBe(root.isRecording());
      sampled += Number(root.isRecording());
    }
    // By chance alone one run in 10^80 is outside.
    expect(sampled).toBeGreaterThan(500);
    expect(sampled).toBeLessThan(1500);
  });

  test('came along with the request, and decides with our rate', () => {
    let rate = 0;
    setupCore({ tracesSampler: () => rate });
    for (let run = 0; run < 500; run++) {
      rate = Math.random();
      const rand = Math.random();
      expect(rootIn('-1', `sentry-sample_rand=${rand}`).isRecording()).toBe(rand < rate);
    }
  });

  test('is one for all roots of a trace', () => {
    setupCore({ tracesSampleRate: 0.5 });
    const [one, other] = startNewTrace(() => [startInactiveSpan({ name: 'a' }), startInactiveSpan({ name: 'b' })]);
    expect(one?.isRecording()).toBe(other?.isRecording());
    expect(randOf(one as Span)).toBe(randOf(other as Span));
  });

  test('fits the caller’s decision when only that came along: our sampler at his rate decides the same', () => {
    setupCore({ tracesSampler: ({ inheritOrSampleWith }) => inheritOrSampleWith(0.5) });
    for (let run = 0; run < 500; run++) {
      const rate = Math.random();
      expect(rootIn('-1', `sentry-sample_rate=${rate}`).isRecording()).toBe(true);
      expect(rootIn('-0', `sentry-sample_rate=${rate}`).isRecording()).toBe(false);
    }
  });
});

describe('a decision is taken once', () => {
  test.each([
    ['sampled', 1, 0],
    ['unsampled', 0, 1],
  ])('for a forced transaction below a parent that is %s, too', (_, outerRate, forcedRate) => {
    const core = setupCore({ tracesSampler: ({ name }) => (name === 'outer' ? outerRate : forcedRate) });
    startSpan({ name: 'outer' }, () => startSpan({ name: 'forced', forceTransaction: true }, () => {}));
    expect(core.transactions().map(({ transaction }) => transaction)).toEqual(outerRate ? ['forced', 'outer'] : []);
  });

  test('and not at all below a span that was not made for want of a parent', async () => {
    const tracesSampler = vi.fn(() => 1);
    const core = setupCore({ tracesSampler });
    startSpan({ name: 'query', onlyIfParent: true }, () => startSpan({ name: 'below' }, () => {}));
    await core.client.flush();
    expect(tracesSampler).not.toHaveBeenCalled();
    expect(core.reported()).toEqual({ 'no_parent_span span': 1 });
    expect(core.transactions()).toEqual([]);
  });
});

test('an empty random number is none: the flag tells on which side of the rate the new one lies', () => {
  setupCore({ tracesSampler: ({ inheritOrSampleWith }) => inheritOrSampleWith(0.5) });
  for (let run = 0; run < 50; run++) {
    expect(rootIn('-0', 'sentry-sample_rate=0.5,sentry-sample_rand=').isRecording()).toBe(false);
  }
});

test('the sampler is told the request that is being answered', () => {
  const tracesSampler = vi.fn((_: TracesSamplerSamplingContext) => 1);
  setupCore({ tracesSampler });
  const normalizedRequest = { method: 'GET', url: 'https://shop.example/cart' };
  getIsolationScope().setSDKProcessingMetadata({ normalizedRequest });
  rootIn();
  expect(tracesSampler.mock.calls[0]?.[0].normalizedRequest).toEqual(normalizedRequest);
});

test('a listener of beforeSampling knows the trace, and may refuse it', async () => {
  const tracesSampler = vi.fn(() => 1);
  const { client, reported } = setupCore({ tracesSampler });
  const told: unknown[] = [];
  client.on('beforeSampling', (trace, verdict) => {
    told.push(trace);
    verdict.decision = trace.spanName !== 'root';
  });
  expect(rootIn('-1', 'sentry-sample_rate=0.5').isRecording()).toBe(false);
  expect(startInactiveSpan({ name: 'other' }).isRecording()).toBe(true);
  expect(told[0]).toEqual({
    spanName: 'root',
    spanAttributes: expect.objectContaining({ 'sentry.origin': 'manual' }),
    parentSampled: true,
    parentSampleRate: 0.5,
  });
  expect(tracesSampler).toHaveBeenCalledTimes(1);
  await client.flush(100);
  expect(reported()).toEqual({ 'sample_rate transaction': 1 });
});
