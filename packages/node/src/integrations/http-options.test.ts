import { AsyncResource } from 'node:async_hooks';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Client, captureMessage, getIsolationScope, init, type NodeOptions, startSpan } from '../index.ts';
import { type HttpOptions, httpIntegration } from './http.ts';
import { type NodeFetchOptions, nativeNodeFetchIntegration } from './node-fetch.ts';

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

const start = (http: HttpOptions, options: NodeOptions = {}, fetching: NodeFetchOptions = {}): void => {
  client = init({
    dsn: backend.dsn,
    tracesSampleRate: 1,
    integrations: [httpIntegration(http), nativeNodeFetchIntegration(fetching)],
    ...options,
  });
};

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function ask(url: string, headers: Record<string, string | number> = {}, ...body: Array<string | Buffer>) {
  const outgoing = request(url, { method: body.length > 0 ? 'POST' : 'GET', headers });
  const answered = once(outgoing, 'response');
  for (const part of body) {
    outgoing.write(part);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  outgoing.end();
  const [response] = await answered;
  let text = '';
  for await (const chunk of response) {
    text += chunk;
  }
  return text;
}

/** Reads a body as most frameworks do. */
async function read(incoming: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) {
    text += chunk;
  }
  return text;
}

const transactionNames = (): unknown[] => backend.transactions().map(({ transaction }) => transaction);

test('makes no span of requests that ignoreIncomingRequests names, but scopes, and one where it throws', async () => {
  start({
    ignoreIncomingRequests(path, { method }) {
      if (path === '/throws') {
        throw new Error('of the host');
      }
      return path === '/health?deep=1' && method === 'GET';
    },
  });
  const url = await serve((incoming, response) => {
    if (incoming.url?.startsWith('/health')) {
      captureMessage('of the health check');
    }
    response.end();
  });
  await ask(`${url}/health?deep=1`);
  await ask(`${url}/throws`);
  await backend.waitFor((b) => b.transactions()[0]);
  expect(transactionNames()).toEqual(['GET /throws']);
  expect(backend.events()[0]?.transaction).toBe('GET /health');
});

test('makes no spans of incoming requests with disableIncomingRequestSpans, but of outgoing ones', async () => {
  start({ disableIncomingRequestSpans: true });
  const url = await serve((_incoming, response) => response.end());
  await startSpan({ name: 'work' }, () => ask(url));
  const { spans } = await backend.waitFor((b) => b.transactions()[0]);
  expect(transactionNames()).toEqual(['work']);
  expect(spans?.map(({ op }) => op)).toEqual(['http.client']);
});

test('makes spans of files with ignoreStaticAssets off, and sends statuses that are told to be sent', async () => {
  start({ ignoreStaticAssets: false, dropSpansForIncomingRequestStatusCodes: [200, [300, 399]] });
  const url = await serve((incoming, response) => response.writeHead(incoming.url === '/a.css' ? 404 : 200).end());
  await ask(`${url}/fine`);
  await ask(`${url}/a.css`);
  await backend.waitFor((b) => b.transactions()[0]);
  expect(transactionNames()).toEqual(['GET /a.css']);
});

test.each(['http', 'fetch'])('leaves alone what is requested by %s and ignored', async (by) => {
  const asked: unknown[] = [];
  const ignores = (url: string): boolean => {
    asked.push(url);
    return url.includes('/ignored');
  };
  start({ ignoreOutgoingRequests: ignores }, {}, { ignoreOutgoingRequests: ignores });
  const seen: Record<string, unknown> = {};
  const url = await serve((incoming, response) => {
    seen[incoming.url as string] = incoming.headers['sentry-trace'];
    response.end();
  });
  const get = (target: string): Promise<string> => (by === 'http' ? ask(target) : fetch(target).then((r) => r.text()));
  await startSpan({ name: 'work' }, async () => {
    await get(`${url}/ignored`);
    await get(`${url}/told`);
    captureMessage('after');
  });
  const { spans } = await backend.waitFor((b) => b.transactions().find((one) => one.transaction === 'work'));
  const event = await backend.waitFor((b) => b.events()[0]);
  expect(spans?.map(({ description }) => description)).toEqual([`GET ${url}/told`]);
  expect(event.breadcrumbs?.map(({ data }) => data?.url)).toEqual([`${url}/told`]);
  expect(seen).toMatchObject({ '/ignored': undefined, '/told': expect.stringMatching(/-1$/) });
  expect(asked).toContain(`${url}/ignored`);
});

