import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../../test-support/hostile.ts';
import { setupCore } from '../../test-support/setup-core.ts';
import { captureMessage } from '../capture/capture.ts';
import { getCurrentScope, withScope } from '../scope/current.ts';
import type { ClientOptions } from '../types/client.ts';
import { mergeBaggage } from './baggage.ts';
import { getTraceData } from './propagation.ts';
import { getActiveSpan, startInactiveSpan, startSpan, withActiveSpan } from './start-span.ts';
import {
  continueTrace,
  getTraceMetaTags,
  isTracingSuppressed,
  spanToBaggageHeader,
  startNewTrace,
  suppressTracing,
} from './trace-scope.ts';

const TRACE = 'a'.repeat(32);
const PARENT = 'b'.repeat(16);
const sentryTrace = `${TRACE}-${PARENT}-1`;
const traceIdIn = (incoming: Parameters<typeof continueTrace>[0]): string =>
  continueTrace(incoming, () => getCurrentScope().getPropagationContext().traceId);

describe('suppressTracing', () => {
  test('makes no spans and no headers, whatever is asked for inside', async () => {
    const core = setupCore({ tracesSampleRate: 1 });
    const root = startInactiveSpan({ name: 'root' });
    suppressTracing(() => {
      const inside = [
        () => startInactiveSpan({ name: 'a' }),
        () => startInactiveSpan({ name: 'b', parentSpan: null }),
        () => startInactiveSpan({ name: 'c', parentSpan: root }),
        () => startInactiveSpan({ name: 'd', forceTransaction: true }),
        () => startNewTrace(() => startInactiveSpan({ name: 'e' })),
        () => continueTrace({ sentryTrace }, () => startInactiveSpan({ name: 'f' })),
        () => withActiveSpan(null, () => startInactiveSpan({ name: 'g' })),
        () => startSpan({ name: 'h' }, () => startSpan({ name: 'i', parentSpan: null }, (span) => span)),
      ];
      for (const start of inside) {
        expect(start().isRecording()).toBe(false);
        expect(getTraceData()).toEqual({});
      }
      expect(isTracingSuppressed()).toBe(true);
    });
    root.end();
    expect(core.transactions()).toMatchObject([{ transaction: 'root', spans: [] }]);
    await core.client.flush(100);
    expect(core.reported()).toEqual({});
  });

  test('ends with the callback, or with its promise', async () => {
    setupCore({ tracesSampleRate: 1 });
    expect(suppressTracing(() => 1)).toBe(1);
    expect(isTracingSuppressed()).toBe(false);
    let settle = (): void => {};
    const waiting = suppressTracing(() => new Promise<void>((resolve) => (settle = resolve)));
    expect(isTracingSuppressed()).toBe(true);
    settle();
    await waiting;
    expect(isTracingSuppressed()).toBe(false);
    expect(startInactiveSpan({ name: 'a' }).isRecording()).toBe(true);
  });

  test('errors inside are sent all the same, with a trace', () => {
    const core = setupCore({ tracesSampleRate: 1 });
    suppressTracing(() => captureMessage('m'));
    expect(core.events()[0]?.contexts?.trace?.trace_id).toBe(getCurrentScope().getPropagationContext().traceId);
  });
});

describe('continueTrace', () => {
  test.each<[string, Parameters<typeof continueTrace>[0]['baggage'], string | undefined]>([
    ['none', undefined, undefined],
    ['null', null, undefined],
    ['text', 'other=1,sentry-release=r', 'r'],
    ['several headers', ['other=1', 'sentry-release=r'], 'r'],
    ['a number', 12, undefined],
    ['a boolean', true, undefined],
  ])('goes on with baggage that is %s', (_, baggage, release) => {
    setupCore();
    continueTrace({ sentryTrace, baggage }, () => {
      const { traceId, parentSpanId, sampled, dsc } = getCurrentScope().getPropagationContext();
      expect({ traceId, parentSpanId, sampled, dsc }).toEqual({
        traceId: TRACE,
        parentSpanId: PARENT,
        sampled: true,
        dsc: release ? { release } : {},
      });
    });
  });

  test.each(Object.keys(HOSTILE))('calls back once with headers that are %s', (name) => {
    setupCore();
    let calls = 0;
    const value = HOSTILE[name]?.() as never;
    continueTrace({ sentryTrace: value, baggage: value, traceparent: value }, () => calls++);
    continueTrace(value, () => calls++);
    expect(calls).toBe(2);
  });

  test('has no active span inside, and what was active afterwards', () => {
    setupCore({ tracesSampleRate: 1 });
    startSpan({ name: 'outer' }, (span) => {
      continueTrace({ sentryTrace }, () => expect(getActiveSpan()).toBeUndefined());
      expect(getActiveSpan()).toBe(span);
    });
  });

  test('takes the ids of traceparent, but no decision, and only without sentry-trace', () => {
    setupCore({ tracesSampleRate: 0 });
    const traceparent = `00-${TRACE}-${PARENT}-01`;
    continueTrace({ traceparent }, () => {
      const { traceId, parentSpanId, sampled, dsc } = getCurrentScope().getPropagationContext();
      expect({ traceId, parentSpanId, sampled, dsc }).toEqual({ traceId: TRACE, parentSpanId: PARENT });
      expect(startInactiveSpan({ name: 'root' }).isRecording()).toBe(false);
    });
    expect(traceIdIn({ sentryTrace: `${'c'.repeat(32)}-${PARENT}`, traceparent })).toBe('c'.repeat(32));
    for (const none of [
      `00-${'0'.repeat(32)}-${PARENT}-01`,
      `${TRACE}-${PARENT}-01`,
      `00-${TRACE}`,
      null,
      1 as never,
    ]) {
      expect(traceIdIn({ traceparent: none })).not.toBe(TRACE);
    }
  });

  test('does not go on with a trace whose id is all zeros', () => {
    setupCore();
    expect(traceIdIn({ sentryTrace: `${'0'.repeat(32)}-${PARENT}-1` })).not.toBe('0'.repeat(32));
  });
});

