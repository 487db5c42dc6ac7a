import { once } from 'node:events';
import { Agent, createServer, get, type RequestListener, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  addBreadcrumb,
  type Client,
  captureException,
  captureMessage,
  getIsolationScope,
  init,
  type NodeOptions,
  setTag,
  setUser,
  startSpan,
} from '../index.ts';

let backend: Backend;
let client: Client | undefined;
const servers: Server[] = [];

beforeEach(async () => {
  backend = await startBackend();
  getIsolationScope().clear();
});

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  await client?.close(1000);
  await backend.close();
});

const start = (options: NodeOptions = {}): void => {
  client = init({ dsn: backend.dsn, tracesSampleRate: 1, ...options });
};

/** A server of this process; returns its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Requests with Node's own client, so that the body is read to its end. */
async function fetchText(url: string, options: Parameters<typeof request>[1] = {}): Promise<string> {
  const [response] = await once(request(url, options).end(), 'response');
  let text = '';
  for await (const chunk of response) {
    text += chunk;
  }
  return text;
}

const traceId = '0af7651916cd43dd8448eb211c80319c';
const parentSpanId = 'b7ad6b7169203331';

test('keeps fifty interleaved requests on kept-alive connections apart', async () => {
  // The fifty come from this process, which would name its own trace to all.
  start({ tracesSampleRate: undefined, tracePropagationTargets: [], floodControl: false });
  const url = await serve(async (incoming, response) => {
    const id = new URL(incoming.url ?? '', 'http://x').searchParams.get('id') as string;
    setTag('id', id);
    await wait(Math.random() * 20);
    setUser({ id });
    addBreadcrumb({ message: id });
    await wait(Math.random() * 20);
    captureException(new Error(id));
    response.end(id);
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 5 });
  await Promise.all(Array.from({ length: 50 }, (_, id) => fetchText(`${url}/?id=${id}`, { agent })));
  agent.destroy();
  const events = await backend.waitFor((b) => b.events().length === 50 && b.events());
  for (const { exception, tags, user, breadcrumbs, request: about } of events) {
    const id = exception?.values?.[0]?.value as string;
    expect(tags).toEqual({ id });
    expect(user).toEqual({ id });
    expect(breadcrumbs?.filter(({ type }) => type !== 'http').map(({ message }) => message)).toEqual([id]);
    expect(about?.query_string).toBe(`id=${id}`);
  }
  expect(new Set(events.map(({ contexts }) => contexts?.trace?.trace_id)).size).toBe(50);
  expect(getIsolationScope().getScopeData().tags).toEqual({});
});

test('continues the trace that the headers name, in the transaction and in errors', async () => {
  start();
  const url = await serve((_incoming, response) => {
    captureException(new Error('inside'));
    response.end();
  });
  const baggage = `other=1,sentry-trace_id=${traceId},sentry-public_key=abc,sentry-sample_rand=0.5,sentry-sample_rate=1`;
  await fetchText(`${url}/path`, { headers: { 'sentry-trace': `${traceId}-${parentSpanId}-1`, baggage } });
  const transaction = await backend.waitFor((b) => b.transactions()[0]);
  expect(transaction.contexts?.trace).toMatchObject({ trace_id: traceId, parent_span_id: parentSpanId });
  const error = await backend.waitFor((b) => b.events()[0]);
  expect(error.contexts?.trace).toMatchObject({ trace_id: traceId, span_id: transaction.contexts?.trace?.span_id });
});

test('does not send what the caller left unsampled', async () => {
  start();
  const url = await serve((_incoming, response) => response.end());
  await fetchText(url, { headers: { 'sentry-trace': `${traceId}-${parentSpanId}-0` } });
  await fetchText(`${url}/sampled`);
  await backend.waitFor((b) => b.transactions()[0]);
  expect(backend.transactions().map(({ transaction }) => transaction)).toEqual(['GET /sampled']);
});

test('makes a span of a request, with its attributes and the status of the response', async () => {
  start();
  const url = await serve((_incoming, response) => response.writeHead(503).end());
  await fetchText(`${url}/a/b?token=secret&page=2`, { method: 'POST', headers: { 'user-agent': 'tester' } });
  const { contexts, transaction, transaction_info, request: about } = await backend.waitFor((b) => b.transactions()[0]);
  expect(transaction).toBe('POST /a/b');
  expect(transaction_info).toEqual({ source: 'url' });
  expect(contexts?.trace).toMatchObject({ op: 'http.server', origin: 'auto.http.otel.http', status: 'unavailable' });
  expect(contexts?.trace?.data).toMatchObject({
    'http.method': 'POST',
    'http.url': `${url}/a/b`,
    'http.target': '/a/b?token=[Filtered]&page=2',
    'http.scheme': 'http',
    'http.flavor': '1.1',
    'http.user_agent': 'tester',
    'http.response.status_code': 503,
    'http.status_code': 503,
    'sentry.sample_rate': 1,
  });
  expect(contexts?.response).toEqual({ status_code: 503 });
  expect(about).toMatchObject({ method: 'POST', url: `${url}/a/b`, query_string: 'token=[Filtered]&page=2' });
});

