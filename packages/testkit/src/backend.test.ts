import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { getEnvelopeUrl, parseDsn } from '@vedette/core/wire';
import { afterEach, expect, test } from 'vitest';
import { type Backend, type BackendOptions, startBackend } from './backend.ts';
import { EVENT_ID, envelope, errorEvent, header, transaction } from './examples.ts';

let started: Backend[] = [];
afterEach(async () => {
  await Promise.all(started.map((backend) => backend.close()));
  started = [];
});

async function start(options?: BackendOptions): Promise<Backend> {
  const backend = await startBackend(options);
  started.push(backend);
  return backend;
}

const error = envelope(header, [{ type: 'event' }, errorEvent]);
function send(backend: Backend, body: string | Uint8Array, encoding?: string): Promise<Response> {
  const url = getEnvelopeUrl(parseDsn(backend.dsn) as NonNullable<ReturnType<typeof parseDsn>>);
  return fetch(url, {
    method: 'POST',
    body: body as RequestInit['body'],
    headers: encoding ? { 'content-encoding': encoding } : {},
  });
}

test('an envelope is answered with its id and can be read afterwards', async () => {
  const backend = await start();
  const response = await send(backend, error);
  expect(await response.json()).toEqual({ id: EVENT_ID });
  expect(backend.envelopes[0]?.headers).toEqual(header);
  expect(backend.events()).toEqual([errorEvent]);
  expect(backend.transactions()).toEqual([]);
});

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('a body in %s is decoded', async (encoding, encode) => {
  const backend = await start();
  await send(backend, encode(error), encoding);
  expect(backend.events()).toHaveLength(1);
});

test('waiting ends when what is waited for arrives', async () => {
  const backend = await start();
  const waiting = backend.waitFor(({ transactions }) => transactions()[0]);
  await send(backend, error);
  await send(backend, envelope(header, [{ type: 'transaction' }, transaction]));
  expect((await waiting).transaction).toBe('GET /users/:id');
});

test('waiting in vain says what has arrived', async () => {
  const backend = await start();
  await send(backend, error);
  await expect(backend.waitFor(({ transactions }) => transactions()[0], 10)).rejects.toThrow('arrived: event');
});

test('closing fails when an envelope was not valid', async () => {
  const backend = await startBackend();
  await send(backend, envelope(header, [{ type: 'event' }, { ...errorEvent, level: 'warn' }]));
  await expect(backend.close()).rejects.toThrow(/item 1 \(event\): \/level/);
});

test('closing fails when an envelope came for another project or with another key', async () => {
  const backend = await startBackend();
  await fetch(`${backend.url}/api/2/envelope/?sentry_key=b`, { method: 'POST', body: error });
  await expect(backend.close()).rejects.toThrow(/the key of the request is b[\s\S]*not of project 1/);
});

test('problems can be taken out by a test that meant them', async () => {
  const backend = await start();
  await send(backend, 'no envelope');
  expect(backend.takeProblems()).toEqual(['the envelope header is not a JSON object']);
  await backend.close();
});

test('a status with headers is answered as it was set', async () => {
  const backend = await start({ behaviour: { status: 429, headers: { 'retry-after': '60' } } });
  const response = await send(backend, error);
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '60']);
  expect(backend.events()).toHaveLength(1);
});

test('garbage is answered with 200 and no JSON', async () => {
  const backend = await start({ behaviour: 'garbage' });
  const response = await send(backend, error);
  expect(response.status).toBe(200);
  await expect(response.json()).rejects.toThrow();
});

test.each(['not-http', 'closes-the-socket'] as const)(
  '%s fails the request, yet the envelope is seen',
  async (behaviour) => {
    const backend = await start({ behaviour });
    await expect(send(backend, error)).rejects.toThrow();
    expect(backend.events()).toHaveLength(1);
  },
);

test('a backend that never answers can still be closed', async () => {
  const backend = await start({ behaviour: 'never-answers' });
  const answer = send(backend, error).catch(() => 'failed');
  await backend.waitFor(({ events }) => events()[0]);
  await backend.close();
  expect(await answer).toBe('failed');
});

test('a backend that goes down refuses connections and comes back on the same port', async () => {
  const backend = await start();
  const { dsn } = backend;
  await backend.behave('down');
  await expect(send(backend, error)).rejects.toThrow();
  await backend.behave('ok');
  expect(backend.dsn).toBe(dsn);
  await send(backend, error);
  expect(backend.events()).toHaveLength(1);
});

test('a browser of another origin may send and read rate limits', async () => {
  const backend = await start();
  const asked = await fetch(`${backend.url}/api/1/envelope/`, { method: 'OPTIONS' });
  expect(asked.headers.get('access-control-allow-origin')).toBe('*');
  const answered = await send(backend, error);
  expect(answered.headers.get('access-control-expose-headers')).toContain('x-sentry-rate-limits');
});

test('a tap passes requests on as they are, and the answers back', async () => {
  const receiver = await start({ publicKey: 'b'.repeat(32), projectId: '7' });
  const tap = await start({ forwardTo: receiver.dsn });
  const response = await send(tap, gzipSync(error), 'gzip');
  expect(await response.json()).toEqual({ id: EVENT_ID });
  expect(tap.events()).toEqual(receiver.events());
  await receiver.behave({ status: 418 });
  expect((await send(tap, error)).status).toBe(418);
});

test('a tap says 502 when nobody stands behind it', async () => {
  const receiver = await start();
  const tap = await start({ forwardTo: receiver.dsn });
  await receiver.behave('down');
  expect((await send(tap, error)).status).toBe(502);
});
