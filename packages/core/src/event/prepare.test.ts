import { describe, expect, test } from 'vitest';
import { DSN, setupCore } from '../../test-support/setup-core.ts';
import { addEventProcessor, captureEvent, captureException, captureMessage, flush } from '../capture/capture.ts';
import { getCurrentScope, getGlobalScope, getIsolationScope, withScope } from '../scope/current.ts';
import type { Event } from '../types/event.ts';

describe('what an event is filled with', () => {
  test('an error is sent as expected, whole', () => {
    const core = setupCore({ release: 'shop@1.0.0', dist: '7', environment: 'staging' });
    const error = new TypeError('x is undefined');
    error.stack = 'TypeError: x is undefined\n    at pay (/app.js:2:3)';
    const id = captureException(error);
    const { traceId } = getCurrentScope().getPropagationContext();
    const [envelope] = core.envelopes();
    expect(envelope?.headers).toEqual({
      event_id: id,
      sent_at: '2026-01-02T03:04:05.678Z',
      sdk: { name: 'vedette.javascript.test', version: '1.2.3' },
      trace: { trace_id: traceId, environment: 'staging', release: 'shop@1.0.0', public_key: 'abc', org_id: '12' },
    });
    expect(core.events()).toEqual([
      {
        event_id: id,
        timestamp: 1767323045.678,
        platform: 'javascript',
        level: 'error',
        release: 'shop@1.0.0',
        dist: '7',
        environment: 'staging',
        exception: {
          values: [
            {
              type: 'TypeError',
              value: 'x is undefined',
              mechanism: { type: 'generic', handled: true },
              stacktrace: { frames: [{ function: 'pay', filename: '/app.js', lineno: 2, colno: 3, in_app: true }] },
            },
          ],
        },
        contexts: { trace: { trace_id: traceId, span_id: expect.stringMatching(/^[0-9a-f]{16}$/) } },
        tags: {},
        extra: {},
        user: {},
        breadcrumbs: [],
        sdk: { name: 'vedette.javascript.test', version: '1.2.3', integrations: [], settings: { infer_ip: 'never' } },
      },
    ]);
  });

  test('that is too large loses its extra, and neither its user nor its tags nor its breadcrumbs', () => {
    const core = setupCore();
    getIsolationScope().setUser({ id: 'ann' }).setTag('shop', 'north').addBreadcrumb({ message: 'crumb' });
    const rows = Array.from({ length: 1000 }, (_, row) => `${row} ${'x'.repeat(1500)}`);
    captureException(new Error('x'), { extra: { rows } });
    expect(core.events()).toMatchObject([
      { user: { id: 'ann' }, tags: { shop: 'north' }, breadcrumbs: [{ message: 'crumb' }] },
    ]);
  });

  test('calls the program what it calls itself, whatever that looks like', () => {
    const core = setupCore({ release: '20261121123453', dist: '4111111111111111', environment: 'a@b.example' });
    captureMessage('m');
    expect(core.events()).toMatchObject([
      { release: '20261121123453', dist: '4111111111111111', environment: 'a@b.example' },
    ]);
  });

  test('goes to the URL of the DSN', () => {
    const { platform } = setupCore();
    captureMessage('hello');
    expect(platform.sent[0]?.url).toBe(
      'https://o12.ingest.example.io/api/42/envelope/?sentry_version=7&sentry_key=abc&sentry_client=vedette.javascript.test%2F1.2.3',
    );
  });

  test('goes through a tunnel with the DSN in the envelope', () => {
    const core = setupCore({ tunnel: 'https://shop.example/t' });
    captureMessage('hello');
    expect(core.platform.sent[0]?.url).toBe('https://shop.example/t');
    expect(core.envelopes()[0]?.headers.dsn).toBe(DSN);
  });

  test('what the event brings along stays', () => {
    const core = setupCore({ release: 'r', environment: 'e', dist: 'd' });
    const own = { timestamp: 1700000000, platform: 'node', release: 'own', environment: 'own', dist: 'own' };
    captureEvent({ message: 'm', ...own, sdk: { name: 'own', version: '1' } });
    expect(core.events()[0]).toMatchObject({ ...own, sdk: { name: 'own', integrations: [] } });
  });

  test('keys without a value are filled like those that are not there', () => {
    const core = setupCore();
    const id = captureEvent({ message: 'm', event_id: undefined, timestamp: undefined, platform: undefined });
    expect(core.events()[0]).toMatchObject({ event_id: id, timestamp: 1767323045.678, platform: 'javascript' });
  });

  test('the id that comes back is the id that is sent', () => {
    const core = setupCore();
    const ids = [
      captureEvent({ message: 'm', event_id: 'a'.repeat(32) }, { event_id: 'b'.repeat(32) }),
      captureEvent({ message: 'm' }, { event_id: 'c'.repeat(32) }),
    ];
    expect(ids).toEqual(['a'.repeat(32), 'c'.repeat(32)]);
    expect(core.events().map((event) => event.event_id)).toEqual(ids);
    expect(core.envelopes().map(({ headers }) => headers.event_id)).toEqual(ids);
  });

  test('attachments of the hint and of the scope go with it', () => {
    const core = setupCore();
    getCurrentScope().addAttachment({ filename: 'scope.txt', data: 'ä', contentType: 'text/plain' });
    captureEvent(
      { message: 'm' },
      { attachments: [{ filename: 'hint.bin', data: Uint8Array.of(10), attachmentType: 'event.attachment' }] },
    );
    expect(core.envelopes()[0]?.items.slice(1)).toEqual([
      {
        headers: { type: 'attachment', filename: 'hint.bin', attachment_type: 'event.attachment', length: 1 },
        payload: '\n',
      },
      { headers: { type: 'attachment', filename: 'scope.txt', content_type: 'text/plain', length: 2 }, payload: 'ä' },
    ]);
  });
});

