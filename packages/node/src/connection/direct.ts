import type { Socket } from 'node:net';
import type { SendRequest } from '@vedette/core';
import { loadBuiltin } from '../load-builtin.ts';
import { proxyFor } from '../proxy.ts';
import { createConnections } from './connections.ts';
import { headersFor } from './headers-for.ts';
import type { NodeOnly, Post } from './post.ts';

/**
 * The way to a backend that nothing stands in: over connections of our own, which are a third of what `node:http` costs a
 * post (measured on Node 20). Makes the post, unless it asks for what only `node:http` can do, and says whether it has.
 * `undefined` where there is no such way: with a proxy, say. `node:net` and `node:tls` are loaded when first posting.
 */
export function createDirectWay({
  url: address,
  proxy,
  caCerts,
  keepAlive = true,
  httpModule,
}: Post['request']): ((post: Post) => boolean) | undefined {
  const url = new URL(address);
  const { protocol, username, password } = url;
  if (
    httpModule ||
    !keepAlive ||
    username ||
    password ||
    !/^https?:$/.test(protocol) ||
    proxyFor(url, proxy, process.env)
  ) {
    return undefined;
  }
  const isEncrypted = protocol === 'https:';
  const makePost = createConnections({
    open: isEncrypted ? createTlsOpener(url, caCerts) : () => loadBuiltin('node:net').connect(placeOf(url)),
    ready: isEncrypted ? 'secureConnect' : 'connect',
  });
  const start = `POST ${url.pathname}${url.search} HTTP/1.1\r\nhost: ${url.host}\r\nconnection: keep-alive\r\n`;
  const usual = start + linesOf(headersFor({}));

  return (post) => {
    const { request, body, encoding } = post;
    if (request.headers && !isOrdinary(request.headers)) {
      return false;
    }
    const lines = request.headers ? start + linesOf(headersFor(request)) : usual;
    const coding = encoding ? `content-encoding: ${encoding}\r\n` : '';
    makePost(post, `${lines}${coding}content-length: ${Buffer.byteLength(body)}\r\n\r\n`);
    return true;
  };
}

function placeOf({ protocol, hostname, port }: URL) {
  const host = hostname.replace(/^\[|\]$/g, '');
  return { host, port: Number(port) || (protocol === 'https:' ? 443 : 80), noDelay: true, keepAlive: true };
}

function createTlsOpener(url: URL, ca: NodeOnly['caCerts']): () => Socket {
  const place = placeOf(url);
  const { isIP } = loadBuiltin('node:net');
  // An address is no name that a certificate is chosen by.
  const servername = isIP(place.host) ? '' : place.host;
  /** Of the last handshake, half of which it saves the next. */
  let session: Buffer | undefined;
  return () =>
    loadBuiltin('node:tls')
      .connect({ ...place, servername, ca, session, ALPNProtocols: ['http/1.1'] })
      .on('session', (made) => {
        session = made;
      })
      .on('error', () => {
        session = undefined;
      });
}

/** Names whose meaning is between us and the other end of the connection, or that are no names. */
const PECULIAR =
  /^(connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$|[^\w!#$%&'*+.^`|~-]|^$/i;

function isOrdinary(headers: NonNullable<SendRequest['headers']>): boolean {
  return Object.entries(headers).every(
    ([name, value]) => !PECULIAR.test(name) && typeof value === 'string' && /^[\t -~]*$/.test(value),
  );
}

function linesOf(headers: Record<string, string | number>): string {
  // The host's own may have been written otherwise, and come last.
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return [...byName].map(([name, value]) => `${name}: ${value}\r\n`).join('');
}
