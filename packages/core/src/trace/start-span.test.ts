import { afterEach, describe, expect, test, vi } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { captureMessage } from '../capture/capture.ts';
import { setTag } from '../capture/context.ts';
import { getCurrentScope, withScope } from '../scope/current.ts';
import { Scope } from '../scope/scope.ts';
import type { Span } from '../types/span.ts';
import { setHttpStatus } from './http-status.ts';
import { spanToJSON } from './span-json.ts';
import {
  getActiveSpan,
  getRootSpan,
  getSpanDescendants,
  setMeasurement,
  startInactiveSpan,
  startSpan,
  startSpanManual,
  updateSpanName,
  withActiveSpan,
} from './start-span.ts';
import { continueTrace } from './trace-scope.ts';

const tracing = { tracesSampleRate: 1 };
const INCOMING = `${'a'.repeat(32)}-${'b'.repeat(16)}-1`;
const idOf = (span: Span): string => span.spanContext().spanId;

afterEach(() => void vi.restoreAllMocks());

/** event-payload, "Transactions". */
describe('a transaction', () => {
  test('is sent whole, as expected', () => {
    const core = setupCore({ ...tracing, release: 'shop@1.0.0' });
    const { traceId, sampleRand } = getCurrentScope().getPropagationContext();
    setTag('of', 'isolation');
    let root: Span | undefined;
    let child: Span | undefined;
    startSpan({ name: 'GET /users', op: 'http.server', attributes: { 'sentry.source': 'route', n: 1 } }, (span) => {
      root = span;
      core.platform.advance(100);
      startSpan({ name: 'SELECT 1', op: 'db', attributes: { 'sentry.origin': 'auto.db' } }, (inner) => {
        child = inner;
        inner.setStatus({ code: 1 });
        core.platform.advance(50);
      });
      core.platform.advance(100);
    });
    const [envelope] = core.envelopes();
    expect(envelope?.headers.trace).toEqual({
      trace_id: traceId,
      public_key: 'abc',
      org_id: '12',
      environment: 'production',
      release: 'shop@1.0.0',
      transaction: 'GET /users',
      sampled: 'true',
      sample_rate: '1',
      sample_rand: String(sampleRand),
    });
    expect(core.transactions()).toEqual([
      {
        type: 'transaction',
        event_id: envelope?.headers.event_id,
        platform: 'javascript',
        environment: 'production',
        release: 'shop@1.0.0',
        transaction: 'GET /users',
        transaction_info: { source: 'route' },
        start_timestamp: 1767323045.678,
        timestamp: 1767323045.928,
        contexts: {
          trace: {
            trace_id: traceId,
            span_id: idOf(root as Span),
            op: 'http.server',
            status: 'ok',
            origin: 'manual',
            data: {
              'sentry.origin': 'manual',
              'sentry.op': 'http.server',
              'sentry.source': 'route',
              'sentry.sample_rate': 1,
              n: 1,
            },
          },
        },
        spans: [
          {
            span_id: idOf(child as Span),
            trace_id: traceId,
            parent_span_id: idOf(root as Span),
            op: 'db',
            description: 'SELECT 1',
            start_timestamp: 1767323045.778,
            timestamp: 1767323045.828,
            status: 'ok',
            origin: 'auto.db',
            data: { 'sentry.origin': 'auto.db', 'sentry.op': 'db' },
          },
        ],
        tags: { of: 'isolation' },
        extra: {},
        user: {},
        breadcrumbs: [],
        sdk: { name: 'vedette.javascript.test', version: '1.2.3', integrations: [], settings: { infer_ip: 'never' } },
      },
    ]);
  });

  test('without a name is called so', () => {
    const core = setupCore(tracing);
    startSpan({ name: '' }, () => {});
    expect(core.transactions()[0]?.transaction).toBe('<unlabeled transaction>');
  });

  test('is named as the root is when it ends', () => {
    const core = setupCore(tracing);
    startSpan({ name: '/a', attributes: { 'sentry.source': 'url' } }, (span) => void span.updateName('home'));
    expect(core.transactions()[0]).toMatchObject({ transaction: 'home', transaction_info: { source: 'custom' } });
  });

  test('leaves unfinished spans out, and hangs their children below the nearest that is sent', () => {
    const core = setupCore(tracing);
    startSpan({ name: 'root' }, (root) => {
      const unfinished = startInactiveSpan({ name: 'unfinished' });
      const below = startInactiveSpan({ name: 'below', parentSpan: unfinished });
      startInactiveSpan({ name: 'far below', parentSpan: below }).end();
      below.end();
      startInactiveSpan({ name: 'beside', parentSpan: root }).end();
    });
    const [transaction] = core.transactions();
    const spans = transaction?.spans ?? [];
    const parentOf = (name: string): unknown => {
      const span = spans.find(({ description }) => description === name);
      return spans.find(({ span_id }) => span_id === span?.parent_span_id)?.description ?? 'root';
    };
    expect(spans.map(({ description }) => description)).toEqual(['below', 'far below', 'beside']);
    expect(spans.map(({ description }) => parentOf(description as string))).toEqual(['root', 'below', 'root']);
  });

  test('has the scopes of its start', () => {
    const core = setupCore(tracing);
    let span: Span | undefined;
    withScope((scope) => {
      scope.setTag('a', 'at start');
      span = startInactiveSpan({ name: 'work' });
      scope.setTag('b', 'later');
    });
    span?.end();
    expect(core.transactions()[0]?.tags).toEqual({ a: 'at start' });
  });

  test('keeps the 1000 that started first, and counts the rest', async () => {
    const core = setupCore(tracing);
    startSpan({ name: 'root' }, () => {
      for (let n = 0; n < 2100; n++) {
        startInactiveSpan({ name: `${n}`, startTime: core.platform.now() + (n < 100 ? 10 : 0) }).end(
          core.platform.now() + 10,
        );
      }
      core.platform.advance(20_000);
    });
    const spans = core.transactions()[0]?.spans ?? [];
    expect(spans).toHaveLength(1000);
    expect(spans[0]?.description).toBe('100');
    await core.client.flush(1000);
    expect(core.reported()).toEqual({ 'buffer_overflow span': 1100 });
  });

  test('has measurements', () => {
    const core = setupCore(tracing);
    setMeasurement('nowhere', 1, 'none');
    startSpan({ name: 'root' }, (root) => {
      setMeasurement('lcp', 12.5, 'millisecond');
      startSpan({ name: 'child' }, () => setMeasurement('cls', 0.1, ''));
      setMeasurement('broken', Number.NaN, '');
      setMeasurement('named', 1, 'none', root);
    });
    expect(core.transactions()[0]?.measurements).toEqual({
      lcp: { value: 12.5, unit: 'millisecond' },
      cls: { value: 0.1, unit: '' },
      named: { value: 1, unit: 'none' },
    });
  });

  test('has links', () => {
    const core = setupCore(tracing);
    const context = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 };
    startSpan({ name: 'root', links: [{ context, attributes: { 'sentry.link.type': 'previous_trace' } }] }, () => {
      startInactiveSpan({ name: 'child' })
        .addLink({ context: { ...context, traceFlags: 0 } })
        .end();
    });
    const ids = { trace_id: context.traceId, span_id: context.spanId };
    expect(core.transactions()[0]).toMatchObject({
      contexts: { trace: { links: [{ ...ids, sampled: true, attributes: { 'sentry.link.type': 'previous_trace' } }] } },
      spans: [{ links: [{ ...ids, sampled: false }] }],
    });
  });
});

