import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Client, captureMessage, type Event, flush, init, type NodeOptions } from '../index.ts';
import type { RequestDataInclude } from '../request/included-parts.ts';
import { httpIntegration } from './http.ts';
import { requestDataIntegration } from './request-data.ts';

let backend: Backend;
let client: Client | undefined;
let server: Server;

beforeEach(async () => {
  backend = await startBackend();
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await client?.close(1000);
  await backend.close();
});

/** The event of a message that is captured while this request is answered. */
async function told(include: RequestDataInclude, options: NodeOptions = {}): Promise<Event> {
  client = init({
    dsn: backend.dsn,
    ...options,
    integrations: [requestDataIntegration({ include }), httpIntegration({ maxIncomingRequestBodySize: 'small' })],
  });
  server = createServer((incoming, response) => {
    incoming.resume().on('end', () => {
      captureMessage('inside');
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sent = request({
    port: (server.address() as AddressInfo).port,
    path: '/cart?page=2',
    method: 'POST',
    headers: { cookie: 'theme=dark', 'x-shop': 'blue', 'content-type': 'text/plain' },
  }).end('what is in the cart');
  const [response] = await once(sent, 'response');
  response.resume();
  await once(response, 'end');
  await flush(2000);
  return backend.events()[0] as Event;
}

const OPEN: NodeOptions = { sendDefaultPii: true };

test('nothing chosen leaves what may be collected', async () => {
  const { request, user } = await told({}, OPEN);
  expect(request).toMatchObject({
    method: 'POST',
    url: expect.stringMatching(/\/cart$/),
    query_string: 'page=2',
    cookies: { theme: 'dark' },
    headers: { 'x-shop': 'blue' },
    data: 'what is in the cart',
  });
  expect(user).toMatchObject({ ip_address: '127.0.0.1' });
});

test.each(['cookies', 'data', 'headers', 'query_string', 'url'] as const)('%s can be left out', async (part) => {
  const { request } = await told({ [part]: false }, OPEN);
  expect(request).not.toHaveProperty(part);
  const others = ['cookies', 'data', 'headers', 'query_string', 'url'].filter((name) => name !== part);
  expect(Object.keys(request ?? {})).toEqual(expect.arrayContaining(others));
});

test('the address can be left out', async () => {
  const { user } = await told({ ip: false }, OPEN);
  expect(user ?? {}).not.toHaveProperty('ip_address');
});

test('address and cookies can be asked for where little is collected', async () => {
  const { user, request } = await told({ ip: true, cookies: true });
  expect(user).toMatchObject({ ip_address: '127.0.0.1' });
  expect(request?.cookies).toEqual({ theme: 'dark' });
});
