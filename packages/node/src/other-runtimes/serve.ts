import { hearToldRoutes } from '../libraries/web-route.ts';
import { replaceMethod } from './replace-method.ts';
import { RUNTIME } from './runtime.ts';
import { type ServeListener, serveRequest } from './served-request.ts';

type Handler = (this: unknown, request: Request, ...rest: unknown[]) => unknown;
type Options = Record<string, unknown>;

/** What both runtimes keep on a global of their own. */
interface Serving {
  serve(...args: unknown[]): { reload?: (options: Options) => unknown };
}

/**
 * Hears of every request to servers that are started from now on with `Bun.serve` or `Deno.serve`, or with what a module
 * exports to be served by Bun. Not of `deno serve`, nor of sockets. Returns the undo.
 */
export function onServe(listener: ServeListener): () => void {
  const { Bun: bun, Deno: deno } = globalThis as { Bun?: Serving; Deno?: Serving };
  // By the name, since packages that make Deno's programs run in Node define its global.
  if (RUNTIME === 'node') {
    return () => {};
  }
  const stopRoutes = hearToldRoutes();
  const stopServing = RUNTIME === 'bun' ? onBunServe(bun as Serving, listener) : onDenoServe(deno as Serving, listener);
  return () => {
    stopServing();
    stopRoutes();
  };
}

function onBunServe(bun: Serving, listener: ServeListener): () => void {
  return replaceMethod(bun, 'serve', ([options, ...rest], call) => {
    const server = call([hearBunHandlers(options as Options, listener), ...rest]) as ReturnType<Serving['serve']>;
    const { reload } = server;
    if (reload) {
      server.reload = (next) => reload.call(server, hearBunHandlers(next, listener));
    }
    return server;
  });
}

/** It is given a handler, options and a handler, or options with a handler. */
function onDenoServe(deno: Serving, listener: ServeListener): () => void {
  const heard = (arg: unknown): unknown => {
    if (typeof arg === 'function') {
      return hearDenoHandler(arg as Handler, listener);
    }
    const { handler } = (arg ?? {}) as { handler?: unknown };
    return typeof handler === 'function' ? { ...(arg as Options), handler: heard(handler) } : arg;
  };
  return replaceMethod(deno, 'serve', (args, call) => call(args.map(heard)));
}

function hearDenoHandler(handler: Handler, listener: ServeListener): Handler {
  return function (request, info, ...rest) {
    const remoteAddress = (): string | undefined =>
      (info as { remoteAddr?: { hostname?: string } } | undefined)?.remoteAddr?.hostname;
    return serveRequest({ request, remoteAddress }, listener, () => handler.call(this, request, info, ...rest));
  };
}

/** The same options with handlers that are heard. Bun's own `node:http` serves by other ones, which are left alone. */
function hearBunHandlers(options: Options, listener: ServeListener): Options {
  if (!options || 'onNodeHTTPRequest' in options) {
    return options;
  }
  const { fetch, routes } = options as { fetch?: unknown; routes?: Record<string, unknown> };
  return {
    ...options,
    ...(typeof fetch === 'function' && { fetch: hearBunHandler(fetch as Handler, listener) }),
    ...(routes && { routes: mapValues(routes, (value, path) => hearBunRoute(value, path, listener)) }),
  };
}

/** A handler, one for each method, or a response that is always the same and of which nothing is heard. */
function hearBunRoute(value: unknown, path: string, listener: ServeListener): unknown {
  if (typeof value === 'function') {
    return hearBunHandler(value as Handler, listener, path);
  }
  const isByMethod = Object.getPrototypeOf(Object(value)) === Object.prototype;
  return isByMethod ? mapValues(value as Options, (one) => hearBunRoute(one, path, listener)) : value;
}

function hearBunHandler(handler: Handler, listener: ServeListener, route?: string): Handler {
  return function (request, server, ...rest) {
    const remoteAddress = (): string | undefined =>
      (server as { requestIP?(of: Request): { address: string } | null } | undefined)?.requestIP?.(request)?.address;
    return serveRequest({ request, remoteAddress, route }, listener, () =>
      handler.call(this, request, server, ...rest),
    );
  };
}

function mapValues(values: Options, change: (value: unknown, key: string) => unknown): Options {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value, key)]));
}