describe('startSpan', () => {
  test('hands the result through, and the span is active meanwhile', () => {
    const core = setupCore(tracing);
    const result = startSpan({ name: 'work' }, (span) => {
      expect(getActiveSpan()).toBe(span);
      expect(span.isRecording()).toBe(true);
      return 'result';
    });
    expect(result).toBe('result');
    expect(getActiveSpan()).toBeUndefined();
    expect(core.transactions()).toHaveLength(1);
  });

  test('ends when the promise settles, with the same fate', async () => {
    const core = setupCore(tracing);
    let release = (_: string): void => {};
    const result = startSpan({ name: 'work' }, () => new Promise<string>((resolve) => (release = resolve)));
    expect(core.transactions()).toEqual([]);
    release('value');
    expect(await result).toBe('value');
    expect(core.transactions()).toHaveLength(1);
    expect(getActiveSpan()).toBeUndefined();
  });

  test.each([
    [
      'throws',
      (error: Error): Promise<void> => {
        throw error;
      },
    ],
    ['rejects', (error: Error) => Promise.reject(error)],
  ])('fails when the callback %s, and lets the error out', async (_, callback) => {
    const core = setupCore(tracing);
    const error = new Error('of the host');
    await expect((async () => startSpan({ name: 'work' }, () => callback(error)))()).rejects.toBe(error);
    expect(core.transactions()[0]?.contexts?.trace?.status).toBe('internal_error');
    expect(getActiveSpan()).toBeUndefined();
  });

  test('a failure that was named keeps its name', () => {
    const core = setupCore(tracing);
    expect(() =>
      startSpan({ name: 'work' }, (span) => {
        span.setStatus({ code: 2, message: 'not_found' });
        throw new Error('of the host');
      }),
    ).toThrow('of the host');
    expect(core.transactions()[0]?.contexts?.trace?.status).toBe('not_found');
  });

  test('calls the callback once whatever the options', () => {
    setupCore(tracing);
    const callback = vi.fn(() => 'result');
    expect(startSpan(undefined as never, callback)).toBe('result');
    expect(startSpan({ name: 'x', startTime: {} as never, links: 'many' as never }, callback)).toBe('result');
    expect(callback).toHaveBeenCalledTimes(2);
  });

  test('runs on a copy of a scope that is given', () => {
    const core = setupCore(tracing);
    const scope = new Scope().setClient(core.client).setTag('given', 1);
    startSpan({ name: 'work', scope }, (span) => {
      expect(getCurrentScope()).not.toBe(scope);
      expect(getActiveSpan()).toBe(span);
      captureMessage('m');
    });
    expect(scope.getSpan()).toBeUndefined();
    expect(core.transactions()[0]?.tags).toEqual({ given: 1 });
    expect(core.events()[0]?.tags).toEqual({ given: 1 });
  });

  test('an error inside belongs to the span', () => {
    const core = setupCore(tracing);
    startSpan({ name: 'work' }, () => startSpan({ name: 'part' }, () => captureMessage('m')));
    const [part] = core.transactions()[0]?.spans ?? [];
    const { trace_id, span_id, parent_span_id } = part ?? {};
    expect(core.events()[0]?.contexts?.trace).toEqual({ trace_id, span_id, parent_span_id });
    expect(core.envelopes()[0]?.headers.trace).toMatchObject({ sampled: 'true', transaction: 'work' });
  });
});