test('calls the hooks of incoming requests with their span, and bears what they throw', async () => {
  const called: string[] = [];
  start({
    incomingRequestSpanHook(span, incoming, response) {
      called.push('incomingRequestSpanHook');
      span.setAttributes({ path: incoming.url, begun: response.headersSent });
      throw new Error('of the host');
    },
    instrumentation: {
      requestHook: () => void called.push('requestHook'),
      responseHook: (span, response) => {
        called.push('responseHook');
        span.setAttribute('status', response.statusCode);
      },
      applyCustomAttributesOnSpan(span) {
        called.push('applyCustomAttributesOnSpan');
        span.setAttribute('last', true);
        throw new Error('of the host');
      },
    },
  });
  const url = await serve((_incoming, response) => response.writeHead(201).end('made'));
  expect(await fetch(`${url}/hooked`).then((response) => response.text())).toBe('made');
  const { contexts } = await backend.waitFor((b) => b.transactions()[0]);
  expect(contexts?.trace?.data).toMatchObject({ path: '/hooked', begun: false, status: 201, last: true });
  expect(called).toEqual(['incomingRequestSpanHook', 'requestHook', 'responseHook', 'applyCustomAttributesOnSpan']);
});

test('calls the hooks of outgoing requests, and tells the headers that were asked for without secrets', async () => {
  start(
    { disableIncomingRequestSpans: true, instrumentation: { requestHook: (span) => span.setAttribute('by', 'http') } },
    {},
    {
      requestHook: (span, one) => span.setAttribute('path', (one as { path: string }).path),
      responseHook: (span, { response }) => span.setAttribute('code', (response as { statusCode: number }).statusCode),
      headersToSpanAttributes: {
        requestHeaders: ['X-Id', 'authorization'],
        responseHeaders: ['x-served-by', 'x-none'],
      },
    },
  );
  const url = await serve((_incoming, response) => response.writeHead(200, { 'x-served-by': 'a7' }).end('12345'));
  await startSpan({ name: 'work' }, async () => {
    await ask(url);
    await fetch(url, { headers: { 'x-id': '42', authorization: 'Bearer s3cret' } }).then((response) => response.text());
  });
  const { spans } = await backend.waitFor((b) => b.transactions()[0]);
  expect(spans?.[0]?.data).toMatchObject({ by: 'http' });
  expect(spans?.[1]?.data).toMatchObject({
    path: '/',
    code: 200,
    'http.request.header.x_id': '42',
    'http.request.header.authorization': '[Filtered]',
    'http.response.header.x_served_by': 'a7',
  });
  expect(spans?.[1]?.data).not.toHaveProperty('http.response.header.x_none');
});

test('tells sizes, and addresses only where people may be told of', async () => {
  const listener: RequestListener = async (incoming, response) => {
    const text = await read(incoming);
    response.setHeader('content-length', text.length).end(text);
  };
  start({}, { sendDefaultPii: true });
  const url = await serve(listener);
  await ask(url, { 'content-length': 5, 'x-forwarded-for': '203.0.113.9' }, 'hello');
  const { contexts } = await backend.waitFor((b) => b.transactions()[0]);
  const sizes = { 'http.request_content_length': 5, 'http.response_content_length': 5 };
  expect(contexts?.trace?.data).toMatchObject({
    ...sizes,
    'http.client_ip': '203.0.113.9',
    'net.peer.ip': '127.0.0.1',
  });
  await client?.close(1000);
  start({});
  await ask(url, { 'content-length': 5 }, 'hello');
  const second = await backend.waitFor((b) => b.transactions()[1]);
  expect(second.contexts?.trace?.data).toMatchObject(sizes);
  expect(second.contexts?.trace?.data).not.toHaveProperty('http.client_ip');
  expect(second.contexts?.trace?.data).not.toHaveProperty('net.peer.ip');
});

const json = { 'content-type': 'application/json; charset=utf-8' };

