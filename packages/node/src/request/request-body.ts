import type { IncomingMessage } from 'node:http';
import { guard } from '@vedette/core';
import type { ServerRequest } from '../instrument/http-server.ts';

/** How much of a body is kept. */
export type BodySize = 'none' | 'small' | 'medium' | 'always';

/** In bytes. Source: sdk-behaviour, `httpIntegration`. */
const MAX_BYTES: Record<BodySize, number> = { none: 0, small: 1000, medium: 10_000, always: 1024 * 1024 };

/** What is text that can be read. Of files nothing is kept, and of what is compressed neither. */
const TEXT = /^(text\/|application\/([\w.+-]*(json|xml)|x-www-form-urlencoded|graphql|x-ndjson)\b)/i;

interface Body {
  chunks: Uint8Array[];
  bytes: number;
  isCut: boolean;
}

const bodies = new WeakMap<object, Body>();

/**
 * Keeps the beginning of a request's body as it arrives, up to `size`. The stream is not read and gets no listener: what
 * Node's parser hands to it is looked at on the way, so that the host reads it when and how it likes, or not at all.
 */
export function keepBody(request: ServerRequest, size: BodySize): void {
  const { headers } = request;
  const encoding = headers['content-encoding'] ?? 'identity';
  const hasBody = headers['content-length'] !== '0' && (headers['content-length'] ?? headers['transfer-encoding']);
  const maxBytes = MAX_BYTES[size] ?? 0;
  const incoming = request as IncomingMessage;
  if (!maxBytes || !hasBody || encoding !== 'identity' || !TEXT.test(headers['content-type'] ?? '') || !incoming.push) {
    return;
  }
  const body: Body = { chunks: [], bytes: 0, isCut: false };
  bodies.set(request, body);
  const { push } = incoming;
  incoming.push = function (this: IncomingMessage, chunk: unknown, ...rest: never[]) {
    guard(() => {
      if (chunk === null || body.isCut) {
        // As it was before, for whoever looks: the method is its class's again.
        Reflect.deleteProperty(incoming, 'push');
      } else {
        keep(body, chunk as Uint8Array, maxBytes);
      }
    });
    return push.call(this, chunk, ...rest);
  };
}

/** What was kept of a request's body so far, as text; `undefined` when there is nothing. What was cut ends in `...`. */
export function bodyOf(request: ServerRequest): string | undefined {
  const body = bodies.get(request);
  if (!body?.bytes) {
    return undefined;
  }
  const text = Buffer.concat(body.chunks).toString('utf8');
  // Cut inside of a character, its half reads as a replacement.
  return body.isCut ? `${text.replace(/\uFFFD$/, '')}...` : text;
}

function keep(body: Body, chunk: Uint8Array, maxBytes: number): void {
  const room = maxBytes - body.bytes;
  body.isCut = chunk.length > room;
  // Copied, because a chunk is a view of all that was read from the connection at once.
  const part = Uint8Array.from(chunk.subarray(0, room));
  body.chunks.push(part);
  body.bytes += part.length;
}