describe('startSpanManual', () => {
  test('is active during the callback, and ends when told', () => {
    const core = setupCore(tracing);
    let end = (): void => {};
    const result = startSpanManual({ name: 'work' }, (span, finish) => {
      expect(getActiveSpan()).toBe(span);
      end = finish;
      return 'result';
    });
    expect(result).toBe('result');
    expect(core.transactions()).toEqual([]);
    end();
    end();
    expect(core.transactions()).toHaveLength(1);
  });

  test('fails when the callback throws, and still ends only when told', () => {
    const core = setupCore(tracing);
    let span: Span | undefined;
    expect(() =>
      startSpanManual({ name: 'work' }, (given) => {
        span = given;
        throw new Error('of the host');
      }),
    ).toThrow('of the host');
    expect(core.transactions()).toEqual([]);
    span?.end();
    expect(core.transactions()[0]?.contexts?.trace?.status).toBe('internal_error');
  });
});

describe('the parent', () => {
  const parentId = (span: Span): string | undefined => spanToJSON(span).parent_span_id;

  test('is the active span, and startInactiveSpan makes none active', () => {
    setupCore(tracing);
    startSpan({ name: 'root' }, (root) => {
      const child = startInactiveSpan({ name: 'child' });
      expect(getActiveSpan()).toBe(root);
      expect(parentId(child)).toBe(idOf(root));
      withActiveSpan(child, () => expect(parentId(startInactiveSpan({ name: 'x' }))).toBe(idOf(child)));
      withActiveSpan(null, () => expect(getActiveSpan()).toBeUndefined());
      expect(getRootSpan(child)).toBe(root);
      expect(getSpanDescendants(root)).toContain(child);
    });
  });

  test('may be named, or none', () => {
    const core = setupCore(tracing);
    startSpan({ name: 'root' }, (root) => {
      const child = startInactiveSpan({ name: 'child' });
      startSpan({ name: 'grandchild', parentSpan: child }, (span) => expect(parentId(span)).toBe(idOf(child)));
      startSpan({ name: 'other root', parentSpan: null }, (span) => {
        expect(getRootSpan(span)).toBe(span);
        expect(getRootSpan(span)).not.toBe(root);
      });
    });
    expect(core.transactions().map(({ transaction }) => transaction)).toEqual(['other root', 'root']);
  });

  test('is the root with parentSpanIsAlwaysRootSpan, unless one was named', () => {
    setupCore({ ...tracing, parentSpanIsAlwaysRootSpan: true });
    startSpan({ name: 'root' }, (root) => {
      startSpan({ name: 'child' }, (child) => {
        expect(parentId(startInactiveSpan({ name: 'x' }))).toBe(idOf(root));
        expect(parentId(startInactiveSpan({ name: 'x', parentSpan: child }))).toBe(idOf(child));
      });
    });
  });

  test('is needed with onlyIfParent: without one nothing is recorded, which is counted', async () => {
    const core = setupCore(tracing);
    const lonely = startInactiveSpan({ name: 'x', onlyIfParent: true });
    expect(lonely.isRecording()).toBe(false);
    startSpan({ name: 'root' }, () => {
      expect(startInactiveSpan({ name: 'x', onlyIfParent: true }).isRecording()).toBe(true);
      expect(startInactiveSpan({ name: 'x', onlyIfParent: true, parentSpan: null }).isRecording()).toBe(false);
    });
    await core.client.flush(1000);
    expect(core.reported()).toEqual({ 'no_parent_span span': 2 });
  });

  test('with forceTransaction it is that of a transaction of its own, in the same trace and with its decision', () => {
    const core = setupCore(tracing);
    startSpan({ name: 'outer', attributes: { 'sentry.source': 'route' } }, (outer) => {
      startSpan({ name: 'inner', forceTransaction: true }, (inner) => {
        expect(getRootSpan(inner)).toBe(inner);
        expect(parentId(inner)).toBe(idOf(outer));
        expect(inner.spanContext().traceId).toBe(outer.spanContext().traceId);
      });
    });
    expect(core.transactions().map(({ transaction }) => transaction)).toEqual(['inner', 'outer']);
    const [inner, outer] = core.envelopes().map(({ headers }) => headers.trace);
    expect(inner).toEqual(outer);
    const unsampled = setupCore({ tracesSampleRate: 0 });
    startSpan({ name: 'outer' }, () =>
      startSpan({ name: 'inner', forceTransaction: true }, (span) => expect(span.isRecording()).toBe(false)),
    );
    expect(unsampled.transactions()).toEqual([]);
  });

  test('may be a span of another maker', () => {
    const core = setupCore(tracing);
    const foreign = {
      spanContext: () => ({ traceId: 'c'.repeat(32), spanId: 'd'.repeat(16), traceFlags: 1 }),
    } as unknown as Span;
    startSpan({ name: 'ours', parentSpan: foreign }, () => {});
    expect(core.transactions()[0]?.contexts?.trace).toMatchObject({
      trace_id: 'c'.repeat(32),
      parent_span_id: 'd'.repeat(16),
    });
  });
});

