import type { IncomingHttpHeaders } from 'node:http';
import type { TLSSocket } from 'node:tls';
import {
  type CollectBehavior,
  filterQuery,
  type RequestEventData,
  type ResolvedDataCollection,
  scrubCookies,
  scrubHeaders,
  scrubUrl,
} from '@vedette/core';
import type { ServerRequest } from '../instrument/http-server.ts';

/** Where the host and its clients meet, taken apart. Of the query what is collected, without secrets. */
export interface RequestAddress {
  scheme: string;
  host: string;
  path: string;
  /** Without `?`; empty when there is none. */
  query: string;
}

/** Headers in which proxies tell the address of the client. Source: event-payload, "User and request". */
const IP_HEADERS = [
  'x-client-ip',
  'x-forwarded-for',
  'fly-client-ip',
  'cf-connecting-ip',
  'fastly-client-ip',
  'true-client-ip',
  'x-real-ip',
  'x-cluster-client-ip',
  'x-forwarded',
  'forwarded-for',
  'x-vercel-forwarded-for',
];

/** What an event tells of its request: what is collected of it, without the body, no secrets at all. */
export function requestData(
  request: ServerRequest,
  { httpHeaders, cookies, queryParams }: ResolvedDataCollection,
  addressOf: AddressReader = (params) => requestAddress(request, params),
): RequestEventData {
  const { scheme, host, path, query } = addressOf(queryParams);
  const { cookie, ...all } = request.headers;
  // HTTP/2's compatibility API leaves the parts of the first line among them.
  const headers = all[':path'] ? Object.fromEntries(Object.entries(all).filter(([name]) => name[0] !== ':')) : all;
  return {
    method: request.method,
    url: `${scheme}://${host}${path}`,
    ...(httpHeaders.request && { headers: collectedHeaders(headers, httpHeaders.request) }),
    ...(query && { query_string: query }),
    ...(cookies && cookie && { cookies: scrubCookies(cookie, cookies) }),
  };
}

/** Names of headers that are kept in mind for each way to collect them; clients may make up any number. */
const MAX_NAMES = 500;
/** By way to collect: names under which values are told as they are. To find it out takes longer than all the rest. */
const plainNames = new WeakMap<object, Set<string>>();

/** Headers as `scrubHeaders` leaves them. */
export function collectedHeaders(headers: IncomingHttpHeaders, behavior: CollectBehavior): Record<string, string> {
  if (typeof behavior !== 'object') {
    return scrubHeaders(headers, behavior);
  }
  let plain = plainNames.get(behavior);
  if (!plain) {
    plainNames.set(behavior, (plain = new Set()));
  }
  const collected: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value === undefined) {
      continue;
    }
    if (!plain.has(name)) {
      const { [name]: scrubbed = '' } = scrubHeaders({ [name]: value }, behavior);
      collected[name] = scrubbed;
      if (scrubbed === String(value) && plain.size < MAX_NAMES) {
        plain.add(name);
      }
    } else {
      collected[name] = String(value);
    }
  }
  return collected;
}

/** Takes the address of one request apart, once as long as it is collected in the same way. */
export type AddressReader = (queryParams: CollectBehavior) => RequestAddress;

export function createAddressReader(request: ServerRequest): AddressReader {
  let known: RequestAddress | undefined;
  let knownTarget = '';
  let knownParams: CollectBehavior;
  return (queryParams) => {
    const target = targetOf(request);
    if (!known || target !== knownTarget || queryParams !== knownParams) {
      known = requestAddress(request, queryParams);
      knownTarget = target;
      knownParams = queryParams;
    }
    return known;
  };
}

function requestAddress(request: ServerRequest, queryParams: CollectBehavior): RequestAddress {
  const { headers, socket } = request;
  const scheme = firstOf(headers['x-forwarded-proto']) ?? ((socket as TLSSocket).encrypted ? 'https' : 'http');
  const host = firstOf(headers['x-forwarded-host']) ?? headers.host ?? firstOf(headers[':authority']) ?? '<no host>';
  const [path = '/', query = ''] = splitQuery(targetOf(request));
  return { scheme, host, path, query: query && scrubUrl(filterQuery(`?${query}`, queryParams)).slice(1) };
}

/** The path a client asked for, without query. Express changes `url` below a mount and keeps the whole aside. */
export function requestPath(request: ServerRequest): string {
  return splitQuery(targetOf(request))[0];
}

/** The address of the client, as the first proxy knows it. Who asks has made sure that it is collected. */
export function clientAddress({ headers, socket }: ServerRequest): string | undefined {
  for (const name of IP_HEADERS) {
    const address = firstOf(headers[name]);
    if (address) {
      return address;
    }
  }
  return socket.remoteAddress;
}

function targetOf(request: ServerRequest & { originalUrl?: string }): string {
  return request.originalUrl ?? request.url ?? '/';
}

function splitQuery(target: string): [path: string, query: string] {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

function firstOf(header: string | string[] | undefined): string | undefined {
  return header?.toString().split(',', 1)[0]?.trim() || undefined;
}