test.each([
  ['HEAD', '/'],
  ['OPTIONS', '/'],
  ['GET', '/app.css'],
  ['GET', '/robots.txt'],
])('makes no span of %s %s', async (method, path) => {
  start();
  const url = await serve((_incoming, response) => response.end());
  await fetchText(url + path, { method });
  await fetchText(`${url}/last`);
  await backend.waitFor((b) => b.transactions()[0]);
  expect(backend.transactions()).toHaveLength(1);
});

test('sends no transaction of a request nobody could answer', async () => {
  start();
  const url = await serve((incoming, response) => response.writeHead(incoming.url === '/last' ? 200 : 404).end());
  await fetchText(`${url}/gone`);
  await fetchText(`${url}/last`);
  await backend.waitFor((b) => b.transactions()[0]);
  expect(backend.transactions().map(({ transaction }) => transaction)).toEqual(['GET /last']);
});

test('ends the span of a request that the client aborts', async () => {
  start();
  const url = await serve(() => aborted.destroy());
  const aborted = get(`${url}/slow`).on('error', () => {});
  const { contexts } = await backend.waitFor((b) => b.transactions()[0]);
  expect(contexts?.trace?.status).toBe('cancelled');
  expect(contexts?.trace?.data).not.toHaveProperty('http.response.status_code');
});

const personal = {
  cookie: 'theme=dark; session=abc',
  authorization: 'Bearer abc',
  'x-forwarded-for': '203.0.113.9, 10.0.0.1',
  'x-custom': 'fine',
};

test('tells neither cookies nor addresses nor credentials of a request', async () => {
  start();
  const url = await serve((_incoming, response) => {
    captureMessage('look');
    response.end();
  });
  await fetchText(url, { headers: personal });
  const { request: about, user } = await backend.waitFor((b) => b.events()[0]);
  expect(about?.headers).toMatchObject({
    authorization: '[Filtered]',
    'x-forwarded-for': '[Filtered]',
    'x-custom': 'fine',
  });
  expect(about).not.toHaveProperty('cookies');
  expect(about?.headers).not.toHaveProperty('cookie');
  expect(about).not.toHaveProperty('data');
  expect(user ?? {}).toEqual({});
});

test('tells cookies and the address of the client with sendDefaultPii, credentials never', async () => {
  start({ sendDefaultPii: true });
  const url = await serve((_incoming, response) => {
    captureMessage('look');
    response.end();
  });
  await fetchText(url, { headers: personal });
  const { request: about, user } = await backend.waitFor((b) => b.events()[0]);
  expect(about?.headers?.authorization).toBe('[Filtered]');
  expect(about?.cookies).toEqual({ theme: 'dark', session: '[Filtered]' });
  expect(user).toEqual({ ip_address: '203.0.113.9' });
});

test.each(['http', 'fetch'])(
  'hands the trace on to other services through %s, with a span and a breadcrumb',
  async (by) => {
    start();
    const seen: Array<Record<string, unknown>> = [];
    const other = await serve((incoming, response) => {
      seen.push(incoming.headers);
      response.writeHead(404).end();
    });
    await startSpan({ name: 'work' }, async () => {
      const target = `${other}/target.css?q=1`;
      await (by === 'http' ? fetchText(target) : fetch(target).then((response) => response.text()));
      captureMessage('after');
    });
    const transaction = await backend.waitFor((b) => b.transactions().find((one) => one.transaction === 'work'));
    const [span] = transaction.spans ?? [];
    expect(span).toMatchObject({
      op: 'http.client',
      description: `GET ${other}/target.css`,
      status: 'not_found',
      parent_span_id: transaction.contexts?.trace?.span_id,
      origin: by === 'http' ? 'auto.http.client' : 'auto.http.otel.node_fetch',
    });
    expect(span?.data).toMatchObject({ 'http.query': '?q=1', 'http.response.status_code': 404 });
    expect(seen[0]?.['sentry-trace']).toBe(`${span?.trace_id}-${span?.span_id}-1`);
    expect(seen[0]?.baggage).toContain(`sentry-trace_id=${span?.trace_id}`);
    const [event] = backend.events();
    expect(event?.breadcrumbs).toMatchObject([
      { category: 'http', type: 'http', level: 'warning', data: { url: `${other}/target.css`, status_code: 404 } },
    ]);
  },
);

