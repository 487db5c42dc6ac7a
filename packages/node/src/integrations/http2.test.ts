import { once } from 'node:events';
import { type ClientHttp2Session, connect, createServer, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Client,
  captureException,
  captureMessage,
  getIsolationScope,
  init,
  setTag,
  startSpan,
  withRequestScopes,
} from '../index.ts';

let backend: Backend;
let client: Client | undefined;
let server: Http2Server;
let session: ClientHttp2Session;

beforeEach(async () => {
  backend = await startBackend();
  getIsolationScope().clear();
  client = init({ dsn: backend.dsn, tracesSampleRate: 1 });
  server = createServer();
});

afterEach(async () => {
  session.destroy();
  server.close();
  await client?.close(1000);
  await backend.close();
});

async function open(): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  session = connect(url);
  return url;
}

async function ask(path: string, headers: Record<string, string> = {}): Promise<string> {
  const stream = session.request({ ':path': path, ...headers });
  let text = '';
  for await (const chunk of stream) {
    text += chunk;
  }
  return text;
}

const isTold = Number(process.versions.node.split('.')[0]) >= 22;
const traceId = '0af7651916cd43dd8448eb211c80319c';
const parentSpanId = 'b7ad6b7169203331';

describe.runIf(isTold)('where Node tells of HTTP/2 streams', () => {
  test('keeps interleaved requests apart, by the stream API and by requests alike', async () => {
    server.on('stream', (stream, headers) => {
      if (headers[':path']?.startsWith('/stream')) {
        setTag('id', headers[':path']);
        wait(Math.random() * 10).then(() => {
          captureException(new Error(headers[':path']));
          stream.respond({ ':status': 200 });
          stream.end('streamed');
        });
      }
    });
    server.on('request', async (incoming, response) => {
      if (incoming.url.startsWith('/request')) {
        setTag('id', incoming.url);
        await wait(Math.random() * 10);
        withRequestScopes(incoming as never, response as never, () => captureException(new Error(incoming.url)));
        response.end('requested');
      }
    });
    await open();
    const paths = Array.from({ length: 10 }, (_, index) => `/${index % 2 ? 'stream' : 'request'}/${index}`);
    const answers = await Promise.all(paths.map((path) => ask(path)));
    expect(new Set(answers)).toEqual(new Set(['streamed', 'requested']));
    const { events, transactions } = await backend.waitFor((b) => {
      const all = { events: b.events(), transactions: b.transactions() };
      return all.events.length === 10 && all.transactions.length === 10 && all;
    });
    for (const { tags, exception, transaction } of events) {
      expect(exception?.values?.[0]?.value).toBe(tags?.id);
      expect(transaction).toBe(`GET ${String(tags?.id)}`);
    }
    expect(transactions.map(({ transaction }) => transaction).sort()).toEqual(
      paths.map((path) => `GET ${path}`).sort(),
    );
  });

  test('continues the trace, with address, status and protocol, and notices who goes away', async () => {
    server.on('stream', (stream, headers) => {
      if (headers[':path'] === '/a?token=s3cret') {
        stream.respond({ ':status': 503 });
        stream.end();
      } else {
        aborted.close(8);
      }
    });
    const url = await open();
    await ask('/a?token=s3cret', { 'sentry-trace': `${traceId}-${parentSpanId}-1`, 'user-agent': 'tester' });
    const first = await backend.waitFor((b) => b.transactions()[0]);
    expect(first.contexts?.trace).toMatchObject({
      trace_id: traceId,
      parent_span_id: parentSpanId,
      status: 'unavailable',
      data: {
        'http.url': `${url}/a`,
        'http.query': '?token=[Filtered]',
        'http.flavor': '2.0',
        'http.response.status_code': 503,
      },
    });
    expect(first.request?.headers).toMatchObject({ 'user-agent': 'tester' });
    const aborted = session.request({ ':path': '/slow' }).on('error', () => {});
    const second = await backend.waitFor((b) => b.transactions()[1]);
    expect(second.transaction).toBe('GET /slow');
    expect(second.contexts?.trace?.status).toBe('cancelled');
  });

  test('follows outgoing requests with a span and a breadcrumb', async () => {
    server.on('request', (_incoming, response) => response.writeHead(404).end());
    const url = await open();
    await startSpan({ name: 'work' }, async () => {
      await ask('/gone?q=1');
      captureMessage('after');
    });
    const { spans } = await backend.waitFor((b) => b.transactions().find((one) => one.transaction === 'work'));
    expect(spans).toMatchObject([
      { op: 'http.client', description: `GET ${url}/gone`, status: 'not_found', data: { 'http.query': '?q=1' } },
    ]);
    const [event] = backend.events();
    expect(event?.breadcrumbs).toMatchObject([{ category: 'http', data: { url: `${url}/gone`, status_code: 404 } }]);
  });
});

test('makes scopes and a span of an HTTP/2 request by withRequestScopes, once', async () => {
  server.on('request', (incoming, response) =>
    withRequestScopes(incoming as never, response as never, () => {
      setTag('id', incoming.url);
      withRequestScopes(incoming as never, response as never, () => captureMessage('inside'));
      response.end('ok');
    }),
  );
  const url = await open();
  expect(await ask('/compat')).toBe('ok');
  const event = await backend.waitFor((b) => b.events()[0]);
  expect(event.request).toMatchObject({ method: 'GET', url: `${url}/compat` });
  expect(event.tags).toEqual({ id: '/compat' });
  await backend.waitFor((b) => b.transactions()[0]);
  expect(backend.transactions().map(({ transaction }) => transaction)).toEqual(['GET /compat']);
});
