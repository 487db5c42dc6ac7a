import { describe, expect, test } from 'vitest';
import { type Core, settle, setupCore } from '../../test-support/setup-core.ts';
import { getIsolationScope } from '../scope/current.ts';
import type { ClientOptions } from '../types/client.ts';
import type { Event } from '../types/event.ts';
import { startIdleSpan } from './idle-span.ts';
import { getRootSpan, setMeasurement, startInactiveSpan, startSpan } from './start-span.ts';
import { continueTrace } from './trace-scope.ts';

const TRACE = '0123456789abcdef0123456789abcdef';
const PARENT = '0123456789abcdef';
const SPAN_ID = expect.stringMatching(/^[0-9a-f]{16}$/);

const setup = (options: ClientOptions = {}): Core => setupCore({ tracesSampleRate: 1, ...options });
const names = (event: Event | undefined): unknown[] => (event?.spans ?? []).map(({ description }) => description);

test('a transaction is the root, its children and what the scopes know', () => {
  const core = setup({ release: 'shop@1', dist: '7', environment: 'test' });
  const start = core.platform.now();
  getIsolationScope().setTag('page', 'cart').setExtra('more', 1).setUser({ id: 'u' });
  getIsolationScope().addBreadcrumb({ message: 'crumb', timestamp: 1 }).setContext('cart', { items: 2 });
  const baggage = `sentry-trace_id=${TRACE},sentry-public_key=abc`;
  const attributes = { 'sentry.source': 'route', 'sentry.origin': 'auto.http.test', own: 1 };
  continueTrace({ sentryTrace: `${TRACE}-${PARENT}-1`, baggage }, () =>
    startSpan({ name: 'GET /cart', op: 'http.server', attributes }, () => {
      core.platform.advance(100);
      startSpan({ name: 'SELECT', op: 'db', attributes: { rows: 3 } }, (span) => {
        core.platform.advance(50);
        span.setStatus({ code: 1 });
        setMeasurement('rows', 3, 'none');
      });
    }),
  );
  const [sent] = core.transactions();
  const [span] = sent?.spans ?? [];
  expect(sent).toEqual({
    type: 'transaction',
    event_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    platform: 'javascript',
    release: 'shop@1',
    dist: '7',
    environment: 'test',
    transaction: 'GET /cart',
    transaction_info: { source: 'route' },
    start_timestamp: start,
    timestamp: core.platform.now(),
    contexts: {
      trace: {
        trace_id: TRACE,
        span_id: SPAN_ID,
        parent_span_id: PARENT,
        op: 'http.server',
        status: 'ok',
        origin: 'auto.http.test',
        data: {
          'sentry.op': 'http.server',
          'sentry.origin': 'auto.http.test',
          'sentry.source': 'route',
          own: 1,
        },
      },
      cart: { items: 2 },
    },
    spans: [
      {
        span_id: SPAN_ID,
        trace_id: TRACE,
        parent_span_id: sent?.contexts?.trace?.span_id,
        op: 'db',
        description: 'SELECT',
        start_timestamp: expect.closeTo(start + 0.1, 5),
        timestamp: core.platform.now(),
        status: 'ok',
        origin: 'manual',
        data: { 'sentry.op': 'db', 'sentry.origin': 'manual', rows: 3 },
      },
    ],
    measurements: { rows: { value: 3, unit: 'none' } },
    tags: { page: 'cart' },
    extra: { more: 1 },
    user: { id: 'u' },
    breadcrumbs: [{ message: 'crumb', timestamp: 1 }],
    sdk: { name: 'vedette.javascript.test', version: '1.2.3', integrations: [], settings: { infer_ip: 'never' } },
  });
  expect(span?.span_id).not.toBe(sent?.contexts?.trace?.span_id);
});

test('the envelope tells the facts of the trace', () => {
  const core = setup();
  startSpan({ name: 'work' }, () => {});
  const [{ headers, items } = {}] = core.envelopes() as Array<Partial<ReturnType<Core['envelopes']>[number]>>;
  expect(items?.map(({ headers: { type } }) => type)).toEqual(['transaction']);
  expect(headers?.trace).toMatchObject({
    trace_id: core.transactions()[0]?.contexts?.trace?.trace_id,
    public_key: 'abc',
    sample_rate: '1',
    sampled: 'true',
    transaction: 'work',
  });
});

