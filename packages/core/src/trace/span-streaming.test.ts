import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Core, setupCore } from '../../test-support/setup-core.ts';
import { setUser } from '../capture/context.ts';
import { getIsolationScope } from '../scope/current.ts';
import type { ClientOptions } from '../types/client.ts';
import type { StreamedSpanJSON } from '../types/span.ts';
import { withStaticSpan, withStreamedSpan } from './before-send-span.ts';
import { startIdleSpan } from './idle-span.ts';
import { spanStreamingIntegration } from './span-streaming.ts';
import { setMeasurement, startInactiveSpan, startSpan } from './start-span.ts';
import { continueTrace } from './trace-scope.ts';

type SentSpan = Omit<StreamedSpanJSON, 'attributes'> & { attributes: Record<string, { value: unknown; type: string }> };

const setup = (options: ClientOptions = {}): Core =>
  setupCore({ tracesSampleRate: 1, integrations: [spanStreamingIntegration()], ...options });

const batches = (core: Core) => core.envelopes().filter(({ items }) => items[0]?.headers.type === 'span');

const spans = (core: Core): SentSpan[] =>
  batches(core).flatMap(({ items }) => items.flatMap(({ payload }) => (payload as { items: SentSpan[] }).items));

const names = (core: Core): string[] => spans(core).map(({ name }) => name);

afterEach(() => void vi.restoreAllMocks());