/** The second table of sdk-behaviour, "Scopes". */
describe('what the scopes add', () => {
  test('the three layers in order, later ones winning, and the event’s own keys over all', () => {
    const core = setupCore();
    const layers = { global: getGlobalScope(), isolation: getIsolationScope(), current: getCurrentScope() };
    for (const [name, scope] of Object.entries(layers)) {
      scope
        .setTags({ [name]: name, last: name, own: name })
        .setExtras({ [name]: name, last: name, own: name })
        .setContext(name, { name })
        .setContext('last', { [name]: true })
        .setUser({ [name]: name, last: name, own: name })
        .setFingerprint([name])
        .addBreadcrumb({ message: name });
    }
    captureEvent({
      message: 'm',
      tags: { own: 'event' },
      extra: { own: 'event' },
      user: { own: 'event' },
      contexts: { own: { name: 'event' } },
      fingerprint: ['event'],
      breadcrumbs: [{ message: 'event' }],
    });
    const flat = { global: 'global', isolation: 'isolation', current: 'current', last: 'current', own: 'event' };
    expect(core.events()[0]).toMatchObject({
      tags: flat,
      extra: flat,
      user: flat,
      fingerprint: ['event', 'global', 'isolation', 'current'],
      breadcrumbs: [{ message: 'event' }, { message: 'global' }, { message: 'isolation' }, { message: 'current' }],
    });
    expect(core.events()[0]?.contexts).toEqual({
      trace: expect.anything(),
      global: { name: 'global' },
      isolation: { name: 'isolation' },
      current: { name: 'current' },
      last: { current: true },
      own: { name: 'event' },
    });
  });

  test('level and transaction name of the scope win over the event’s', () => {
    const core = setupCore();
    getIsolationScope().setLevel('warning').setTransactionName('GET /');
    getCurrentScope().setLevel('fatal');
    captureEvent({ message: 'm', level: 'info', transaction: 'own' });
    expect(core.events()[0]).toMatchObject({ level: 'fatal', transaction: 'GET /' });
  });

  test('but not the name over that of a transaction', () => {
    const core = setupCore({ tracesSampleRate: 1 });
    getIsolationScope().setTransactionName('GET /');
    const trace = { trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16) };
    captureEvent({
      type: 'transaction',
      transaction: 'own',
      start_timestamp: 1,
      timestamp: 2,
      contexts: { trace },
    });
    expect(core.transactions()[0]?.transaction).toBe('own');
  });

  test('an empty user of an inner scope deletes nothing, null does', () => {
    const core = setupCore();
    getIsolationScope().setUser({ id: '1', email: 'a@b.c', plan: 'free' });
    getCurrentScope().setUser({});
    captureMessage('a');
    getCurrentScope().setUser(null);
    captureMessage('b');
    getIsolationScope().setUser(null);
    captureMessage('c');
    expect(core.events().map(({ user }) => user)).toEqual([
      { id: '1', email: 'a@b.c', plan: 'free' },
      { plan: 'free' },
      {},
    ]);
  });

  test('no fingerprint when nobody set one, and one that is no list counts as a list', () => {
    const core = setupCore();
    captureMessage('a');
    captureEvent({ message: 'b', fingerprint: '{{ default }}' as never });
    expect(core.events().map(({ fingerprint }) => fingerprint)).toEqual([undefined, ['{{ default }}']]);
  });

  test('tags that are nothing are left out, and the others are made JSON-safe', () => {
    const core = setupCore();
    getCurrentScope().setTags({ a: null, b: undefined, c: 0, d: false, e: 10n, f: 'x', g: Number.NaN });
    captureMessage('m');
    expect(core.events()[0]?.tags).toEqual({ c: 0, d: false, e: '[BigInt: 10]', f: 'x', g: '[NaN]' });
  });

  test('extras, contexts, user and breadcrumb data are made JSON-safe', () => {
    const core = setupCore({ normalizeDepth: 2, normalizeMaxBreadth: 3 });
    const deep = { a: { b: { c: 1 } } };
    getCurrentScope()
      .setExtra('deep', deep)
      .setContext('deep', deep)
      .setUser({ id: '1', deep: deep as never })
      .addBreadcrumb({ message: 'm', data: { deep, n: 1n } });
    captureMessage('m');
    const [event] = core.events();
    expect(event?.extra).toEqual({ deep: { a: '[Object]' } });
    expect(event?.contexts?.deep).toEqual({ a: '[Object]' });
    expect(event?.user).toEqual({ id: '1', deep: { a: '[Object]' } });
    expect(event?.breadcrumbs?.[0]?.data).toEqual({ deep: { a: '[Object]' }, n: '[BigInt: 1]' });
  });

  test('what JSON refuses elsewhere does not cost the event', () => {
    const core = setupCore();
    captureEvent({ message: 'm', request: { data: { id: 1n } } });
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    captureEvent({ message: 'n', request: { data: cycle } });
    expect(core.events().map(({ request }) => request?.data)).toEqual([
      { id: '[BigInt: 1]' },
      { self: '[Circular ~]' },
    ]);
  });

  test('normalizeDepth 0 turns that off, and still everything leaves', () => {
    const core = setupCore({ normalizeDepth: 0 });
    getCurrentScope().setExtra('a', { b: { c: { d: { e: 1 } } } });
    captureMessage('m');
    getCurrentScope().setExtra('big', 1n);
    captureMessage('n');
    expect(core.events().map(({ extra }) => extra?.a)).toEqual([
      { b: { c: { d: { e: 1 } } } },
      { b: { c: { d: { e: 1 } } } },
    ]);
  });
});