test('a transaction without a name says so', () => {
  const core = setup();
  startSpan({ name: '' }, () => {});
  expect(core.transactions()[0]?.transaction).toBe('<unlabeled transaction>');
});

test('the source is custom unless said otherwise', () => {
  const core = setup();
  startSpan({ name: 'work' }, () => {});
  expect(core.transactions()[0]?.transaction_info).toEqual({ source: 'custom' });
});

describe('children', () => {
  test('that have not ended are left out, and what is below them hangs below the nearest that is sent', () => {
    const core = setup();
    startSpan({ name: 'root' }, (root) => {
      const ended = startInactiveSpan({ name: 'ended' });
      const open = startInactiveSpan({ name: 'open', parentSpan: ended });
      const openBelow = startInactiveSpan({ name: 'open too', parentSpan: open });
      startInactiveSpan({ name: 'below open', parentSpan: openBelow }).end();
      const openAtRoot = startInactiveSpan({ name: 'open at root', parentSpan: root });
      startInactiveSpan({ name: 'below root', parentSpan: openAtRoot }).end();
      ended.end();
    });
    const [sent] = core.transactions();
    expect(names(sent)).toEqual(['ended', 'below open', 'below root']);
    const [ended, belowOpen, belowRoot] = sent?.spans ?? [];
    expect(belowOpen?.parent_span_id).toBe(ended?.span_id);
    expect(belowRoot?.parent_span_id).toBe(sent?.contexts?.trace?.span_id);
  });

  /** The name of each transaction, with those of its spans, and where in the trace it hangs. */
  const told = (core: ReturnType<typeof setup>): unknown[] =>
    core.transactions().map((event) => [event.transaction, names(event), event.contexts?.trace?.parent_span_id]);

  test('that end after the root are transactions of their own, with what is below them, in the same trace', () => {
    const core = setup();
    const [late, below] = startSpan({ name: 'root' }, () => {
      const outer = startInactiveSpan({ name: 'late' });
      return [outer, startInactiveSpan({ name: 'late below', parentSpan: outer })] as const;
    });
    startInactiveSpan({ name: 'later', parentSpan: below }).end();
    below.end();
    expect(core.transactions()).toHaveLength(1);
    late.end();
    const [root, own] = core.transactions();
    expect(told(core)).toEqual([
      ['root', [], undefined],
      ['late', ['late below', 'later'], root?.contexts?.trace?.span_id],
    ]);
    expect(own?.contexts?.trace?.trace_id).toBe(root?.contexts?.trace?.trace_id);
    expect(own?.spans?.map(({ parent_span_id }) => parent_span_id)).toEqual([
      own?.contexts?.trace?.span_id,
      below.spanContext().spanId,
    ]);
  });

  test('that start below what was sent are transactions of their own', () => {
    const core = setup();
    const ended = startSpan({ name: 'root' }, () => startSpan({ name: 'ended' }, (span) => span));
    const root = getRootSpan(ended);
    startSpan({ name: 'after root', parentSpan: root }, () => startSpan({ name: 'below it' }, () => {}));
    startInactiveSpan({ name: 'after ended', parentSpan: ended }).end();
    expect(told(core)).toEqual([
      ['root', ['ended'], undefined],
      ['after root', ['below it'], root.spanContext().spanId],
      ['after ended', [], ended.spanContext().spanId],
    ]);
  });

  test('that end after a root nobody wants, or that is not sampled, are not sent', async () => {
    for (const options of [{ ignoreSpans: ['root'] }, { tracesSampleRate: 0 }]) {
      const core = setup(options);
      const late = startSpan({ name: 'root' }, () => startInactiveSpan({ name: 'late' }));
      late.end();
      await settle();
      expect(core.transactions()).toEqual([]);
    }
  });

  test('are at most 1000: the earliest go, the rest is counted', async () => {
    const core = setup();
    const start = core.platform.now();
    startSpan({ name: 'root' }, () => {
      for (let n = 0; n < 1003; n++) {
        startInactiveSpan({ name: `${n}`, startTime: start + (1003 - n) }).end(start + 2000);
      }
    });
    const sent = names(core.transactions()[0]);
    expect(sent).toHaveLength(1000);
    expect([sent[0], sent[999]]).toEqual(['1002', '3']);
    await core.client.flush();
    expect(core.reported()).toEqual({ 'buffer_overflow span': 3 });
  });

  test('are 1000 without anything being counted', async () => {
    const core = setup();
    startSpan({ name: 'root' }, () => {
      for (let n = 0; n < 1000; n++) {
        startInactiveSpan({ name: `${n}` }).end();
      }
    });
    expect(names(core.transactions()[0])).toHaveLength(1000);
    await core.client.flush();
    expect(core.reported()).toEqual({});
  });

  test('are 1000 also when they say as much as those of requests do', async () => {
    const core = setup();
    const url = `https://api.shop.example/orders/1234567890/items?${'x'.repeat(30)}`;
    startSpan({ name: 'root' }, () => {
      for (let n = 0; n < 1000; n++) {
        const attributes = { url, 'http.url': url, 'http.method': 'GET', 'http.response.status_code': 200 };
        startInactiveSpan({ name: `GET ${url}`, op: 'http.client', attributes }).end();
      }
    });
    expect(names(core.transactions()[0])).toHaveLength(1000);
    await core.client.flush();
    expect(core.reported()).toEqual({});
  });

  test('for which a server has no room are counted', async () => {
    const core = setup();
    startSpan({ name: 'root' }, () => {
      for (let n = 0; n < 1000; n++) {
        startInactiveSpan({ name: `${n} ${'a long statement '.repeat(100)}` }).end();
      }
    });
    const sent = names(core.transactions()[0]).length;
    expect(sent).toBeGreaterThan(400);
    await core.client.flush();
    expect(core.reported()).toEqual({ 'buffer_overflow span': 1000 - sent });
  });

  test('are counted one by one also when they are more than memory keeps', async () => {
    const core = setup();
    startSpan({ name: 'root' }, () => {
      for (let n = 0; n < 2500; n++) {
        startInactiveSpan({ name: `${n}` }).end();
      }
    });
    expect(names(core.transactions()[0])).toHaveLength(1000);
    await core.client.flush();
    expect(core.reported()).toEqual({ 'buffer_overflow span': 1500 });
  });
});

