import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { envelopeOf, errorEvent, newId, transactionEvent } from '../../test-support/envelopes.ts';
import { startTestReceiver } from '../../test-support/test-receiver.ts';
import type { Status } from '../api.ts';

const bytes = (buffer: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(buffer);

describe('what is taken', () => {
  it('answers 200 with the id, and the event is there', async () => {
    const receiver = await startTestReceiver();
    const event = errorEvent();
    const response = await receiver.post(envelopeOf({ event_id: event.event_id }, ['event', event]));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ id: event.event_id });
    expect((await receiver.event(event.event_id)).title).toBe('TypeError: x is undefined');
  });

  it('takes the path without its last slash too', async () => {
    const receiver = await startTestReceiver();
    expect((await receiver.post(envelopeOf({}, ['event', errorEvent()]), { path: '/api/1/envelope' })).status).toBe(
      200,
    );
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ])('takes %s', async (encoding, compress) => {
    const receiver = await startTestReceiver();
    const event = errorEvent();
    const body = bytes(compress(Buffer.from(envelopeOf({}, ['event', event]))));
    expect((await receiver.post(body, { headers: { 'content-encoding': encoding } })).status).toBe(200);
    expect((await receiver.event(event.event_id)).eventId).toBe(event.event_id);
  });

  it('takes an id with dashes, and that of the envelope before that of the event', async () => {
    const receiver = await startTestReceiver();
    const id = '9ec79c33-ec99-42ab-8353-589fcb2e04dc';
    const response = await receiver.post(envelopeOf({ event_id: id }, ['event', errorEvent()]));
    expect(await response.json()).toEqual({ id: id.replaceAll('-', '') });
    expect((await receiver.event(id)).eventId).toBe(id.replaceAll('-', ''));
  });

  it('skips item types it does not know, and counts them', async () => {
    const receiver = await startTestReceiver();
    const event = errorEvent();
    const body = envelopeOf({}, ['hologram', 'not even json'], ['event', event], ['Odd one', {}], ['hologram', '{}']);
    expect((await receiver.post(body)).status).toBe(200);
    expect((await receiver.issues()).issues).toHaveLength(1);
    expect((await receiver.get<Status>('/api/0/status')).dropped).toEqual([
      { reason: 'unknown_item', category: 'hologram', quantity: 2 },
      { reason: 'unknown_item', category: 'other', quantity: 1 },
    ]);
  });

  it('takes an empty envelope', async () => {
    const receiver = await startTestReceiver();
    const response = await receiver.post('{}');
    expect([response.status, await response.json()]).toEqual([200, {}]);
  });

  it('stores an event that comes twice once, at once or later, and answers 200 to both', async () => {
    const receiver = await startTestReceiver();
    const body = envelopeOf({}, ['event', errorEvent()]);
    const atOnce = await Promise.all([receiver.post(body), receiver.post(body)]);
    const later = await receiver.post(body);
    expect([...atOnce, later].map((response) => response.status)).toEqual([200, 200, 200]);
    expect((await receiver.issues()).issues.map((issue) => issue.count)).toEqual([1]);
  });

  it('takes any number as project and keeps them apart', async () => {
    const receiver = await startTestReceiver();
    await receiver.post(envelopeOf({}, ['event', errorEvent()]));
    await receiver.post(envelopeOf({}, ['event', errorEvent()]), { path: '/api/22/envelope/' });
    expect((await receiver.issues()).issues.map((issue) => issue.projectId).sort()).toEqual(['1', '22']);
  });

  it('lets pages of any origin post, after a preflight or without', async () => {
    const receiver = await startTestReceiver();
    const headers = { origin: 'https://shop.example', 'content-type': 'text/plain' };
    const posted = await receiver.post(envelopeOf({}, ['event', errorEvent()]), { headers });
    expect(posted.headers.get('access-control-allow-origin')).toBe('*');
    expect(posted.headers.get('access-control-expose-headers')).toContain('X-Sentry-Rate-Limits');
    const asked = await fetch(`${receiver.url}/api/1/envelope/`, { method: 'OPTIONS', headers });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-headers')).toContain('x-sentry-auth');
  });
});

describe('who may post', () => {
  const wrong = '0'.repeat(32);

  it.each<[string, (key: string) => { query?: string; headers?: Record<string, string>; dsn?: string }]>([
    ['the query', (key) => ({ query: `?sentry_version=7&sentry_key=${key}` })],
    ['the header', (key) => ({ headers: { 'x-sentry-auth': `Sentry sentry_version=7, sentry_key=${key}` } })],
    ['the dsn of the envelope', (key) => ({ dsn: `http://${key}@tunnel.example/1` })],
  ])('knows the key from %s', async (_where, give) => {
    const receiver = await startTestReceiver();
    const post = (key: string) => {
      const { dsn, ...options } = { query: '', ...give(key) };
      return receiver.post(envelopeOf({ dsn }, ['event', errorEvent()]), options);
    };
    expect((await post(receiver.publicKey)).status).toBe(200);
    expect((await post(wrong)).status).toBe(403);
  });

  it('refuses who gives no key', async () => {
    const receiver = await startTestReceiver();
    const response = await receiver.post(envelopeOf({}, ['event', errorEvent()]), { query: '' });
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ detail: expect.stringContaining('no key') });
    expect(response.headers.get('x-sentry-error')).toContain('no key');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('refuses keys that do not agree, though one is right', async () => {
    const receiver = await startTestReceiver();
    const headers = { 'x-sentry-auth': `Sentry sentry_key=${wrong}` };
    expect((await receiver.post(envelopeOf({}, ['event', errorEvent()]), { headers })).status).toBe(403);
    const dsn = receiver.dsn.replace(/1$/, '2');
    expect((await receiver.post(envelopeOf({ dsn }, ['event', errorEvent()]))).status).toBe(403);
    expect((await receiver.issues()).issues).toEqual([]);
  });

  it('answers 404 for a project that is no number', async () => {
    const receiver = await startTestReceiver();
    expect((await receiver.post('{}', { path: '/api/shop/envelope/' })).status).toBe(404);
  });
});

