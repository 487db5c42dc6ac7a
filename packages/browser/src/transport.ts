import {
  createTransport,
  type SendRequest,
  type SendResponse,
  type Transport,
  type TransportFactoryOptions,
} from '@vedette/core';
import { nativeFetch } from './instrument/fetch.ts';

/** Bytes that may be under way with `keepalive`; browsers refuse more than 64 KiB. Source: wire-protocol, "HTTP request". */
const MAX_KEEPALIVE_BYTES = 60_000;
/** Requests that may be; Chromium refuses the sixteenth. Source: the same. */
const MAX_KEEPALIVE_REQUESTS = 15;
/** Bodies above this many characters are compressed, where that is asked for. Source: the same, for Node. */
const GZIP_ABOVE = 32_768;

let bytesUnderWay = 0;
let requestsUnderWay = 0;

/**
 * Posts by the page's own `fetch`, as it was before anyone (we too) patched it where that is known. Within the budget a
 * request outlives its page; above it, and where the browser refuses because others of the page have used the budget up,
 * it is an ordinary one. No preflight: text goes out as `text/plain`. The host's `fetchOptions` win over all of ours.
 */
export async function send(
  { url, body, headers, fetchOptions }: SendRequest,
  fetch: typeof globalThis.fetch = nativeFetch(),
): Promise<SendResponse> {
  // Not `new Blob(...).size`: a blob asks another process, which takes Chromium a millisecond.
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body).length : body.length;
  const outlives = bytesUnderWay + bytes <= MAX_KEEPALIVE_BYTES && requestsUnderWay + 1 < MAX_KEEPALIVE_REQUESTS;
  const post = (keepalive: boolean): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      body: body as BodyInit,
      headers,
      keepalive,
      referrerPolicy: 'strict-origin',
      ...(fetchOptions as RequestInit),
    });
  const response = await (outlives ? postWithin(bytes, post) : post(false));
  return {
    statusCode: response.status,
    headers: {
      'x-sentry-rate-limits': response.headers.get('x-sentry-rate-limits'),
      'retry-after': response.headers.get('retry-after'),
    },
  };
}

async function postWithin(bytes: number, post: (keepalive: boolean) => Promise<Response>): Promise<Response> {
  const giveBack = (): void => {
    bytesUnderWay -= bytes;
    requestsUnderWay--;
  };
  bytesUnderWay += bytes;
  requestsUnderWay++;
  try {
    const response = await post(true);
    // Chromium counts a request until its answer is read to the end.
    response.text().then(giveBack, giveBack);
    return response;
  } catch {
    giveBack();
    return post(false);
  }
}

/** What a host may give as `transportOptions`. */
export interface BrowserTransportOptions extends TransportFactoryOptions {
  /** For `fetch`; wins over ours. */
  fetchOptions?: RequestInit;
  /**
   * Compress large bodies while the page is visible, for a backend whose CORS headers allow `Content-Encoding`: it makes
   * a preflight necessary. @default false
   */
  gzip?: boolean;
}

/** The transport that browsers have anyway, for a `transport` option that wraps it. */
export function makeFetchTransport(options: BrowserTransportOptions, fetch?: typeof globalThis.fetch): Transport {
  const { url, headers, fetchOptions, gzip } = options;
  return createTransport(options, ({ body }) => {
    const request = { url, body, headers, fetchOptions };
    return gzip && body.length > GZIP_ABOVE && 'CompressionStream' in globalThis && isVisible()
      ? compress(body).then((bytes) =>
          send({ ...request, body: bytes, headers: { ...headers, 'Content-Encoding': 'gzip' } }, fetch),
        )
      : send(request, fetch);
  });
}

/** A page that may be gone before the bytes are compressed sends them as they are. */
function isVisible(): boolean {
  return (globalThis.document as Document | undefined)?.visibilityState !== 'hidden';
}

async function compress(body: string | Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([body as BlobPart]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