test('below a span that another copy of core made with tracing off, nothing is recorded', async () => {
  const core = setupCore(tracing);
  const query = '?second-copy';
  const copy = (await import(/* @vite-ignore */ `./span.ts${query}`)) as typeof import('./span.ts');
  const parent = new copy.TraceSpan('a'.repeat(32));
  withActiveSpan(parent, () => startSpan({ name: 'below' }, (span) => expect(span.isRecording()).toBe(false)));
  expect(core.transactions()).toEqual([]);
});

describe('a span', () => {
  test('ends once', () => {
    const core = setupCore(tracing);
    const span = startInactiveSpan({ name: 'work' });
    span.end(core.platform.now() + 1);
    span.end(core.platform.now() + 5);
    expect(span.isRecording()).toBe(false);
    expect(core.transactions().map(({ timestamp }) => timestamp)).toEqual([core.platform.now() + 1]);
  });

  test.each([
    ['seconds', 1767323050.5, 1767323050.5],
    ['milliseconds', 1767323050500, 1767323050.5],
    ['a date', new Date(1767323050500), 1767323050.5],
    ['seconds and nanoseconds', [1767323050, 500_000_000] as [number, number], 1767323050.5],
    ['nothing that can be read', new Date(Number.NaN), 1767323045.678],
  ])('takes times as %s', (_, time, seconds) => {
    setupCore(tracing);
    expect(spanToJSON(startInactiveSpan({ name: 'x', startTime: time })).start_timestamp).toBe(seconds);
    const span = startInactiveSpan({ name: 'x' });
    span.end(time);
    expect(spanToJSON(span).timestamp).toBe(seconds);
  });

  test('does not end before it starts', () => {
    const core = setupCore(tracing);
    startInactiveSpan({ name: 'x' }).end(core.platform.now() - 10);
    const [transaction] = core.transactions();
    expect(transaction?.timestamp).toBe(transaction?.start_timestamp);
  });

  test('takes attributes, and forgets those set to nothing', () => {
    setupCore(tracing);
    const span = startInactiveSpan({ name: 'x', attributes: { a: 1, b: 2 } });
    span.setAttribute('c', 3).setAttributes({ a: undefined, d: [1, 2] });
    expect(spanToJSON(span).data).toMatchObject({ b: 2, c: 3, d: [1, 2] });
    expect(spanToJSON(span).data).not.toHaveProperty('a');
  });

  test('does not change the attributes it was given', () => {
    setupCore(tracing);
    const attributes = { a: 1 };
    startInactiveSpan({ name: 'x', attributes }).setAttribute('b', 2);
    expect(attributes).toEqual({ a: 1 });
  });

  /** event-payload, "Trace context". */
  test.each([
    [100, 'ok'],
    [200, 'ok'],
    [302, 'ok'],
    [399, 'ok'],
    [400, 'invalid_argument'],
    [401, 'unauthenticated'],
    [403, 'permission_denied'],
    [404, 'not_found'],
    [409, 'already_exists'],
    [413, 'failed_precondition'],
    [418, 'invalid_argument'],
    [429, 'resource_exhausted'],
    [499, 'cancelled'],
    [500, 'internal_error'],
    [501, 'unimplemented'],
    [502, 'internal_error'],
    [503, 'unavailable'],
    [504, 'deadline_exceeded'],
    [0, 'internal_error'],
    [99, 'internal_error'],
    [600, 'internal_error'],
  ])('with HTTP status %i is %s', (code, status) => {
    setupCore(tracing);
    const span = startInactiveSpan({ name: 'x' });
    setHttpStatus(span, code);
    expect(spanToJSON(span)).toMatchObject({ status, data: { 'http.response.status_code': code } });
  });

  test('tells when it starts and ends', () => {
    const { client } = setupCore(tracing);
    const calls: unknown[] = [];
    client.on('spanStart', (span) => calls.push(['start', spanToJSON(span).description]));
    client.on('spanEnd', (span) => calls.push(['end', spanToJSON(span).description]));
    startSpan({ name: 'root' }, () => startSpan({ name: 'child' }, () => {}));
    expect(calls).toEqual([
      ['start', 'root'],
      ['start', 'child'],
      ['end', 'child'],
      ['end', 'root'],
    ]);
  });
});