/** wire-protocol, "Batched containers". */
describe('streamed spans', () => {
  test('are sent with their trace, each by itself, as expected', async () => {
    const core = setup({ release: 'shop@1', environment: 'test' });
    setUser({ id: 7, email: 'a@b.c' });
    startSpan(
      { name: 'GET /', op: 'http.server', attributes: { 'sentry.source': 'route', n: 1, f: 1.5, l: ['a'] } },
      () => {
        setMeasurement('lcp', 12, 'millisecond');
        startSpan({ name: 'SELECT 1', op: 'db' }, (span) => void span.setStatus({ code: 2, message: 'aborted' }));
      },
    );
    await core.client.flush(100);
    const [envelope] = batches(core);
    const [child, root] = spans(core);
    expect(core.transactions()).toEqual([]);
    expect(envelope?.headers).toMatchObject({
      trace: { trace_id: root?.trace_id, public_key: 'abc', transaction: 'GET /', sampled: 'true' },
      sdk: { name: 'vedette.javascript.test' },
    });
    expect(envelope?.items[0]).toMatchObject({
      headers: { type: 'span', item_count: 2, content_type: 'application/vnd.sentry.items.span.v2+json' },
      payload: { version: 2, ingest_settings: { infer_ip: 'never', infer_user_agent: 'never' } },
    });
    expect(root).toMatchObject({ name: 'GET /', status: 'ok', is_segment: true });
    expect(root).not.toHaveProperty('parent_span_id');
    expect(root?.attributes).toMatchObject({
      n: { value: 1, type: 'integer' },
      f: { value: 1.5, type: 'double' },
      l: { value: ['a'], type: 'array' },
      lcp: { value: 12, type: 'integer' },
      'sentry.op': { value: 'http.server', type: 'string' },
      'sentry.span.source': { value: 'route', type: 'string' },
      'sentry.segment.name': { value: 'GET /', type: 'string' },
      'sentry.release': { value: 'shop@1', type: 'string' },
      'sentry.environment': { value: 'test', type: 'string' },
      'sentry.sdk.name': { value: 'vedette.javascript.test', type: 'string' },
      'sentry.trace_lifecycle': { value: 'stream', type: 'string' },
      'user.id': { value: 7, type: 'integer' },
      'user.email': { value: 'a@b.c', type: 'string' },
    });
    expect(child).toMatchObject({
      name: 'SELECT 1',
      status: 'error',
      is_segment: false,
      parent_span_id: root?.span_id,
    });
    expect(child?.attributes).toMatchObject({
      'sentry.status.message': { value: 'aborted', type: 'string' },
      'sentry.segment.id': { value: root?.span_id, type: 'string' },
    });
  });

  test('have the attributes of their scopes, below their own', async () => {
    const core = setup();
    getIsolationScope().setAttributes({ plan: 'pro', shop: 'north', size: { value: 3, unit: 'byte' } });
    startSpan({ name: 'a', attributes: { shop: 'south' } }, () => {});
    await core.client.flush(100);
    expect(spans(core)[0]?.attributes).toMatchObject({
      plan: { value: 'pro', type: 'string' },
      shop: { value: 'south', type: 'string' },
      size: { value: 3, type: 'integer', unit: 'byte' },
    });
  });

  test('wait 5 seconds, or half a second after their root', () => {
    const core = setup();
    const root = startInactiveSpan({ name: 'root' });
    startInactiveSpan({ name: 'early', parentSpan: root }).end();
    core.platform.advance(4999);
    expect(names(core)).toEqual([]);
    core.platform.advance(1);
    expect(names(core)).toEqual(['early']);
    startInactiveSpan({ name: 'late', parentSpan: root }).end();
    root.end();
    core.platform.advance(500);
    expect(names(core)).toEqual(['early', 'late', 'root']);
    expect(core.platform.timers).toBe(0);
  });

  test('are sent 1000 at a time, and a root may have any number of them', async () => {
    const core = setup();
    startSpan({ name: 'root' }, () => {
      for (let n = 0; n < 2500; n++) {
        startSpan({ name: `${n}` }, () => {});
      }
    });
    await core.client.flush(100);
    expect(batches(core).map(({ items }) => items[0]?.headers.item_count)).toEqual([1000, 1000, 501]);
    expect(core.reported()).toEqual({});
  });

  test('are sent when they are many bytes, and when the program may soon be gone', () => {
    const core = setup();
    const root = startInactiveSpan({ name: 'root' });
    for (let n = 0; n < 3; n++) {
      startInactiveSpan({ name: 'big', parentSpan: root, attributes: { text: 'x'.repeat(1_000_000) } }).end();
    }
    expect(names(core)).toEqual(['big', 'big', 'big']);
    startInactiveSpan({ name: 'last', parentSpan: root }).end();
    core.platform.exit();
    expect(names(core).at(-1)).toBe('last');
  });

  test('of two traces do not share an envelope', async () => {
    const core = setup();
    for (const id of ['a', 'b']) {
      continueTrace({ sentryTrace: `${id.repeat(32)}-${id.repeat(16)}-1` }, () => startSpan({ name: id }, () => {}));
    }
    await core.client.flush(100);
    expect(batches(core)).toHaveLength(2);
  });

  test('are ignored from their start, and what is below them hangs higher', async () => {
    const core = setup({ ignoreSpans: ['noise'] });
    startSpan({ name: 'root' }, () => startSpan({ name: 'noise' }, () => startSpan({ name: 'kept' }, () => {})));
    startSpan({ name: 'noise root' }, () => startSpan({ name: 'lost' }, () => {}));
    await core.client.flush(100);
    const [kept, root] = spans(core);
    expect(names(core)).toEqual(['kept', 'root']);
    expect(kept?.parent_span_id).toBe(root?.span_id);
    expect(core.reported()).toEqual({ 'ignored span': 3 });
  });

  test('are seen by the hooks in order, then by beforeSendSpan', async () => {
    const seen: string[] = [];
    const core = setup({
      beforeSendSpan: withStreamedSpan((span) => {
        seen.push(`last ${span.name}`);
        return { ...span, name: `${span.name}?` };
      }),
    });
    for (const hook of ['processSpan', 'processSegmentSpan', 'preprocessSpan'] as const) {
      core.client.on(hook, (span) => {
        seen.push(hook);
        span.attributes[hook] = true;
      });
    }
    startSpan({ name: 'root' }, () => {});
    await core.client.flush(100);
    expect(seen).toEqual(['preprocessSpan', 'processSegmentSpan', 'processSpan', 'last root']);
    expect(spans(core)[0]).toMatchObject({
      name: 'root?',
      attributes: { processSpan: { value: true, type: 'boolean' } },
    });
  });

  test('are not shown to a beforeSendSpan for transactions', async () => {
    const look = vi.fn((span) => span);
    const core = setup({ beforeSendSpan: withStaticSpan(look) });
    startSpan({ name: 'root' }, () => {});
    await core.client.flush(100);
    expect(look).not.toHaveBeenCalled();
    expect(names(core)).toEqual(['root']);
  });

  test('that are not sampled are counted as spans', async () => {
    const core = setup({ tracesSampleRate: 0 });
    startSpan({ name: 'root' }, () => startSpan({ name: 'child' }, () => {}));
    await core.client.flush(100);
    expect(names(core)).toEqual([]);
    expect(core.reported()).toEqual({ 'sample_rate span': 1 });
  });

  test('of a page load end where an idle span ends', () => {
    const core = setup();
    const idle = startIdleSpan({ name: '/' });
    startInactiveSpan({ name: 'child', parentSpan: idle }).end();
    core.platform.advance(2000);
    const [child, root] = spans(core);
    expect(root).toMatchObject({ name: '/', end_timestamp: child?.end_timestamp });
  });

  test('end with the client', async () => {
    const core = setup();
    const span = startInactiveSpan({ name: 'late' });
    startInactiveSpan({ name: 'early', parentSpan: span }).end();
    await core.client.close(100);
    span.end();
    core.platform.advance(10_000);
    expect(names(core)).toEqual(['early']);
    expect(core.platform.timers).toBe(0);
  });
});

test('with traceLifecycle static transactions are sent', () => {
  const core = setup({ traceLifecycle: 'static' });
  startSpan({ name: 'root' }, () => {});
  expect(core.transactions()).toHaveLength(1);
  expect(spans(core)).toEqual([]);
});

test('integrations may change each span, and roots once more; one that throws harms nothing', async () => {
  const own = {
    name: 'Own',
    processSpan(span: StreamedSpanJSON) {
      span.name += '!';
    },
    processSegmentSpan(span: StreamedSpanJSON) {
      span.name = `root ${span.name}`;
    },
  };
  const broken = {
    name: 'Broken',
    processSpan() {
      throw new Error('of the host');
    },
  };
  const core = setup({ integrations: [spanStreamingIntegration(), broken, own] });
  startSpan({ name: 'a' }, () => startSpan({ name: 'b' }, () => {}));
  await core.client.flush(100);
  expect(names(core).sort()).toEqual(['b!', 'root a!']);
});
