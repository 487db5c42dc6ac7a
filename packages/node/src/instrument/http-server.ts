import type { IncomingMessage, ServerResponse } from 'node:http';
import { hear } from './hear.ts';

/** A request that a server of this process was just handed. */
export interface ServerExchange {
  request: IncomingMessage;
  response: ServerResponse;
}

/**
 * Hears of every request to a `node:http` or `node:https` server, before its `request` event and in the same turn: what
 * the listener puts in force with `enterWith` is in force in the host's handlers. Nothing is patched; in every Node from
 * 18.0 on the channel is there and speaks then. From Node 24 on, a handler of a later chunk of the body (`data`, `end`)
 * runs outside, as it does for every AsyncLocalStorage. HTTP/2 has no such channel. Returns the undo.
 */
export function onServerRequest(listener: (exchange: ServerExchange) => void): () => void {
  return hear('http.server.request.start', listener);
}