describe('the trace', () => {
  test('is the same for all events without a span', () => {
    const core = setupCore();
    captureMessage('a');
    withScope(() => captureMessage('b'));
    const ids = core.events().map(({ contexts }) => contexts?.trace?.trace_id);
    expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(ids[1]).toBe(ids[0]);
  });

  test('names the span of the caller as the parent', () => {
    const core = setupCore();
    getCurrentScope().setPropagationContext({
      traceId: 'a'.repeat(32),
      parentSpanId: 'b'.repeat(16),
      propagationSpanId: 'c'.repeat(16),
      sampleRand: 0.5,
    });
    captureMessage('m');
    expect(core.events()[0]?.contexts?.trace).toEqual({
      trace_id: 'a'.repeat(32),
      span_id: 'c'.repeat(16),
      parent_span_id: 'b'.repeat(16),
    });
  });
});

describe('event processors', () => {
  test('run in order: the client’s, then those of the global, isolation and current scope', async () => {
    const core = setupCore();
    const add = (name: string) => (event: Event) => ({ ...event, message: `${event.message}>${name}` });
    getCurrentScope().addEventProcessor(async (event) => add('current')(event));
    addEventProcessor(add('isolation'));
    getGlobalScope().addEventProcessor(add('global'));
    core.client.addEventProcessor(async (event) => add('client')(event));
    captureMessage('m');
    expect(await flush(1000)).toBe(true);
    expect(core.events()[0]?.message).toBe('m>client>global>isolation>current');
  });

  test('are synchronous as long as they can be', () => {
    const core = setupCore();
    addEventProcessor((event) => event);
    captureMessage('m');
    expect(core.events()).toHaveLength(1);
  });

  test('see the event, the hint and the client', () => {
    const { client } = setupCore();
    const error = new Error('x');
    const seen: unknown[] = [];
    addEventProcessor((event, hint, at) => {
      seen.push(event.exception?.values?.[0]?.value, hint.originalException, at);
      return event;
    });
    captureException(error);
    expect(seen).toEqual(['x', error, client]);
  });

  test.each([
    ['null', 'event_processor', () => null],
    ['a promise of null', 'event_processor', async () => null],
    ['undefined', 'event_processor', () => undefined],
    ['no object', 'event_processor', () => true],
    [
      'nothing, because they throw',
      'callback_error',
      () => {
        throw new Error('of the host');
      },
    ],
    ['a promise that rejects', 'callback_error', () => Promise.reject(new Error('of the host'))],
  ])('that return %s drop the event as %s', async (_, reason, processor) => {
    const core = setupCore();
    const later: unknown[] = [];
    addEventProcessor(processor as never);
    addEventProcessor((event) => {
      later.push(event);
      return event;
    });
    captureMessage('m');
    await flush(1000);
    expect(core.events()).toEqual([]);
    expect(later).toEqual([]);
    expect(core.reported()).toEqual({ [`${reason} error`]: 1 });
  });

  test('that are no functions are ignored, and hide none that come after', () => {
    const core = setupCore();
    addEventProcessor(undefined as never);
    addEventProcessor(() => null);
    captureMessage('m');
    expect(core.events()).toEqual([]);
    getIsolationScope().clear();
    addEventProcessor('text' as never);
    captureMessage('m');
    expect(core.events()).toHaveLength(1);
  });

  test('may return an event that is frozen', () => {
    const core = setupCore({ beforeSend: (event) => Object.freeze({ ...event }) });
    addEventProcessor((event) => Object.freeze({ ...event, logger: 'frozen' }));
    captureMessage('m');
    expect(core.events()[0]).toMatchObject({ message: 'm', logger: 'frozen' });
  });
});

