import { describe, expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { captureMessage } from '../capture/capture.ts';
import { getCurrentScope, getIsolationScope } from '../scope/current.ts';
import type { PropagationContext, Span } from '../types/span.ts';
import { mergeBaggage, parseBaggage, serializeBaggage } from './baggage.ts';
import {
  getDynamicSamplingContextFromSpan,
  getTraceData,
  propagationContextFromHeaders,
  renewTrace,
  spanToTraceHeader,
} from './propagation.ts';
import { startInactiveSpan, startSpan } from './start-span.ts';
import { continueTrace, getTraceMetaTags, startNewTrace } from './trace-scope.ts';

const TRACE = 'a'.repeat(32);
const PARENT = 'b'.repeat(16);
const context = (): PropagationContext => getCurrentScope().getPropagationContext();

describe('propagationContextFromHeaders', () => {
  test.each([
    [`${TRACE}-${PARENT}-1`, { traceId: TRACE, parentSpanId: PARENT, sampled: true }],
    [`${TRACE}-${PARENT}-0`, { traceId: TRACE, parentSpanId: PARENT, sampled: false }],
    [`${TRACE}-${PARENT}`, { traceId: TRACE, parentSpanId: PARENT, sampled: undefined }],
    [` \t${TRACE}-${PARENT}-1\t `, { traceId: TRACE, parentSpanId: PARENT, sampled: true }],
    [TRACE, { traceId: TRACE, parentSpanId: undefined, sampled: undefined }],
  ])('reads %j', (sentryTrace, expected) => {
    expect(propagationContextFromHeaders({ sentryTrace })).toMatchObject({ ...expected, dsc: {} });
  });

  test.each([undefined, '', 'abc', `${TRACE}x`, `${PARENT}-1`, TRACE.toUpperCase(), `${TRACE}-${PARENT}-2`, 12, null])(
    'starts a new trace for %j',
    (sentryTrace) => {
      const fresh = propagationContextFromHeaders({ sentryTrace: sentryTrace as never, baggage: 'sentry-trace_id=x' });
      expect(fresh).toEqual({ traceId: expect.stringMatching(/^[0-9a-f]{32}$/), sampleRand: expect.any(Number) });
      expect(fresh.traceId).not.toBe(TRACE);
    },
  );

  /** wire-protocol, "baggage and DSC": `sample_rand < sample_rate` means sampled. */
  test.each([
    [1, 0.25],
    [0, 0.25],
    [1, 1],
    [0, 0],
    [1, 0],
    [0, 1],
  ])('makes a random number that fits flag %i and rate %f', (flag, rate) => {
    for (let n = 0; n < 100; n++) {
      const { sampleRand } = propagationContextFromHeaders({
        sentryTrace: `${TRACE}-${PARENT}-${flag}`,
        baggage: `sentry-sample_rate=${rate}`,
      });
      expect(sampleRand).toBeGreaterThanOrEqual(0);
      expect(sampleRand).toBeLessThan(1);
      if (rate !== 1 - flag) {
        expect(sampleRand < rate).toBe(flag === 1);
      }
    }
  });

  test('takes the random number that came along, unless it is none', () => {
    const rand = (value: string): number =>
      propagationContextFromHeaders({ sentryTrace: TRACE, baggage: `sentry-sample_rand=${value}` }).sampleRand;
    expect(rand('0.123')).toBe(0.123);
    expect(rand('0')).toBe(0);
    for (const value of ['1', '-1', 'x', '2']) {
      expect(rand(value)).toBeGreaterThanOrEqual(0);
      expect(rand(value)).toBeLessThan(1);
    }
  });
});

describe('baggage', () => {
  test.each([
    [`sentry-trace_id=${TRACE},sentry-release=shop%401.0.0`, { trace_id: TRACE, release: 'shop@1.0.0' }],
    [' sentry-sampled = true , other=1,sentry-transaction=GET%20%2F', { transaction: 'GET /' }],
    [['sentry-sampled=true', 'sentry-environment=a=b'], { sampled: 'true', environment: 'a=b' }],
    ['other=sentry-trace_id', {}],
    ['sentry-release=%E0%A4%A', { release: '%E0%A4%A' }],
    ['sentry-trace%5Fid=x', { trace_id: 'x' }],
    ['sentry-,=,sentry-a', {}],
    ['', {}],
    [null, {}],
    [undefined, {}],
  ])('%j is read as %j', (header, expected) => {
    expect(parseBaggage(header)).toMatchObject(expected);
  });

  test('is written encoded, without what is empty, and read back the same', () => {
    const facts = { trace_id: TRACE, public_key: 'abc', release: 'shop@1, 0=ä', sampled: undefined, transaction: '' };
    const header = serializeBaggage(facts);
    expect(header).toBe(`sentry-trace_id=${TRACE},sentry-public_key=abc,sentry-release=shop%401%2C%200%3D%C3%A4`);
    expect(parseBaggage(header)).toEqual({ trace_id: TRACE, public_key: 'abc', release: facts.release });
  });

  test('leaves out what would make it longer than 8192 characters, and what cannot be encoded', () => {
    expect(serializeBaggage({ trace_id: TRACE, transaction: 'x'.repeat(9000), sampled: 'true' })).toBe(
      `sentry-trace_id=${TRACE},sentry-sampled=true`,
    );
    expect(serializeBaggage({ release: '\ud800', sampled: 'true' })).toBe('sentry-sampled=true');
  });

  test.each([
    [undefined, 'sentry-a=1', 'sentry-a=1'],
    ['', 'sentry-a=1', 'sentry-a=1'],
    ['other=1', 'sentry-a=1', 'other=1,sentry-a=1'],
    ['other=1,sentry-b=2', 'sentry-a=1', 'other=1,sentry-b=2'],
    ['other=sentry-x', 'sentry-a=1', 'other=sentry-x,sentry-a=1'],
    ['other=1', '', 'other=1'],
  ])('%j merged with %j is %j', (existing, ours, merged) => {
    expect(mergeBaggage(existing, ours)).toBe(merged);
  });
});

describe('getTraceData', () => {
  test('with tracing off tells the trace, a span id that stays, and no decision', () => {
    const core = setupCore({ release: 'r' });
    const first = getTraceData();
    expect(first).toEqual({
      'sentry-trace': expect.stringMatching(new RegExp(`^${context().traceId}-[0-9a-f]{16}$`)),
      baggage: `sentry-trace_id=${context().traceId},sentry-environment=production,sentry-release=r,sentry-public_key=abc,sentry-org_id=12`,
    });
    expect(getTraceData()).toEqual(first);
    captureMessage('m');
    expect(first['sentry-trace']).toContain(core.events()[0]?.contexts?.trace?.span_id);
    startSpan({ name: 'x' }, (span) => {
      expect(getTraceData()).toEqual(first);
      expect(getTraceData({ span })).toEqual(first);
      expect(spanToTraceHeader(span)).toMatch(/^[0-9a-f]{32}-[0-9a-f]{16}$/);
    });
  });

  test('with tracing off does not pass on the decision of the caller', () => {
    setupCore();
    continueTrace({ sentryTrace: `${TRACE}-${PARENT}-1` }, () => {
      expect(getTraceData()['sentry-trace']).toMatch(new RegExp(`^${TRACE}-[0-9a-f]{16}$`));
    });
  });

  test('tells of the active span, or one that is given', () => {
    setupCore({ tracesSampleRate: 1 });
    startSpan({ name: 'GET /', attributes: { 'sentry.source': 'route' } }, (root) => {
      const { traceId, spanId } = root.spanContext();
      const data = getTraceData();
      expect(data['sentry-trace']).toBe(`${traceId}-${spanId}-1`);
      expect(parseBaggage(data.baggage)).toEqual({
        trace_id: traceId,
        environment: 'production',
        public_key: 'abc',
        org_id: '12',
        sampled: 'true',
        sample_rate: '1',
        sample_rand: String(context().sampleRand),
        transaction: 'GET /',
      });
      const child = startInactiveSpan({ name: 'child' });
      expect(getTraceData({ span: child })).toEqual({ ...data, 'sentry-trace': spanToTraceHeader(child) });
    });
  });

  test('says no for a trace that is not sampled', () => {
    setupCore({ tracesSampleRate: 0 });
    startSpan({ name: 'x' }, (span) => {
      expect(getTraceData()['sentry-trace']).toBe(`${span.spanContext().traceId}-${span.spanContext().spanId}-0`);
      expect(parseBaggage(getTraceData().baggage)).toMatchObject({ sampled: 'false', sample_rate: '0' });
    });
  });

  test('leaves the decision open for a span that wanted a parent and had none', () => {
    setupCore({ tracesSampleRate: 1 });
    const span = startInactiveSpan({ name: 'x', onlyIfParent: true });
    expect(getTraceData({ span })['sentry-trace']).toMatch(/^[0-9a-f]{32}-[0-9a-f]{16}$/);
  });

  test('leaves names out that are only paths', () => {
    setupCore({ tracesSampleRate: 1 });
    startSpan({ name: '/users/42', attributes: { 'sentry.source': 'url' } }, (span) => {
      expect(parseBaggage(getTraceData().baggage).transaction).toBeUndefined();
      span.setAttribute('sentry.source', 'route').updateName('/users/:id');
      expect(parseBaggage(getTraceData().baggage).transaction).toBe('/users/:id');
    });
  });

  test('takes a span of another maker at its word', () => {
    setupCore({ tracesSampleRate: 1 });
    const span = { spanContext: () => ({ traceId: TRACE, spanId: PARENT, traceFlags: 1 }) } as unknown as Span;
    expect(getTraceData({ span })['sentry-trace']).toBe(`${TRACE}-${PARENT}-1`);
  });

  test('is empty where nothing is collected', async () => {
    setupCore({ dsn: undefined });
    expect(getTraceData()).toEqual({});
    const { client } = setupCore();
    await client.close();
    expect(getTraceData()).toEqual({});
  });

  test('as tags for a page', () => {
    setupCore();
    expect(getTraceMetaTags({ 'sentry-trace': 'x-y-1', baggage: 'sentry-a=1' })).toBe(
      '<meta name="sentry-trace" content="x-y-1"/>\n<meta name="baggage" content="sentry-a=1"/>',
    );
    expect(getTraceMetaTags()).toContain(context().traceId);
  });
});

describe('continueTrace', () => {
  test('goes on with the trace of the caller, whose facts it passes on unchanged', () => {
    const core = setupCore({ tracesSampleRate: 0.5, release: 'ours' });
    const baggage = `sentry-trace_id=${TRACE},sentry-public_key=theirs,sentry-release=theirs,sentry-sampled=true,sentry-sample_rate=0.4,sentry-sample_rand=0.3,other=1`;
    const outer = context().traceId;
    const result = continueTrace({ sentryTrace: `${TRACE}-${PARENT}-1`, baggage }, () => {
      captureMessage('m');
      startSpan({ name: 'work' }, () => {
        expect(getTraceData().baggage).toBe(baggage.replace(',other=1', ''));
      });
      return 'result';
    });
    expect(result).toBe('result');
    expect(context().traceId).toBe(outer);
    expect(core.events()[0]?.contexts?.trace).toMatchObject({ trace_id: TRACE, parent_span_id: PARENT });
    expect(core.transactions()[0]?.contexts?.trace).toMatchObject({ trace_id: TRACE, parent_span_id: PARENT });
    const facts = parseBaggage(baggage);
    expect(core.envelopes().map(({ headers }) => headers.trace)).toEqual([facts, facts]);
  });

  test('tells its own rate and decision where a sampler took one', () => {
    const core = setupCore({ tracesSampler: () => 0.2 });
    const baggage = `sentry-trace_id=${TRACE},sentry-public_key=abc,sentry-sampled=true,sentry-sample_rate=0.4,sentry-sample_rand=0.3`;
    continueTrace({ sentryTrace: `${TRACE}-${PARENT}-1`, baggage }, () => {
      startSpan({ name: 'work' }, (span) => {
        expect(getTraceData()['sentry-trace']).toBe(`${TRACE}-${span.spanContext().spanId}-0`);
        captureMessage('m');
      });
    });
    expect(core.envelopes()[0]?.headers.trace).toMatchObject({
      sampled: 'false',
      sample_rate: '0.2',
      sample_rand: '0.3',
    });
  });

  test('without facts from the caller sends and tells none', () => {
    const core = setupCore({ tracesSampleRate: 1 });
    continueTrace({ sentryTrace: `${TRACE}-${PARENT}-1` }, () => {
      captureMessage('m');
      expect(getTraceData()).not.toHaveProperty('baggage');
    });
    expect(core.envelopes()[0]?.headers.trace).toBeUndefined();
  });

  test('has no active span inside', () => {
    setupCore({ tracesSampleRate: 1 });
    startSpan({ name: 'outer' }, () => {
      continueTrace({ sentryTrace: `${TRACE}-${PARENT}-1` }, () => {
        expect(getCurrentScope().getSpan()).toBeUndefined();
      });
      startNewTrace(() => expect(getCurrentScope().getSpan()).toBeUndefined());
    });
  });
});

test('startNewTrace has a trace of its own, for its time', () => {
  setupCore();
  const outer = context().traceId;
  const inner = startNewTrace(() => context().traceId);
  expect(inner).not.toBe(outer);
  expect(context().traceId).toBe(outer);
});

test('renewTrace starts a new trace where we are', () => {
  setupCore();
  const before = context().traceId;
  renewTrace();
  expect(context().traceId).not.toBe(before);
  expect(getIsolationScope().getPropagationContext()).toBe(context());
});

test('the facts of a span may be kept for later', () => {
  const { client } = setupCore({ tracesSampleRate: 1 });
  const span = startInactiveSpan({ name: 'x' });
  expect(getDynamicSamplingContextFromSpan(span, client)).toMatchObject({
    trace_id: span.spanContext().traceId,
    sampled: 'true',
    transaction: 'x',
  });
});