describe('sampling', () => {
  test('a root that is not sampled sends nothing, is counted once, and its children are not recorded', async () => {
    const core = setupCore({ tracesSampleRate: 0 });
    startSpan({ name: 'root' }, (root) => {
      expect(root.isRecording()).toBe(false);
      expect(root.spanContext()).toMatchObject({ traceFlags: 0, spanId: expect.stringMatching(/^[0-9a-f]{16}$/) });
      startSpan({ name: 'child' }, (child) => {
        expect(child.spanContext().traceId).toBe(root.spanContext().traceId);
        expect(child.isRecording()).toBe(false);
      });
    });
    await core.client.flush(1000);
    expect(core.transactions()).toEqual([]);
    expect(core.reported()).toEqual({ 'sample_rate transaction': 1 });
  });

  test('with tracing off there are spans that do nothing, and nothing is counted', async () => {
    const core = setupCore();
    startSpan({ name: 'root' }, (span) => {
      span.setAttribute('a', 1).setStatus({ code: 2 }).updateName('b').end();
      expect(span.isRecording()).toBe(false);
      expect(span.spanContext().traceId).toBe(getCurrentScope().getPropagationContext().traceId);
    });
    await core.client.flush(1000);
    expect(core.platform.sent).toEqual([]);
  });

  test('the decision is sample_rand below the rate', () => {
    for (let n = 0; n < 50; n++) {
      const core = setupCore({ tracesSampleRate: 0.5 });
      const { sampleRand } = getCurrentScope().getPropagationContext();
      startSpan({ name: 'root' }, () => {});
      expect(core.transactions()).toHaveLength(sampleRand < 0.5 ? 1 : 0);
    }
  });

  test('precedence: the sampler, then the parent, then the rate', () => {
    const sampled = (options: object, header?: string): boolean => {
      setupCore(options);
      return continueTrace({ sentryTrace: header }, () => startInactiveSpan({ name: 'x' }).isRecording());
    };
    const no = INCOMING.replace(/1$/, '0');
    const deferred = INCOMING.slice(0, -2);
    expect(sampled({ tracesSampler: () => 0, tracesSampleRate: 1 }, INCOMING)).toBe(false);
    expect(sampled({ tracesSampler: () => 1, tracesSampleRate: 0 }, no)).toBe(true);
    expect(sampled({ tracesSampleRate: 0 }, INCOMING)).toBe(true);
    expect(sampled({ tracesSampleRate: 1 }, no)).toBe(false);
    expect(sampled({ tracesSampleRate: 1 }, deferred)).toBe(true);
    expect(sampled({ tracesSampleRate: 0 }, deferred)).toBe(false);
  });

  test('a sampler that throws leaves it to parent and rate', () => {
    const tracesSampler = (): never => {
      throw new Error('of the host');
    };
    setupCore({ tracesSampler, tracesSampleRate: 1 });
    expect(startInactiveSpan({ name: 'x' }).isRecording()).toBe(true);
    continueTrace({ sentryTrace: INCOMING.replace(/1$/, '0') }, () =>
      expect(startInactiveSpan({ name: 'x' }).isRecording()).toBe(false),
    );
    setupCore({ tracesSampler });
    expect(startInactiveSpan({ name: 'x' }).isRecording()).toBe(false);
  });

  test.each([
    [true, true],
    [1, true],
    ['1', true],
    [false, false],
    [0, false],
    [undefined, false],
    [null, false],
    [Number.NaN, false],
    [2, false],
    [-1, false],
    ['many', false],
    ['', false],
    [{}, false],
  ])('a sampler that says %j means %s', (answer, expected) => {
    setupCore({ tracesSampler: () => answer as never, tracesSampleRate: 1 });
    expect(startInactiveSpan({ name: 'x' }).isRecording()).toBe(expected);
  });

  test('a sampler is told name, attributes and what the parent decided', () => {
    const tracesSampler = vi.fn(({ inheritOrSampleWith }) => inheritOrSampleWith(0.25));
    setupCore({ tracesSampler });
    startInactiveSpan({ name: 'GET /', op: 'http.server' });
    const baggage = `sentry-trace_id=${'a'.repeat(32)},sentry-sample_rate=0.75`;
    continueTrace({ sentryTrace: INCOMING, baggage }, () => startInactiveSpan({ name: 'x' }));
    continueTrace({ sentryTrace: INCOMING, baggage: 'sentry-sample_rate=often' }, () =>
      startInactiveSpan({ name: 'x' }),
    );
    expect(tracesSampler.mock.calls.map(([context]) => context)).toMatchObject([
      {
        name: 'GET /',
        attributes: { 'sentry.op': 'http.server' },
        parentSampled: undefined,
        parentSampleRate: undefined,
      },
      { name: 'x', parentSampled: true, parentSampleRate: 0.75 },
      { name: 'x', parentSampled: true, parentSampleRate: undefined },
    ]);
    expect(tracesSampler.mock.results.map(({ value }) => value)).toEqual([0.25, 0.75, 1]);
  });

  test('the rate stands on the root only when it was ours', () => {
    const core = setupCore({ tracesSampleRate: 1 });
    startSpan({ name: 'a' }, () => {});
    continueTrace({ sentryTrace: INCOMING }, () => startSpan({ name: 'b' }, () => {}));
    expect(core.transactions().map(({ contexts }) => contexts?.trace?.data?.['sentry.sample_rate'])).toEqual([
      1,
      undefined,
    ]);
  });
});

