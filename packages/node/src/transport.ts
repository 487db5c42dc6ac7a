import {
  createTransport,
  guard,
  type SendRequest,
  type SendResponse,
  type Transport,
  type TransportFactoryOptions,
} from '@vedette/core';
import { type NodeContext, nodeContext } from './async-context.ts';
import { createHttpWay } from './connection/by-http.ts';
import { createDirectWay } from './connection/direct.ts';
import type { NodeOnly, Post } from './connection/post.ts';
import { loadBuiltin } from './load-builtin.ts';

export interface HttpSender {
  /** Posts bytes. Rejects when no answer came within `ANSWER_TIMEOUT_MS`, or the connection failed. */
  send(request: SendRequest): Promise<SendResponse>;
  /** What `send` was given and has not yet handed to the operating system: what is lost if the process ends now. */
  unsent(): SendRequest[];
  /** Whether this very body was handed to the operating system, and no answer has come yet. */
  hasLeft(body: SendRequest['body']): boolean;
  /** What is sent in this turn of the event loop is posted in the next: if there is none, loading `net` was in vain. */
  postpone(): void;
}

/** Bodies above this many bytes are compressed; below, gzip costs more than it saves. Source: wire-protocol. */
const GZIP_ABOVE_BYTES = 32 * 1024;

/**
 * Posts over connections that are kept open, yet do not keep the process alive. What they need is loaded when first
 * sending, because it is most of what starting this SDK would cost.
 */
export function createHttpSender(context: NodeContext): HttpSender {
  const directWays = new Map<string, ReturnType<typeof createDirectWay>>();
  const httpWay = createHttpWay();
  const unsent = new Set<SendRequest>();
  const unanswered = new Set<SendRequest>();
  let waiting: Post[] = [];
  let isPostponed = false;

  const dispatch = (post: Post): void => {
    const { request } = post;
    try {
      if (!directWays.has(request.url)) {
        directWays.set(request.url, createDirectWay(request));
      }
      if (!directWays.get(request.url)?.(post)) {
        httpWay(post);
      }
    } catch (error) {
      post.failed(error as Error);
    }
  };

  const compress = (post: Post): void => {
    loadBuiltin('node:zlib').gzip(post.body, (error, bytes) =>
      error ? post.failed(error) : dispatch({ ...post, body: bytes, encoding: 'gzip' }),
    );
  };

  const postWaiting = (): void => {
    const posts = waiting;
    waiting = [];
    // Outside of any scopes: a connection lives long and must not keep the request that opened it alive.
    context.exit(() => {
      for (const post of posts) {
        (Buffer.byteLength(post.body) > GZIP_ABOVE_BYTES ? compress : dispatch)(post);
      }
    });
  };

  const send = (request: SendRequest): Promise<SendResponse> =>
    new Promise((resolve, reject) => {
      const forget = (): void => {
        unsent.delete(request);
        unanswered.delete(request);
      };
      unsent.add(request);
      waiting.push({
        request,
        body: request.body,
        left() {
          unsent.delete(request);
          unanswered.add(request);
        },
        answered(response) {
          forget();
          resolve(response);
        },
        failed(error) {
          forget();
          reject(error);
        },
      });
      if (waiting.length === 1 && !isPostponed) {
        // Not at once: what a dying process has begun to write here, nobody knows whether to send again.
        process.nextTick(postWaiting);
      }
    });

  return {
    send,
    unsent: () => [...unsent],
    hasLeft: (body) => [...unanswered].some((request) => request.body === body),
    postpone() {
      isPostponed = true;
      setImmediate(() => {
        isPostponed = false;
        guard(postWaiting);
      });
    },
  };
}

/** What a host may give as `transportOptions`. */
export type NodeTransportOptions = TransportFactoryOptions & NodeOnly;

/** The transport that Node has anyway, for a `transport` option that wraps it. */
export function makeNodeTransport(options: NodeTransportOptions): Transport {
  const { send } = createHttpSender(nodeContext());
  return createTransport(options, ({ body }) => send({ ...options, body }));
}