test.each([
  [{}, 'never'],
  [{ sendDefaultPii: true }, 'auto'],
  [{ dataCollection: { userInfo: false } }, 'never'],
] as const)('with %j the backend is told to take the address of the connection: %s', (options, infer_ip) => {
  const core = setupCore(options);
  captureMessage('m');
  expect(core.events()[0]?.sdk?.settings).toEqual({ infer_ip });
});

describe('maxValueLength', () => {
  const long = 'x'.repeat(50);

  test('cuts messages of exceptions and the address, and nothing else', () => {
    const core = setupCore({ maxValueLength: 10 });
    captureEvent({ exception: { values: [{ type: 'E', value: long }] }, request: { url: long }, extra: { long } });
    expect(core.events()[0]).toMatchObject({
      exception: { values: [{ type: 'E', value: 'xxxxxxxxxx...' }] },
      request: { url: 'xxxxxxxxxx...' },
      extra: { long },
    });
  });

  test('leaves an event made by hand as the host has it', () => {
    const core = setupCore({ maxValueLength: 10 });
    const event = Object.freeze({ exception: Object.freeze({ values: [Object.freeze({ type: 'E', value: long })] }) });
    captureEvent(event);
    expect(core.events()).toHaveLength(1);
    expect(event.exception.values[0]?.value).toBe(long);
  });
});

test('errors of one trace without a span share a span id, also in a context that is frozen', () => {
  const core = setupCore();
  captureMessage('a');
  captureMessage('b');
  const [first, second] = core.events().map(({ contexts }) => contexts?.trace?.span_id);
  expect(second).toBe(first);
  getCurrentScope().setPropagationContext(Object.freeze({ traceId: 'a'.repeat(32), sampleRand: 0 }));
  captureMessage('c');
  expect(core.events()[2]?.contexts?.trace?.trace_id).toBe('a'.repeat(32));
});
