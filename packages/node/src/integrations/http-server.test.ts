import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type Client,
  captureMessage,
  getIsolationScope,
  httpIntegration,
  httpServerIntegration,
  httpServerSpansIntegration,
  type Integration,
  init,
  setTag,
  startSpan,
} from '../index.ts';

let backend: Backend;
let client: Client | undefined;
let server: Server;

beforeEach(async () => {
  backend = await startBackend();
  getIsolationScope().clear();
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await client?.close(1000);
  await backend.close();
});

/** Without a list, the defaults with what is given; else these alone. */
const start = (given: Integration[], defaultIntegrations?: Integration[]): void => {
  client = init({
    dsn: backend.dsn,
    tracesSampleRate: 1,
    release: 'shop@1',
    tracePropagationTargets: [],
    integrations: given,
    ...(defaultIntegrations && { defaultIntegrations }),
  });
};

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function ask(url: string, body?: string): Promise<string> {
  const headers = { 'content-type': 'text/plain' };
  const outgoing = request(url, { method: body === undefined ? 'GET' : 'POST', agent: false, headers });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) {
    text += chunk;
  }
  return text;
}

/** Answers with the status that the path names, when the body is there. */
const answer: RequestListener = (incoming, response) => {
  incoming.resume().on('end', () => {
    response.statusCode = Number(incoming.url?.match(/\d{3}/)?.[0] ?? 200);
    setTag('path', incoming.url);
    captureMessage('seen');
    response.end('answered');
  });
};

const names = (): unknown[] => backend.transactions().map(({ transaction }) => transaction);

test('what goes on after the answer is a transaction of the same trace and the same request', async () => {
  start([]);
  let goOn: () => void = () => {};
  const url = await serve((_incoming, response) => {
    setTag('of', 'request');
    const work = async (): Promise<void> => {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      startSpan({ name: 'mail' }, () => {});
    };
    void startSpan({ name: 'job' }, work);
    response.on('close', () => setImmediate(() => startSpan({ name: 'log' }, () => {})));
    response.end();
  });
  await ask(`${url}/order`);
  await backend.waitFor(() => names().includes('log'));
  goOn();
  await backend.waitFor(() => names().includes('job'));
  const [request, log, job] = backend.transactions();
  const { trace_id, span_id } = request?.contexts?.trace ?? {};
  for (const event of [log, job]) {
    expect(event?.contexts?.trace).toMatchObject({ trace_id, parent_span_id: span_id });
    expect(event?.tags).toEqual({ of: 'request' });
  }
  expect([request, log, job].map((event) => event?.spans?.map(({ description }) => description))).toEqual([
    [],
    [],
    ['mail'],
  ]);
});

test('alone, httpServerIntegration gives requests scopes of their own, and no spans', async () => {
  start([httpServerIntegration()], []);
  const url = await serve(answer);
  expect(await Promise.all([ask(`${url}/a`), ask(`${url}/b`)])).toEqual(['answered', 'answered']);
  const events = await backend.waitFor((b) => b.events().length === 2 && b.events());
  expect(events.map(({ tags, transaction }) => [tags?.path, transaction]).sort()).toEqual([
    ['/a', 'GET /a'],
    ['/b', 'GET /b'],
  ]);
  await client?.flush(1000);
  expect(names()).toEqual([]);
});

test('with httpServerSpansIntegration they have spans, as its options say', async () => {
  const created: unknown[] = [];
  start(
    [
      httpServerIntegration(),
      httpServerSpansIntegration({
        ignoreIncomingRequests: (path) => path === '/quiet',
        ignoreStaticAssets: false,
        ignoreStatusCodes: [418],
        onSpanCreated: (_span, { url }) => created.push(url),
      }),
    ],
    [],
  );
  const url = await serve(answer);
  for (const path of ['/quiet', '/a.css', '/418', '/404']) {
    await ask(url + path);
  }
  await backend.waitFor((b) => b.transactions().length === 2);
  await client?.flush(1000);
  expect(names()).toEqual(['GET /a.css', 'GET /404']);
  expect(created).toEqual(['/a.css', '/418', '/404']);
});

test('beside httpIntegration each says what it says of requests, and nothing is done twice', async () => {
  start([
    httpIntegration({ ignoreIncomingRequests: () => true, maxIncomingRequestBodySize: 'none' }),
    httpServerIntegration({ maxRequestBodySize: 'small', sessions: false }),
    httpServerSpansIntegration({ ignoreIncomingRequests: () => false, ignoreStatusCodes: [] }),
  ]);
  const url = await serve(answer);
  await ask(`${url}/404`, 'a body');
  const event = await backend.waitFor((b) => b.events()[0]);
  expect(event).toMatchObject({ tags: { path: '/404' }, request: { method: 'POST', data: 'a body' } });
  await backend.waitFor((b) => b.transactions()[0]);
  await client?.close(1000);
  expect(names()).toEqual(['POST /404']);
  expect(JSON.stringify(backend.envelopes)).not.toContain('"type":"sessions"');
});

test('sessions are counted unless it is told not to, and requests are left alone when it is closed', async () => {
  start([httpServerIntegration()], []);
  const url = await serve(answer);
  await ask(`${url}/a`);
  await client?.close(1000);
  expect(JSON.stringify(backend.envelopes)).toContain('"aggregates":[{');
  const before = backend.envelopes.length;
  expect(await ask(`${url}/b`)).toBe('answered');
  expect(backend.envelopes).toHaveLength(before);
});
