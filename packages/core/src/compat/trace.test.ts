import { describe, expect, test, vi } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import * as core from '../index.ts';

const TRACE = 'a'.repeat(32);
const SPAN = 'b'.repeat(16);

describe('names of tracing kept for people who move over', () => {
  test('trace headers are made and read', () => {
    expect(core.generateSentryTraceHeader(TRACE, SPAN, true)).toBe(`${TRACE}-${SPAN}-1`);
    expect(core.generateSentryTraceHeader()).toMatch(/^[0-9a-f]{32}-[0-9a-f]{16}$/);
    expect(core.generateTraceparentHeader(TRACE, SPAN, true)).toBe(`00-${TRACE}-${SPAN}-01`);
    expect(core.generateTraceparentHeader()).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(core.extractTraceparentData(`${TRACE}-${SPAN}-0`)).toEqual({
      traceId: TRACE,
      parentSpanId: SPAN,
      parentSampled: false,
    });
    expect(core.extractTraceparentData('x')).toBeUndefined();
    expect(core.extractTraceparentData(undefined)).toBeUndefined();
    expect(`${TRACE}-${SPAN}`).toMatch(core.TRACEPARENT_REGEXP);
  });

  test('baggage is made, read and merged', () => {
    expect(core.baggageHeaderToDynamicSamplingContext('a=1,sentry-release=r')).toEqual({ release: 'r' });
    expect(core.baggageHeaderToDynamicSamplingContext('a=1')).toBeUndefined();
    expect(core.dynamicSamplingContextToSentryBaggageHeader({ release: 'r 1' })).toBe('sentry-release=r%201');
    expect(core.dynamicSamplingContextToSentryBaggageHeader({})).toBeUndefined();
    expect(core.parseBaggageHeader('a=1, sentry-b=%202')).toEqual({ a: '1', 'sentry-b': ' 2' });
    expect(core.parseBaggageHeader(undefined)).toBeUndefined();
    expect(core.objectToBaggageHeader({ a: '1', 'sentry-b': 'x,y' })).toBe('a=1,sentry-b=x%2Cy');
    expect(core.objectToBaggageHeader({})).toBeUndefined();
    expect(core.mergeBaggageHeaders('a=1', 'sentry-b=2')).toBe('a=1,sentry-b=2');
    expect(core.mergeBaggageHeaders(undefined, undefined)).toBeUndefined();
  });

  test('spans of one’s own making have the parts they were given, and send nothing', () => {
    const { transactions } = setupCore({ tracesSampleRate: 1 });
    const span = new core.SentrySpan({
      name: 'own',
      op: 'x',
      traceId: TRACE,
      spanId: SPAN,
      sampled: true,
      startTimestamp: 5,
    });
    expect(core.spanToJSON(span)).toMatchObject({
      description: 'own',
      op: 'x',
      trace_id: TRACE,
      span_id: SPAN,
      start_timestamp: 5,
    });
    expect(core.spanIsSampled(span)).toBe(true);
    span.end(6);
    expect(core.spanToJSON(span).timestamp).toBe(6);
    const off = new core.SentryNonRecordingSpan({ traceId: TRACE, spanId: SPAN });
    expect(off.spanContext()).toEqual({ traceId: TRACE, spanId: SPAN, traceFlags: 0 });
    expect(off.isRecording()).toBe(false);
    expect(new core.SentrySpan().isRecording()).toBe(false);
    expect(transactions()).toEqual([]);
  });

  test('a span tells its contexts and scopes', () => {
    const { transactions } = setupCore({ tracesSampleRate: 1 });
    const scope = new core.Scope();
    core.startSpan({ name: 'root' }, (root) => {
      const child = core.startInactiveSpan({ name: 'child' });
      expect(core.spanToTraceContext(child)).toEqual({
        trace_id: child.spanContext().traceId,
        span_id: child.spanContext().spanId,
        parent_span_id: root.spanContext().spanId,
      });
      expect(core.getCapturedScopesOnSpan(root).isolationScope).toBe(core.getIsolationScope());
      core.setCapturedScopesOnSpan(root, scope.setTag('of', 'own'), new core.Scope());
      expect(core.getCapturedScopesOnSpan(child).scope).toBe(scope);
      core.setCapturedScopesOnSpan(undefined, scope, scope);
      const { traceId, spanId: parentSpanId } = root.spanContext();
      const adopted = new core.SentrySpan({ name: 'adopted', sampled: true, traceId, parentSpanId });
      core.addChildSpanToSpan(root, adopted);
      adopted.end();
    });
    expect(transactions()[0]).toMatchObject({ tags: { of: 'own' }, spans: [{ description: 'adopted' }] });
  });

  test('statuses, links and times', () => {
    expect([core.SPAN_STATUS_UNSET, core.SPAN_STATUS_OK, core.SPAN_STATUS_ERROR]).toEqual([0, 1, 2]);
    expect(core.getStatusMessage({ code: 2 })).toBe('internal_error');
    expect(core.spanTimeInputToSeconds([5, 5e8])).toBe(5.5);
    const context = { traceId: TRACE, spanId: SPAN, traceFlags: 1 };
    expect(core.convertSpanLinksForEnvelope([{ context }])).toEqual([
      { trace_id: TRACE, span_id: SPAN, sampled: true, attributes: undefined },
    ]);
    expect(core.convertSpanLinksForEnvelope([])).toBeUndefined();
  });

  test('handleCallbackErrors tells how a callback ended', async () => {
    const calls: string[] = [];
    const handle = <T>(callback: () => T): T =>
      core.handleCallbackErrors(
        callback,
        (error) => calls.push(`error ${error}`),
        () => calls.push('finally'),
        (value) => calls.push(`success ${value}`),
      );
    expect(handle(() => 1)).toBe(1);
    expect(() =>
      handle(() => {
        throw new Error('2');
      }),
    ).toThrow();
    await expect(handle(async () => 3)).resolves.toBe(3);
    await expect(handle(() => Promise.reject(4))).rejects.toBe(4);
    expect(calls).toEqual([
      'finally',
      'success 1',
      'error Error: 2',
      'finally',
      'finally',
      'success 3',
      'error 4',
      'finally',
    ]);
  });

  test('sampleSpan decides as a root would', () => {
    setupCore();
    const context = { name: 'x', attributes: {}, inheritOrSampleWith: (rate: number) => rate };
    const called = { ...context, parentSampled: true, parentSampleRate: 0.9 };
    expect(core.sampleSpan({}, context, 0.5)).toEqual([false]);
    expect(core.sampleSpan({ tracesSampleRate: 0.6 }, context, 0.5)).toEqual([true, 0.6, true]);
    expect(core.sampleSpan({ tracesSampleRate: 0.4 }, context, 0.5)).toEqual([false, 0.4, true]);
    expect(core.sampleSpan({ tracesSampleRate: 0 }, called, 0.5)).toEqual([true, 0.9, false]);
    expect(core.sampleSpan({ tracesSampler: vi.fn(() => 1) }, context, 0.5)).toEqual([true, 1, true]);
  });

  test('the facts of a trace are those of its scope or client', () => {
    const { client } = setupCore({ release: 'r' });
    const scope = core.getCurrentScope();
    expect(core.getDynamicSamplingContextFromScope(client, scope)).toMatchObject({
      trace_id: scope.getPropagationContext().traceId,
      release: 'r',
    });
    expect(core.getDynamicSamplingContextFromClient(TRACE, client)).toMatchObject({
      trace_id: TRACE,
      public_key: 'abc',
    });
  });

  test('trace targets are matched', () => {
    expect(core.shouldPropagateTraceForUrl('https://a.b/c', undefined)).toBe(true);
    expect(core.shouldPropagateTraceForUrl('https://a.b/c', ['a.b'])).toBe(true);
    expect(core.matchesTracePropagationTargets('https://a.b/c', [/^http:/])).toBe(false);
  });
});