test('keeps trace headers from whoever is no target, and those the host has set', async () => {
  start({ tracePropagationTargets: [/\/yes/] });
  const seen: Record<string, string | undefined> = {};
  const other = await serve((incoming, response) => {
    seen[incoming.url as string] = incoming.headers['sentry-trace']?.toString();
    response.end();
  });
  await fetchText(`${other}/no`);
  await fetchText(`${other}/yes`);
  await fetchText(`${other}/yes/own`, { headers: { 'sentry-trace': 'own' } });
  await fetch(`${other}/no/fetch`);
  expect(seen).toMatchObject({ '/yes/own': 'own' });
  expect(seen['/no'] ?? seen['/no/fetch']).toBeUndefined();
  expect(seen['/yes']).toMatch(/^[0-9a-f]{32}-[0-9a-f]{16}/);
});

test.each(['http', 'fetch'])('adds to the baggage that the host sends through %s, which arrives once', async (by) => {
  start();
  let seen: unknown;
  const other = await serve((incoming, response) => {
    seen = incoming.headers.baggage;
    response.end();
  });
  await startSpan({ name: 'work' }, async () => {
    const headers = { Baggage: 'other=1' };
    await (by === 'http'
      ? fetchText(other, { headers })
      : fetch(other, { headers }).then((response) => response.text()));
  });
  expect(seen).toMatch(/^other=1,sentry-/);
  expect(String(seen).split('other=1')).toHaveLength(2);
});

test('leaves a breadcrumb of a request that failed, and its error to the host', async () => {
  start();
  const [error] = await once(get('http://127.0.0.1:1/dead'), 'error').catch((failure) => [failure]);
  expect(error.code).toBe('ECONNREFUSED');
  captureMessage('after');
  const { breadcrumbs } = await backend.waitFor((b) => b.events()[0]);
  expect(breadcrumbs).toMatchObject([{ category: 'http', level: 'error', data: { url: 'http://127.0.0.1:1/dead' } }]);
});

test('leaves no trace of requests to the backend, ours or the host’s', async () => {
  start();
  captureMessage('first');
  await backend.waitFor((b) => b.events()[0]);
  await fetchText(`${backend.url}/elsewhere`);
  captureMessage('second');
  const second = await backend.waitFor((b) => b.events()[1]);
  expect(second.breadcrumbs ?? []).toEqual([]);
  expect(backend.envelopes[0]?.request.headers).not.toHaveProperty('sentry-trace');
});

test('leaves no trace of requests to the tunnel, but of all others to its host', async () => {
  const other = await serve((_incoming, response) => response.end());
  start({ tunnel: `${other}/tunnel?token=1`, tracesSampleRate: undefined });
  await fetchText(`${other}/tunnel`);
  await fetchText(`${other}/tunnel?token=2`);
  await fetchText(`${other}/shop`);
  const { breadcrumbs = [] } = getIsolationScope().getScopeData();
  expect(breadcrumbs.map(({ data }) => data?.url)).toEqual([`${other}/shop`]);
});

test.each([
  'down',
  'garbage',
  'never-answers',
  'closes-the-socket',
  'not-http',
  { status: 500 },
  { status: 429 },
] as const)('serves as ever while the backend is %j', async (behaviour) => {
  await backend.behave(behaviour);
  start();
  const url = await serve((_incoming, response) => {
    captureException(new Error('inside'));
    response.end('fine');
  });
  const started = performance.now();
  expect(await Promise.all(Array.from({ length: 20 }, () => fetchText(url)))).toEqual(Array(20).fill('fine'));
  // The backend is given up after fifteen seconds.
  expect(performance.now() - started).toBeLessThan(10_000);
  await client?.close(200);
  backend.takeProblems();
});

test('hears nothing any more once it is closed', async () => {
  start();
  await client?.close();
  const seen: unknown[] = [];
  const url = await serve((incoming, response) => {
    seen.push(incoming.headers['sentry-trace']);
    captureMessage('unheard');
    response.end();
  });
  await fetchText(url);
  expect(seen).toEqual([undefined]);
  expect(backend.envelopes).toEqual([]);
});
