import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Client, captureException, captureMessage, getIsolationScope, init, type NodeOptions } from '../index.ts';

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

const F = '[Filtered]';

/** What an event and a span tell of one and the same request. */
async function tell(options: NodeOptions) {
  client = init({ dsn: backend.dsn, tracesSampleRate: 1, ...options });
  server = createServer(async (incoming, response) => {
    if (incoming.url?.startsWith('/shop')) {
      await send(`${origin}/other?page=5&x-user=ann`);
      captureException(new Error('look'));
    }
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const headers = {
    accept: 'text/html',
    'user-agent': 'tester',
    authorization: 'Bearer s3cret',
    cookie: 'theme=dark; my-user=7; sessid=s3cret',
    'x-forwarded-for': '203.0.113.9',
  };
  await send(`${origin}/shop?page=2&x-user=bob&token=s3cret`, headers, 'hello=s3cret');
  const [event, transaction] = await backend.waitFor((b) => {
    const [error] = b.events();
    const trace = b.transactions().find((one) => one.transaction === 'POST /shop');
    return error && trace && ([error, trace] as const);
  });
  expect(JSON.stringify([event, transaction])).not.toContain('s3cret');
  const { headers: told, cookies, query_string, data } = event?.request ?? {};
  expect(data).toBeUndefined();
  return {
    address: event?.user?.ip_address,
    headers: told && {
      accept: told.accept,
      authorization: told.authorization,
      forwarded: told['x-forwarded-for'],
    },
    cookies,
    query: query_string,
    spanQuery: transaction.contexts?.trace?.data?.['http.query'],
    spanTarget: transaction.contexts?.trace?.data?.['http.target'],
    agent: transaction.contexts?.trace?.data?.['http.user_agent'],
    outgoing: event?.breadcrumbs?.find(({ category }) => category === 'http')?.data?.['http.query'],
    outgoingSpan: transaction.spans?.find(({ op }) => op === 'http.client')?.data?.['http.query'],
    lines: event?.exception?.values?.[0]?.stacktrace?.frames?.at(-1)?.pre_context?.length,
  };
}

async function send(url: string, headers: Record<string, string> = {}, body?: string): Promise<void> {
  const [response] = await once(request(url, { headers, method: body ? 'POST' : 'GET' }).end(body), 'response');
  await once(response.resume(), 'end');
}

const little = {
  address: undefined,
  headers: { accept: 'text/html', authorization: F, forwarded: F },
  cookies: undefined,
  query: `page=2&x-user=${F}&token=${F}`,
  spanQuery: `?page=2&x-user=${F}&token=${F}`,
  spanTarget: `/shop?page=2&x-user=${F}&token=${F}`,
  agent: 'tester',
  outgoing: `?page=5&x-user=${F}`,
  outgoingSpan: `?page=5&x-user=${F}`,
  lines: 7,
};

const all = {
  address: '203.0.113.9',
  headers: { accept: 'text/html', authorization: F, forwarded: '203.0.113.9' },
  cookies: { theme: 'dark', 'my-user': '7', sessid: F },
  query: `page=2&x-user=bob&token=${F}`,
  spanQuery: `?page=2&x-user=bob&token=${F}`,
  spanTarget: `/shop?page=2&x-user=bob&token=${F}`,
  agent: 'tester',
  outgoing: '?page=5&x-user=ann',
  outgoingSpan: '?page=5&x-user=ann',
  lines: 5,
};

test.each<[NodeOptions, object]>([
  [{}, little],
  [{ sendDefaultPii: false }, little],
  [{ sendDefaultPii: true }, { ...all, lines: 7 }],
  [{ dataCollection: {} }, all],
  [{ sendDefaultPii: false, dataCollection: {} }, all],
  [
    { sendDefaultPii: true, dataCollection: { userInfo: false } },
    // Nothing tells any more who it was, whatever else is collected.
    { ...little, cookies: { theme: 'dark', 'my-user': F, sessid: F }, lines: 5 },
  ],
  [{ dataCollection: { cookies: false } }, { ...all, cookies: undefined }],
  [
    { dataCollection: { cookies: { allow: ['theme', 'sess'] } } },
    { ...all, cookies: { ...all.cookies, 'my-user': F } },
  ],
  [{ dataCollection: { cookies: { deny: ['THEME'] } } }, { ...all, cookies: { ...all.cookies, theme: F } }],
  [{ dataCollection: { httpHeaders: false } }, { ...all, headers: undefined, agent: undefined }],
  [{ dataCollection: { httpHeaders: { request: false } } }, { ...all, headers: undefined, agent: undefined }],
  [{ dataCollection: { httpHeaders: { response: false } } }, all],
  [
    { dataCollection: { httpHeaders: { allow: ['accept', 'authorization'] } } },
    { ...all, headers: { accept: 'text/html', authorization: F, forwarded: F }, agent: F },
  ],
  [
    { dataCollection: { httpHeaders: { request: { deny: ['Acc', '-agent'] } } } },
    { ...all, headers: { ...all.headers, accept: F }, agent: F },
  ],
  [
    { dataCollection: { queryParams: false } },
    {
      ...all,
      query: undefined,
      spanQuery: undefined,
      spanTarget: '/shop',
      outgoing: undefined,
      outgoingSpan: undefined,
    },
  ],
  [
    { dataCollection: { queryParams: { allow: ['x-user', 'token'] } } },
    {
      ...all,
      query: `page=${F}&x-user=bob&token=${F}`,
      spanQuery: `?page=${F}&x-user=bob&token=${F}`,
      spanTarget: `/shop?page=${F}&x-user=bob&token=${F}`,
      outgoing: `?page=${F}&x-user=ann`,
      outgoingSpan: `?page=${F}&x-user=ann`,
    },
  ],
  [
    { dataCollection: { urlQueryParams: { deny: ['page'] } } },
    {
      ...all,
      query: `page=${F}&x-user=bob&token=${F}`,
      spanQuery: `?page=${F}&x-user=bob&token=${F}`,
      spanTarget: `/shop?page=${F}&x-user=bob&token=${F}`,
      outgoing: `?page=${F}&x-user=ann`,
      outgoingSpan: `?page=${F}&x-user=ann`,
    },
  ],
  [{ dataCollection: { httpBodies: ['incomingRequest'] } }, all],
  [{ dataCollection: { frameContextLines: 1 } }, { ...all, lines: 1 }],
  [
    { frameContextLines: 2, dataCollection: { frameContextLines: 1 } },
    { ...all, lines: 2 },
  ],
])('with %j tells of a request no more and no less than that', async (options, told) => {
  expect(await tell(options)).toEqual(told);
});

test('leaves what the host says of a request and of its user', async () => {
  client = init({ dsn: backend.dsn, dataCollection: { httpHeaders: false, userInfo: false } });
  server = createServer((_incoming, response) => {
    getIsolationScope()
      .setUser({ id: '7', ip_address: '198.51.100.4' })
      .addEventProcessor((event) => ({ ...event, request: { ...event.request, headers: { accept: 'mine' } } }));
    captureMessage('look');
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  await send(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { accept: 'text/html' });
  const event = await backend.waitFor((b) => b.events()[0]);
  expect(event.user).toEqual({ id: '7', ip_address: '198.51.100.4' });
  expect(event.request?.headers).toEqual({ accept: 'mine' });
});