/** sdk-behaviour, "Sampling": the table of organizations. */
describe('a trace of another organization', () => {
  const dsn = (org: string): string => `https://abc@${org && `${org}.`}ingest.example.io/42`;
  test.each<[ClientOptions, theirs: string | undefined, goesOn: boolean, strictly: boolean]>([
    [{ dsn: dsn('o1') }, '1', true, true],
    [{ dsn: dsn('') }, undefined, true, true],
    [{ dsn: dsn('o1') }, undefined, true, false],
    [{ dsn: dsn('') }, '1', true, false],
    [{ dsn: dsn('o1') }, '2', false, false],
    [{ dsn: dsn('o1'), orgId: '2' }, '2', true, true],
    [{ dsn: dsn(''), orgId: 2 }, '2', true, true],
    [{ dsn: dsn('o2'), orgId: 1 }, '2', false, false],
  ])('with %j and theirs %j goes on: %j, strictly %j', (options, theirs, goesOn, strictly) => {
    const incoming = { sentryTrace, baggage: theirs && `sentry-org_id=${theirs}` };
    setupCore(options);
    expect(traceIdIn(incoming) === TRACE).toBe(goesOn);
    setupCore({ ...options, strictTraceContinuation: true });
    expect(traceIdIn(incoming) === TRACE).toBe(strictly);
  });

  test('is told ours, from the option before the DSN', () => {
    setupCore({ dsn: dsn('o1'), orgId: 7 });
    expect(getTraceData().baggage).toContain('sentry-org_id=7');
  });
});

describe('headers', () => {
  test('have traceparent when asked for, with the decision', () => {
    setupCore({ tracesSampleRate: 1, propagateTraceparent: true });
    const { traceId } = getCurrentScope().getPropagationContext();
    expect(getTraceData().traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`));
    startSpan({ name: 'a' }, (span) => {
      expect(getTraceData().traceparent).toBe(`00-${traceId}-${span.spanContext().spanId}-01`);
      expect(getTraceData({ propagateTraceparent: false })).not.toHaveProperty('traceparent');
    });
    setupCore({ tracesSampleRate: 0 });
    expect(getTraceData()).not.toHaveProperty('traceparent');
    startSpan({ name: 'a' }, () => expect(getTraceData({ propagateTraceparent: true }).traceparent).toMatch(/-00$/));
  });

  test('as tags have them all', () => {
    setupCore({ propagateTraceparent: true });
    expect(getTraceMetaTags().match(/name="([a-z-]+)"/g)).toEqual([
      'name="sentry-trace"',
      'name="baggage"',
      'name="traceparent"',
    ]);
  });

  test('of a span have its facts, with what listeners of createDsc add', () => {
    const core = setupCore({ tracesSampleRate: 1, release: 'r' });
    core.client.on('createDsc', (dsc, root) => void Object.assign(dsc, { replay_id: (root ? 'a' : 'b').repeat(32) }));
    startSpan({ name: 'work' }, (span) => {
      expect(spanToBaggageHeader(span)).toContain('sentry-release=r');
      expect(spanToBaggageHeader(span)).toContain('sentry-transaction=work');
      expect(spanToBaggageHeader(span)).toContain('sentry-replay_id=aaaa');
    });
    expect(getTraceData().baggage).toContain('sentry-replay_id=bbbb');
  });

  test('stay within 8192 characters when another library has taken most of them', () => {
    const theirs = `other=${'x'.repeat(8150)}`;
    expect(mergeBaggage(theirs, `sentry-a=${'1'.repeat(100)},sentry-b=2`)).toBe(`${theirs},sentry-b=2`);
    const tooLong = `other=${'x'.repeat(9000)}`;
    expect(mergeBaggage(tooLong, 'sentry-a=1')).toBe(tooLong);
    expect(mergeBaggage(['a=1', 'b=2'], 'sentry-a=1')).toBe('a=1,b=2,sentry-a=1');
  });
});

test('a propagation context that cannot be changed costs no error', () => {
  setupCore();
  withScope((scope) => {
    scope.setPropagationContext(Object.freeze({ traceId: TRACE, sampleRand: 0.5 }));
    expect(getTraceData()).toBeTypeOf('object');
    expect(suppressTracing(() => 1)).toBe(1);
  });
});