describe('startSpanManual with a promise', () => {
  test('that rejects marks the span as failed, which the host still ends', async () => {
    const core = setupCore(tracing);
    let span: Span | undefined;
    const rejected = startSpanManual({ name: 'work' }, async (given) => {
      span = given;
      throw new Error('x');
    });
    await expect(rejected).rejects.toThrow('x');
    expect(span?.isRecording()).toBe(true);
    span?.end();
    expect(core.transactions()[0]?.contexts?.trace?.status).toBe('internal_error');
  });

  test('that resolves leaves the span running', async () => {
    setupCore(tracing);
    const span = await startSpanManual({ name: 'work' }, async (given) => given);
    expect(span.isRecording()).toBe(true);
    expect(spanToJSON(span).status).toBeUndefined();
  });
});

test('the descendants of a span are what is below it, and no more', () => {
  setupCore(tracing);
  const root = startInactiveSpan({ name: 'root' });
  const a = startInactiveSpan({ name: 'a', parentSpan: root });
  const below = startInactiveSpan({ name: 'below', parentSpan: a });
  const b = startInactiveSpan({ name: 'b', parentSpan: root });
  expect(getSpanDescendants(root)).toEqual([root, a, below, b]);
  expect(getSpanDescendants(a)).toEqual([a, below]);
  expect(getSpanDescendants(b)).toEqual([b]);
});

test('updateSpanName says that the name is to stay', () => {
  setupCore(tracing);
  const span = startInactiveSpan({ name: '/a', attributes: { 'sentry.source': 'url' } });
  updateSpanName(span, 'cart');
  expect(spanToJSON(span)).toMatchObject({
    description: 'cart',
    data: { 'sentry.source': 'custom', 'sentry.custom_span_name': 'cart' },
  });
});
