import type { ServerResponse } from 'node:http';
import { type Event, flush, getClient, getIsolationScope, guard, type User } from '@vedette/node';
import { expressErrorHandler } from './error-handler.ts';
import { markOurs } from './registration.ts';
import { enterScopes, type Middleware } from './request.ts';
import type { RoutedRequest } from './route-name.ts';

/** What `Handlers.requestHandler` takes. Source: sdk-behaviour, "Express". */
export interface RequestHandlerOptions {
  include?: {
    /** The address of the client. @default false */
    ip?: boolean;
    /** Which parts of the request. @default what the options of `init` collect */
    request?: boolean | string[];
    /** How errors are named: `GET /users/:id`, `/users/:id`, or by the function that handles the route. @default 'methodPath' */
    transaction?: boolean | 'methodPath' | 'path' | 'handler';
    /** Which members of `request.user`. @default `id`, `username` and `email` with `sendDefaultPii`, else none */
    user?: boolean | string[];
  };
  /** Milliseconds that each response waits at most for what is queued to be sent. @default 0 */
  flushTimeout?: number;
}

/** The handlers of v7, for those who come from there. */
export const Handlers: {
  /** The first middleware. The scopes are there without it; it adds what its options say. */
  requestHandler(options?: RequestHandlerOptions): Middleware;
  /** The second middleware. Requests are traced without it. */
  tracingHandler(): Middleware;
  /** Behind the routes. */
  errorHandler: typeof expressErrorHandler;
} = { requestHandler, tracingHandler: enterScopes, errorHandler: expressErrorHandler };

const USER_KEYS = ['id', 'username', 'email'];

function requestHandler({ include, flushTimeout }: RequestHandlerOptions = {}): Middleware {
  const enter = enterScopes();
  return markOurs<Middleware>('v7 middleware', (request, response, next) =>
    enter(request, response, () => {
      guard(() => {
        getIsolationScope().addEventProcessor((event) => describe(event, request, include));
        if (flushTimeout) {
          flushBeforeEnd(response, flushTimeout);
        }
      });
      next();
    }),
  );
}

function describe(
  event: Event,
  request: RoutedRequest & { user?: unknown; ip?: string },
  {
    ip,
    request: parts,
    transaction,
    user = !!getClient()?.getOptions().sendDefaultPii,
  }: RequestHandlerOptions['include'] = {},
): Event {
  if (Array.isArray(parts)) {
    event.request = pick(event.request, parts);
  } else if (parts === false) {
    event.request = undefined;
  }
  const address = ip ? { ip_address: request.ip ?? request.socket?.remoteAddress } : {};
  const known = user ? pick(request.user as User | undefined, Array.isArray(user) ? user : USER_KEYS) : {};
  if (Object.keys({ ...address, ...known }).length > 0) {
    event.user = { ...address, ...known, ...event.user };
  }
  const method = `${request.method} `;
  if (!event.type && event.transaction?.startsWith(method)) {
    const path = event.transaction.slice(method.length);
    const names: Record<string, string | undefined> = { path, handler: request.route?.stack?.at(-1)?.name };
    event.transaction = names[String(transaction)] ?? event.transaction;
  }
  return event;
}

function pick<T extends object>(from: T | undefined, keys: string[]): Partial<T> {
  return Object.fromEntries(Object.entries(from ?? {}).filter(([key]) => keys.includes(key))) as Partial<T>;
}

/** For functions that are frozen as soon as they have answered. */
function flushBeforeEnd(response: ServerResponse, timeoutMs: number): void {
  const { end } = response;
  response.end = ((...args: Parameters<typeof end>) => {
    response.end = end;
    flush(timeoutMs)
      .then(() => end.apply(response, args))
      // What `end` would have thrown has nobody left to catch it.
      .catch((error) => response.destroy(error));
    return response;
  }) as typeof end;
}