test('what a listener throws at the end costs no transaction', () => {
  const core = setup();
  core.client.on('spanEnd', () => {
    throw new Error('listener');
  });
  expect(startSpan({ name: 'work' }, () => 'result')).toBe('result');
  expect(core.transactions()).toHaveLength(1);
});

test('a transaction does not go on with the trace of another organization', () => {
  const core = setup();
  for (const baggage of ['sentry-org_id=12', 'sentry-release=1', 'sentry-org_id=13']) {
    continueTrace({ sentryTrace: `${TRACE}-${PARENT}-1`, baggage }, () => startSpan({ name: baggage }, () => {}));
  }
  const continued = core.transactions().map(({ contexts }) => contexts?.trace?.trace_id === TRACE);
  expect(continued).toEqual([true, true, false]);
});

test('the transaction of an idle span that the host ends is trimmed to its last child, too', () => {
  const core = setup();
  const start = core.platform.now();
  const span = startIdleSpan({ name: '/page' });
  startInactiveSpan({ name: 'a', parentSpan: span }).end(start + 0.2);
  core.platform.advance(500);
  startInactiveSpan({ name: 'late', parentSpan: span });
  core.platform.advance(300);
  span.end();
  const [sent] = core.transactions();
  expect(sent?.timestamp).toBe(start + 0.2);
  expect(names(sent)).toEqual(['a']);
  expect(sent?.contexts?.trace?.data).toMatchObject({
    'sentry.idle_span_finish_reason': 'externalFinish',
    'sentry.idle_span_discarded_spans': 1,
  });
});

test('what starts below a root that was ignored is no transaction', () => {
  const core = setup({ ignoreSpans: ['GET /health'] });
  const root = startInactiveSpan({ name: 'GET /health' });
  root.end();
  startInactiveSpan({ name: 'late', parentSpan: root }).end();
  expect(core.transactions()).toEqual([]);
});
