import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { onEmittedRequest } from '../other-runtimes/emitted-requests.ts';
import { RUNTIME } from '../other-runtimes/runtime.ts';
import { hear } from './hear.ts';

/** What is read of a request: an `IncomingMessage`, or the head of an HTTP/2 stream in the same shape. */
export interface ServerRequest {
  method?: string | undefined;
  url?: string | undefined;
  headers: IncomingHttpHeaders;
  httpVersion: string;
  socket: Socket;
}

/** What is read of its response: a `ServerResponse`, or what an HTTP/2 stream has sent. */
export interface ServerAnswer {
  readonly statusCode: number;
  readonly headersSent: boolean;
  /** Whether all of it was handed to the operating system. */
  readonly writableFinished: boolean;
  getHeader(name: string): number | string | string[] | undefined;
  /** Hears of its end, sent or not. */
  on(name: 'close', listener: () => void): unknown;
}

/** A request that a server of this process was just handed. */
export interface ServerExchange {
  request: ServerRequest;
  response: ServerAnswer;
}

/**
 * Hears of every request to a `node:http` or `node:https` server, before its `request` event and in the same turn: what
 * the listener puts in force with `enterWith` is in force in the host's handlers. Nothing is patched; in every Node from
 * 18.0 on the channel is there and speaks then. From Node 24 on, a handler of a later chunk of the body (`data`, `end`)
 * runs outside, as it does for every AsyncLocalStorage. Upgrades are not told of. Returns the undo.
 */
export function onServerRequest(listener: (exchange: ServerExchange) => void): () => void {
  return RUNTIME === 'bun' ? onEmittedRequest(listener) : hear('http.server.request.start', listener);
}
