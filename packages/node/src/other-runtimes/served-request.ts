import { guard, isThenable } from '@vedette/core';
import { nodeContext } from '../async-context.ts';
import type { ServerAnswer, ServerExchange, ServerRequest } from '../instrument/http-server.ts';
import { tellRoute } from '../libraries/web-route.ts';

/** Hears of requests to a server whose handlers are given a `Request` and return a `Response`. */
export interface ServeListener {
  /** What it puts in force with `enterWith` is in force in the handler. */
  entered(exchange: ServerExchange): void;
  /** What a handler threw, or its promise was rejected with, while the scopes of the request are in force. */
  failed(error: unknown): void;
}

/** A handler's call, with what is told of it. */
export interface ServedCall {
  request: Request;
  /** Asked only if somebody wants to know. */
  remoteAddress: () => string | undefined;
  /** The pattern that matched, if the server itself knows routes. */
  route?: string | undefined;
}

/**
 * Calls a handler for a request, in scopes of its own, and hands through what it returns or throws. The request is over with
 * the handler's answer, though a body that is a stream may follow.
 */
export function serveRequest<T>(call: ServedCall, listener: ServeListener, handler: () => T): T {
  const context = nodeContext();
  const outside = context.get();
  const { answer, close } = createAnswer();
  const fail = (error: unknown): never => {
    guard(() => listener.failed(error));
    // What both runtimes answer then, unless the host has said otherwise.
    guard(() => close(new Response(null, { status: 500 })));
    throw error;
  };
  try {
    guard(() => listener.entered({ request: headOf(call), response: answer }));
    const result = handler();
    if (isThenable(result)) {
      const chained = result.then((response) => {
        guard(() => close(response));
        return response;
      }, fail);
      return chained as T;
    }
    guard(() => close(result));
    return result;
  } catch (error) {
    return fail(error);
  } finally {
    // By hand: in Bun, what is entered inside of an outermost `run(undefined)` stays in force after it.
    context.enterWith(outside);
  }
}

function headOf({ request, remoteAddress, route }: ServedCall): ServerRequest {
  const { method, url } = request;
  const { protocol, pathname, search } = new URL(url);
  const socket = {
    encrypted: protocol === 'https:',
    get remoteAddress() {
      return remoteAddress();
    },
  };
  if (route !== undefined) {
    tellRoute(request, () => route);
  }
  const head: ServerRequest & { raw: Request } = {
    // What a framework tells of its route it tells of the request that it was given.
    raw: request,
    method,
    url: pathname + search,
    headers: Object.fromEntries(request.headers),
    httpVersion: '1.1',
    socket: socket as unknown as ServerRequest['socket'],
  };
  return head;
}

/** Without a response, as when a connection is upgraded, nothing is told to have been sent. */
function createAnswer(): { answer: ServerAnswer; close: (response: unknown) => void } {
  const listeners: Array<() => void> = [];
  let sent: Response | undefined;
  const answer: ServerAnswer = {
    get statusCode() {
      return sent?.status ?? 0;
    },
    get headersSent() {
      return sent !== undefined;
    },
    writableFinished: true,
    getHeader: (name) => sent?.headers.get(name) ?? undefined,
    on: (_name, heard) => listeners.push(heard),
  };
  return {
    answer,
    close(response) {
      sent = response instanceof Response ? response : undefined;
      for (const heard of listeners) {
        heard();
      }
    },
  };
}
