import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { Envelope } from '@vedette/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { lacksOpenssl, makeCertificate } from '../test-support/certificate.ts';
import { makeNodeTransport, type NodeTransportOptions } from './transport.ts';

interface Post {
  url?: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

const servers: Server[] = [];

afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Something that takes posts, as a backend or as a proxy for plain requests. */
function remember(posts: Post[]) {
  return (incoming: IncomingMessage, response: { end(): unknown }): void => {
    const chunks: Buffer[] = [];
    incoming
      .on('data', (chunk) => chunks.push(chunk))
      .on('end', () => {
        posts.push({ url: incoming.url, headers: incoming.headers, body: Buffer.concat(chunks) });
        response.end();
      });
  };
}

async function startBackend(): Promise<{ url: string; posts: Post[] }> {
  const posts: Post[] = [];
  return { url: `http://${await listen(createServer(remember(posts)))}/in`, posts };
}

/** A proxy that notes which tunnels it opened. */
async function startProxy(status = 200): Promise<{ url: string; posts: Post[]; tunnels: unknown[] }> {
  const posts: Post[] = [];
  const tunnels: unknown[] = [];
  const server = createServer(remember(posts)).on('connect', ({ url = '', headers }, socket) => {
    tunnels.push([url, headers['proxy-authorization']]);
    const [host, port] = url.split(':');
    socket.write(`HTTP/1.1 ${status} whatever\r\n\r\n`);
    const upstream = connect(Number(port), host).on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
    socket.pipe(upstream).pipe(socket);
  });
  return { url: `http://${await listen(server)}`, posts, tunnels };
}

const message = (text: string): Envelope => [{}, [[{ type: 'event' }, { message: text }]]];

function send(options: Partial<NodeTransportOptions> & { url: string }, text = 'hi') {
  const dropped: string[] = [];
  const recordDroppedEvent = (reason: string): number => dropped.push(reason);
  const transport = makeNodeTransport({ recordDroppedEvent, ...options });
  return Promise.resolve(transport.send(message(text))).then(({ statusCode }) => ({ statusCode, dropped }));
}

test('makeNodeTransport posts envelopes with the headers of the host', async () => {
  const { url, posts } = await startBackend();
  expect(await send({ url, headers: { 'x-mine': '1' } })).toEqual({ statusCode: 200, dropped: [] });
  expect(posts[0]?.headers).toMatchObject({ 'x-mine': '1', 'content-type': 'application/x-sentry-envelope' });
  expect(posts[0]?.headers['content-encoding']).toBeUndefined();
  expect(posts[0]?.body.toString()).toContain('"message":"hi"');
});

test('bodies above 32 kB are compressed', async () => {
  const { url, posts } = await startBackend();
  await send({ url }, 'a'.repeat(40_000));
  expect(posts[0]?.headers['content-encoding']).toBe('gzip');
  expect(posts[0]?.body.length).toBeLessThan(1000);
  expect(gunzipSync(posts[0]?.body as Buffer).toString()).toContain('a'.repeat(40_000));
});

test('a module of the host may make the requests', async () => {
  const { url, posts } = await startBackend();
  const asked: unknown[] = [];
  const own = ((to: URL, options: object) => {
    asked.push(to.href);
    return request(to, options);
  }) as typeof request;
  await send({ url, httpModule: { request: own } });
  expect(asked).toEqual([url]);
  expect(posts).toHaveLength(1);
});

describe('a proxy', () => {
  test('of the options passes plain requests on, and is told who we are', async () => {
    const { url, posts } = await startProxy();
    const proxy = url.replace('//', '//user:p%40ss@');
    expect(await send({ url: 'http://in.example/api', proxy })).toEqual({ statusCode: 200, dropped: [] });
    expect(posts[0]?.url).toBe('http://in.example/api');
    expect(posts[0]?.headers).toMatchObject({
      host: 'in.example',
      'proxy-authorization': `Basic ${Buffer.from('user:p@ss').toString('base64')}`,
    });
    expect(posts[0]?.headers.authorization).toBeUndefined();
  });

  test('of the environment is used as well, but not for hosts that no_proxy ends', async () => {
    const { url: backend, posts: direct } = await startBackend();
    const { url, posts } = await startProxy();
    vi.stubEnv('http_proxy', url);
    await send({ url: backend });
    vi.stubEnv('no_proxy', 'example.org, 127.0.0.1');
    await send({ url: backend });
    expect([posts.length, direct.length]).toEqual([1, 1]);
  });

  test('that is no URL is as none', async () => {
    const { url, posts } = await startBackend();
    await send({ url, proxy: 'nonsense' });
    expect(posts).toHaveLength(1);
  });

  test('that refuses a tunnel is one that does not answer', async () => {
    const { url, tunnels } = await startProxy(403);
    expect(await send({ url: 'https://127.0.0.1:1/', proxy: url })).toEqual({
      statusCode: undefined,
      dropped: ['network_error'],
    });
    expect(tunnels).toHaveLength(1);
  });
});

describe.skipIf(lacksOpenssl)('with an encrypted backend', () => {
  test('caCerts are trusted, and a proxy opens a tunnel that is used again', async () => {
    const posts: Post[] = [];
    const certificate = makeCertificate();
    const host = await listen(createTlsServer(certificate, remember(posts)) as unknown as Server);
    const proxy = await startProxy();
    const url = `https://${host}/in`;
    expect(await send({ url })).toMatchObject({ dropped: ['network_error'] });
    expect(await send({ url, caCerts: certificate.cert })).toMatchObject({ statusCode: 200 });
    const transport = makeNodeTransport({
      url,
      caCerts: certificate.cert,
      proxy: proxy.url.replace('//', '//me:x@'),
      recordDroppedEvent: () => {},
    });
    for (let turn = 0; turn < 2; turn++) {
      expect(await transport.send(message('through a tunnel'))).toMatchObject({ statusCode: 200 });
    }
    expect(posts).toHaveLength(3);
    expect(proxy.tunnels).toEqual([[host, `Basic ${Buffer.from('me:x').toString('base64')}`]]);
  });
});
