import type { SendRequest, SendResponse } from '@vedette/core';
import { nativeFetch } from './instrument/fetch.ts';

/** Bytes that may be under way with `keepalive`; browsers refuse more than 64 KiB. Source: wire-protocol, "HTTP request". */
const MAX_KEEPALIVE_BYTES = 60_000;
/** Requests that may be; Chromium refuses the sixteenth. Source: the same. */
const MAX_KEEPALIVE_REQUESTS = 15;

let bytesUnderWay = 0;
let requestsUnderWay = 0;

/**
 * Posts by the page's own `fetch`, as it was before anyone (we too) patched it where that is known. Within the budget a
 * request outlives its page; above it, it is an ordinary one. No preflight: text goes out as `text/plain`.
 */
export async function send({ url, body, headers }: SendRequest): Promise<SendResponse> {
  const bytes = new Blob([body as BlobPart]).size;
  const keepalive = bytesUnderWay + bytes <= MAX_KEEPALIVE_BYTES && requestsUnderWay + 1 < MAX_KEEPALIVE_REQUESTS;
  if (keepalive) {
    bytesUnderWay += bytes;
    requestsUnderWay++;
  }
  try {
    const response = await nativeFetch()(url, {
      method: 'POST',
      body: body as BodyInit,
      headers,
      keepalive,
      referrerPolicy: 'strict-origin',
    });
    return {
      statusCode: response.status,
      headers: {
        'x-sentry-rate-limits': response.headers.get('X-Sentry-Rate-Limits'),
        'retry-after': response.headers.get('Retry-After'),
      },
    };
  } finally {
    if (keepalive) {
      bytesUnderWay -= bytes;
      requestsUnderWay--;
    }
  }
}
