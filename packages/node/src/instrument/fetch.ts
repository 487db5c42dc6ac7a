import { undoAll } from '@vedette/core';
import { onGlobalFetch } from '../other-runtimes/global-fetch.ts';
import { RUNTIME } from '../other-runtimes/runtime.ts';
import { hear } from './hear.ts';
import type { OutgoingListener, OutgoingRequest } from './outgoing.ts';

/** The part of undici's request that its channels document. `headers` is a text up to version 5, pairs in a row since. */
interface UndiciRequest {
  origin: string | URL;
  path: string;
  method?: string;
  headers: string | Array<string | string[]>;
  addHeader(name: string, value: string): void;
}

interface UndiciMessage {
  request: UndiciRequest;
  response?: { statusCode: number; headers: Array<Uint8Array | string> };
}

/**
 * Hears of every request made with `fetch` or with undici, Node's own or installed, through undici's channels. Nothing is
 * patched, and the global `fetch` is not touched, which would load it; but where it is not undici, in Bun and Deno. Returns
 * the undo.
 */
export function onFetchRequest(listener: OutgoingListener): () => void {
  const underWay = new WeakMap<UndiciRequest, OutgoingRequest>();

  // Taken out, or it would stay until the next full collection.
  const end = (request: UndiciRequest): void => {
    const outgoing = underWay.get(request);
    underWay.delete(request);
    outgoing?.ended();
  };

  const stops = [
    ...(RUNTIME === 'node' ? [] : [onGlobalFetch(listener)]),
    hear<UndiciMessage>('undici:request:create', ({ request }) => {
      const outgoing = listener({
        method: request.method ?? 'GET',
        url: `${request.origin}${request.path}`,
        getHeader: (name) => findHeader(request.headers, name),
        setHeader: (name, value) => setHeader(request, name, value),
        request,
      });
      if (outgoing) {
        underWay.set(request, outgoing);
      }
    }),
    hear<Required<UndiciMessage>>('undici:request:headers', ({ request, response }) =>
      underWay.get(request)?.answered(response.statusCode, (name) => findHeader(response.headers, name), response),
    ),
    hear<UndiciMessage>('undici:request:trailers', ({ request }) => end(request)),
    hear<UndiciMessage>('undici:request:error', ({ request }) => {
      underWay.get(request)?.failed();
      end(request);
    }),
  ];
  return undoAll(stops);
}

/** In the place of the one that is there: added to it, the host's would be sent twice. */
function setHeader(request: UndiciRequest, name: string, value: string): void {
  const { headers } = request;
  const at = placeOf(headers, name);
  if (at < 0) {
    request.addHeader(name, value);
  } else if (typeof headers === 'string') {
    const lines = headers.split('\r\n');
    lines[at] = `${name}: ${value}`;
    request.headers = lines.join('\r\n');
  } else {
    headers[at + 1] = value;
  }
}

type RawHeaders = string | Array<string | string[] | Uint8Array>;

function findHeader(headers: RawHeaders, wanted: string): string | undefined {
  const at = placeOf(headers, wanted);
  if (at < 0) {
    return undefined;
  }
  return typeof headers === 'string'
    ? headers
        .split('\r\n')
        [at]?.slice(wanted.length + 1)
        .trim()
    : String(headers[at + 1]);
}

/** Which line of the text, or where in the row. */
function placeOf(headers: RawHeaders, wanted: string): number {
  return typeof headers === 'string'
    ? headers.split('\r\n').findIndex((line) => line.toLowerCase().startsWith(`${wanted}:`))
    : headers.findIndex((name, index) => index % 2 === 0 && String(name).toLowerCase() === wanted);
}