/** What an event tells of the body of a request, and what the host read of it. */
async function bodyTold(options: HttpOptions, headers: Record<string, string>, ...body: Array<string | Buffer>) {
  start(options);
  let ownPush: boolean | undefined;
  const url = await serve(async (incoming, response) => {
    const text = await read(incoming);
    ownPush = Object.hasOwn(incoming, 'push');
    captureMessage('look');
    response.end(text);
  });
  const text = await ask(`${url}/pay`, headers, ...body);
  const event = await backend.waitFor((b) => b.events()[0]);
  return { data: event.request?.data, text, ownPush };
}

test('tells nothing of a body unless it is asked to', async () => {
  const told = await bodyTold({}, json, '{"a":1}');
  expect(told).toEqual({ data: undefined, text: '{"a":1}', ownPush: false });
});

test('tells a body that came in pieces without its secrets, and leaves the stream to the host', async () => {
  const told = await bodyTold({ maxIncomingRequestBodySize: 'medium' }, json, '{"user":"ann","pass', 'word":"s3cret"}');
  expect(told.text).toBe('{"user":"ann","password":"s3cret"}');
  expect(told.data).toBe('{"user":"ann","password":"[Filtered]"}');
  expect(told.ownPush).toBe(false);
});

test('cuts a long body between characters', async () => {
  const long = `{"text":"${'é'.repeat(600)}"}`;
  const { data, text, ownPush } = await bodyTold({ maxIncomingRequestBodySize: 'small' }, json, long);
  expect(text).toBe(long);
  expect(data).toBe(`{"text":"${'é'.repeat(495)}...`);
  expect(ownPush).toBe(false);
});

test('lets no half of a secret out where it cuts', async () => {
  const long = `{"text":"${'é'.repeat(470)}","password":"${'s3cret'.repeat(20)}"}`;
  const { data } = await bodyTold({ maxIncomingRequestBodySize: 'small' }, json, long);
  expect(data).toMatch(/^\{"text":"é+","password":"\[Filtered\]/);
  expect(data).not.toContain('s3cret');
});

test.each<[string, HttpOptions, Record<string, string>]>([
  ['that is no text', {}, { 'content-type': 'image/png' }],
  ['that is compressed', {}, { ...json, 'content-encoding': 'gzip' }],
  ['without a type', {}, {}],
  ['that is ignored', { ignoreIncomingRequestBody: (url) => url === '/pay' }, json],
])('tells nothing of a body %s', async (_name, options, headers) => {
  const told = await bodyTold({ maxIncomingRequestBodySize: 'always', ...options }, headers, 'some text');
  expect(told).toEqual({ data: undefined, text: 'some text', ownPush: false });
});

test('tells nothing of a body when what is collected leaves it out', async () => {
  start({ maxIncomingRequestBodySize: 'always' }, { dataCollection: { httpBodies: [] } });
  const url = await serve(async (incoming, response) => {
    captureMessage(await read(incoming));
    response.end();
  });
  await ask(url, json, '{"a":1}');
  expect((await backend.waitFor((b) => b.events()[0])).request).not.toHaveProperty('data');
});

test('tells the body of a request whose stream the host pauses, puts back and pipes', async () => {
  start({ maxIncomingRequestBodySize: 'medium' });
  const url = await serve((incoming, response) => {
    // From Node 24 on, handlers of the body run outside of the request's scopes.
    const tell = AsyncResource.bind(() => captureMessage('after'));
    incoming.once('data', (chunk) => {
      incoming.pause();
      incoming.unshift(chunk);
      setTimeout(() => incoming.pipe(response).on('finish', tell), 10);
    });
  });
  expect(await ask(url, { 'content-type': 'text/plain' }, 'one ', 'two ', 'three')).toBe('one two three');
  expect((await backend.waitFor((b) => b.events()[0])).request?.data).toBe('one two three');
});

test('hands the request to tracesSampler, without secrets', async () => {
  const asked: unknown[] = [];
  start(
    {},
    {
      tracesSampler({ normalizedRequest, name }) {
        asked.push([name, normalizedRequest?.method, normalizedRequest?.query_string]);
        return 0;
      },
    },
  );
  const url = await serve((_incoming, response) => response.end());
  await ask(`${url}/shop?token=s3cret&page=2`);
  expect(asked).toEqual([['GET /shop', 'GET', 'token=[Filtered]&page=2']]);
});
