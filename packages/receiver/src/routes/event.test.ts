import type { Event } from '@vedette/core/wire';
import { describe, expect, it } from 'vitest';
import { envelopeOf, errorEvent, newId } from '../../test-support/envelopes.ts';
import { startTestReceiver } from '../../test-support/test-receiver.ts';

it('shows the chain from the captured error down, throwing frames first', async () => {
  const receiver = await startTestReceiver();
  const event = errorEvent();
  const cause = { type: 'Error', value: 'no row', mechanism: { type: 'chained', source: 'cause', handled: true } };
  event.exception?.values?.unshift(cause);
  await receiver.postEvent(event);
  const { exceptions, culprit } = await receiver.event(event.event_id);
  expect(exceptions.map(({ type, source, mechanism }) => [type, source, mechanism])).toEqual([
    ['TypeError', null, 'generic'],
    ['Error', 'cause', 'chained'],
  ]);
  expect(exceptions[0]?.frames.map((frame) => frame.function)).toEqual(['total', 'main']);
  expect(culprit).toBe('total (/app/src/cart.js)');
});

it('keeps everything an SDK tells', async () => {
  const receiver = await startTestReceiver();
  const trace = { trace_id: newId(), span_id: 'a1'.repeat(8) };
  const event = errorEvent({
    ...{ release: 'shop@1', environment: 'staging', level: 'fatal', tags: { shop: 'Oslo', retries: 3 } },
    user: { id: 7, email: 'a@b.c', plan: 'gold' },
    request: { method: 'GET', url: 'http://shop/cart', headers: { 'User-Agent': 'x' }, query_string: 'a=1' },
    contexts: { trace, runtime: { name: 'node', version: 'v20' } },
    extra: { cart: [1, { deep: true }] },
    breadcrumbs: [{ timestamp: 1, category: 'console', message: 'hi', data: { a: 1 } }],
    sdk: { name: 'vedette.javascript.node', version: '0.0.0' },
  });
  await receiver.postEvent(event);
  expect(await receiver.event(event.event_id)).toMatchObject({
    ...{ projectId: '1', issueId: '1', level: 'fatal', release: 'shop@1', environment: 'staging', message: null },
    ...{ traceId: trace.trace_id, spanId: trace.span_id, tags: { shop: 'Oslo', retries: '3' } },
    user: { id: '7', email: 'a@b.c', plan: 'gold' },
    request: event.request,
    contexts: event.contexts,
    extra: event.extra,
    breadcrumbs: event.breadcrumbs,
    sdk: event.sdk,
    raw: event,
  });
});

it('takes the older forms: bare lists, pairs, templates', async () => {
  const receiver = await startTestReceiver();
  const event = {
    event_id: newId(),
    timestamp: '2026-01-02T03:04:05Z',
    logentry: { message: 'hello %s, you are %d', params: ['world', 7] },
    tags: [['shop', 'Oslo'], 'nonsense'],
    breadcrumbs: { values: [{ message: 'one', timestamp: '2026-01-02T03:04:04' }] },
  } as unknown as Event;
  await receiver.postEvent(event);
  expect(await receiver.event(event.event_id)).toMatchObject({
    ...{
      title: 'hello world, you are 7',
      timestamp: '2026-01-02T03:04:05.000Z',
      tags: { shop: 'Oslo' },
      exceptions: [],
    },
    breadcrumbs: [{ message: 'one', timestamp: Date.UTC(2026, 0, 2, 3, 4, 4) / 1000 }],
  });
});

describe('a hostile event', () => {
  it('changes no prototype', async () => {
    const receiver = await startTestReceiver();
    const id = newId();
    const own = '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"a":"b"}';
    const text = `{"event_id":"${id}","__proto__":{"polluted":"yes"},"tags":{"__proto__":"t"},"extra":${own},"contexts":${own},"user":${own}}`;
    expect((await receiver.post(envelopeOf({}, ['event', text]))).status).toBe(200);
    const detail = await receiver.event(id);
    expect(Object.getOwnPropertyDescriptor(detail.tags, '__proto__')?.value).toBe('t');
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
    expect((await receiver.issue('1')).count).toBe(1);
  });

  it('is cut in what lists show, and text stays text', async () => {
    const receiver = await startTestReceiver();
    const html = '<img src=x onerror=alert(1)>';
    const event = errorEvent({
      exception: { values: [{ type: html, value: 'x'.repeat(500_000) }] },
      transaction: html,
    });
    await receiver.postEvent(event);
    const [issue] = (await receiver.issues()).issues;
    expect(issue?.title).toHaveLength(250);
    expect(issue?.title.startsWith(html)).toBe(true);
    const response = await fetch(`${receiver.url}/api/0/issues`);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each<[string, object]>([
    ['NUL and lone surrogates', { message: 'a\0b\ud800c', tags: { 'k\0': 'v\0' }, user: { id: 'u\0' } }],
    [
      'wrong types inside',
      {
        exception: {
          values: [
            null,
            7,
            { type: {}, value: [], stacktrace: { frames: [null, { filename: {}, lineno: 'x', in_app: 'no' }] } },
          ],
        },
      },
    ],
    [
      'wrong types beside',
      {
        breadcrumbs: [null, 'x', { data: 7, timestamp: {} }],
        contexts: { trace: { trace_id: true }, a: 1 },
        sdk: { name: 1 },
      },
    ],
    [
      'booleans where texts are stored',
      { user: { id: true }, tags: { a: true }, release: null, environment: null, transaction: null },
    ],
    ['senseless times', { timestamp: 253_402_300_799, breadcrumbs: [{ timestamp: 1e300 }] }],
    [
      'a hundred thousand frames',
      { exception: { values: [{ type: 'E', stacktrace: { frames: Array.from({ length: 100_000 }, () => ({})) } }] } },
    ],
  ])('with %s is stored and can be read', async (_what, changes) => {
    const receiver = await startTestReceiver();
    const event = { event_id: newId(), ...changes } as Event;
    await receiver.postEvent(event);
    const detail = await receiver.event(event.event_id);
    expect(detail.eventId).toBe(event.event_id);
    expect((await receiver.issue(detail.issueId)).events).toHaveLength(1);
    expect(receiver.lines).toEqual([]);
  });
});

it('answers 404 for an event that is not there', async () => {
  const receiver = await startTestReceiver();
  for (const id of [newId(), 'x', '%00']) {
    expect((await fetch(`${receiver.url}/api/0/events/${id}`)).status).toBe(404);
  }
});