describe('what is refused', () => {
  it('names every cause with 400 and keeps the valid items', async () => {
    const receiver = await startTestReceiver();
    const event = errorEvent();
    const broken = { ...transactionEvent({ traceId: newId(), spanId: 'x' }), start_timestamp: 'yesterday' };
    const response = await receiver.post(envelopeOf({}, ['event', event], ['transaction', broken]));
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      detail: 'the envelope is not valid',
      causes: [
        'item 2 (transaction): start_timestamp is not a time: seconds since the epoch or RFC 3339',
        'item 2 (transaction): contexts.trace has no valid trace_id and span_id',
      ],
      kept: 1,
    });
    expect(response.headers.get('x-sentry-error')).toContain('start_timestamp');
    expect((await receiver.event(event.event_id)).eventId).toBe(event.event_id);
  });

  it('keeps the items before the place where the framing breaks', async () => {
    const receiver = await startTestReceiver();
    const event = errorEvent();
    const response = await receiver.post(`${envelopeOf({}, ['event', event])}\n{"type":"event","length":9999}\n{}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ causes: ['item 2 is shorter than its length'], kept: 1 });
    expect((await receiver.event(event.event_id)).eventId).toBe(event.event_id);
  });

  it.each([
    ['no envelope', 'GET / HTTP/1.1', 'the envelope header is not a JSON object'],
    ['no JSON', envelopeOf({}, ['event', '{"event_id":']), 'item 1 (event): it is not JSON'],
    ['no object', envelopeOf({}, ['event', '[]']), 'item 1 (event): it is not a JSON object'],
    ['no id', envelopeOf({}, ['event', {}]), 'item 1 (event): event_id is missing'],
    [
      'a bad id',
      envelopeOf({}, ['event', { event_id: '1' }]),
      'item 1 (event): event_id is not a UUID of 32 hex digits',
    ],
    [
      'a bad level',
      envelopeOf({}, ['event', errorEvent({ level: 7 as never })]),
      'item 1 (event): level is not a text',
    ],
    ['a bad report', envelopeOf({}, ['client_report', {}]), 'item 1 (client_report): discarded_events is missing'],
    [
      'a bad session',
      envelopeOf({}, ['session', { sid: 'a', started: 1, attrs: {} }]),
      'item 1 (session): attrs.release is missing',
    ],
  ])('says what is wrong with %s', async (_name, body, cause) => {
    const receiver = await startTestReceiver();
    // The key comes with the query, so that even what is no envelope is known to be ours.
    const response = await receiver.post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ causes: [cause], kept: 0 });
  });

  it('refuses JSON that is nested too deep, without parsing it', async () => {
    const receiver = await startTestReceiver();
    const deep = `{"event_id":"${newId()}","extra":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`;
    const response = await receiver.post(envelopeOf({}, ['event', deep]));
    expect(await response.json()).toMatchObject({ causes: ['item 1 (event): it is nested deeper than 128 levels'] });
  });

  it('refuses an item of more than a megabyte and keeps its neighbour', async () => {
    const receiver = await startTestReceiver();
    const huge = errorEvent({ extra: { text: 'x'.repeat(1024 * 1024) } });
    const response = await receiver.post(envelopeOf({}, ['client_report', { discarded_events: [] }], ['event', huge]));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ kept: 1 });
  });

  it('keeps the first thousand items of an envelope that has more', async () => {
    const receiver = await startTestReceiver();
    const report = { discarded_events: [{ reason: 'sample_rate', category: 'error', quantity: 1 }] };
    const items = Array.from({ length: 1001 }, (): [string, object] => ['client_report', report]);
    const response = await receiver.post(envelopeOf({}, ...items));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ causes: ['there are more than 1000 items'], kept: 1000 });
    expect(await receiver.get('/api/0/status')).toMatchObject({ dropped: [{ quantity: 1000 }] });
  });

  it('answers 413 to a body over the cap, told by its length or not', async () => {
    const receiver = await startTestReceiver({ maxBodyBytes: 1000 });
    const told = await receiver.post('x'.repeat(1001));
    expect([told.status, await told.json()]).toEqual([413, { detail: 'the body is larger than 1000 bytes' }]);
    const stream = new Blob(['x'.repeat(5000)]).stream();
    const url = `${receiver.url}/api/1/envelope/?sentry_key=${receiver.publicKey}`;
    const untold = await fetch(url, { method: 'POST', body: stream, duplex: 'half' } as RequestInit);
    expect(untold.status).toBe(413);
  });

  it('stops a compressed bomb at the cap', async () => {
    const receiver = await startTestReceiver({ maxBodyBytes: 1_000_000 });
    const bomb = bytes(gzipSync(Buffer.alloc(200_000_000)));
    const response = await receiver.post(bomb, { headers: { 'content-encoding': 'gzip' } });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ detail: 'the body is larger than 1000000 bytes after decompression' });
  });

  it('answers 415 to an encoding it does not know and 400 to one that is broken', async () => {
    const receiver = await startTestReceiver();
    const post = (encoding: string) => receiver.post('plain', { headers: { 'content-encoding': encoding } });
    expect((await post('rot13')).status).toBe(415);
    expect((await post('gzip')).status).toBe(400);
    expect((await post('br')).status).toBe(400);
  });
});
