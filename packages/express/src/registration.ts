import type { ServerResponse } from 'node:http';
import { DEBUG, debug } from '@vedette/node';
import { type Application, type Layer, routerOf } from './route-patterns.ts';

type Kind = 'middleware' | 'error handler' | 'v7 middleware';

/** Functions of ours, so that they are known again among the layers of an application. */
const kinds = new WeakMap<object, Kind>();
/** The last error that a handler of ours was given for a response, reported or not. */
const errors = new WeakMap<ServerResponse, unknown>();

/** Marks a function as one of ours, and returns it. */
export function markOurs<T extends object>(kind: Kind, ours: T): T {
  kinds.set(ours, kind);
  return ours;
}

/** Whether a layer is one of ours. */
export function isOurs({ handle }: Layer): boolean {
  return !!handle && kinds.has(handle);
}

/** Remembers that an error handler of ours was given an error. */
export function seeError(response: ServerResponse, error: unknown): void {
  errors.set(response, error);
}

/** The last error that was seen for a response; `undefined` when there was none. */
export function seenError(response: ServerResponse): unknown {
  return errors.get(response);
}

/** Says in debug when a middleware is there twice, or made the scopes after others had already run without them. */
export function tellMiddlewareProblem(middleware: object, app: Application | undefined, madeScopes: boolean): void {
  if (!DEBUG || !app) {
    return;
  }
  const layers = layersOf(app);
  if (layers.filter((layer) => isOfKind(layer, 'middleware')).length > 1) {
    debug('vedetteMiddleware() is there more than once: once, before everything else, is enough');
  }
  const before = layers.findIndex(({ handle }) => handle === middleware);
  if (madeScopes && before > 0) {
    debug(
      `vedetteMiddleware() stands behind ${before} others (${layers[0]?.name} is the first), which run without the scopes`,
      'of their request: add it before everything else',
    );
  }
}

/** Why no error handler of ours saw an error of this application; `undefined` when it stands where it should. */
export function errorHandlerProblem(app: Application): string | undefined {
  const layers = layersOf(rootOf(app));
  const at = layers.findIndex((layer) => isOfKind(layer, 'error handler'));
  if (at < 0) {
    return 'setupExpressErrorHandler(app) is missing: add it behind all routes, and before other error handlers';
  }
  if (layers.slice(at).some(({ route, handle }) => route || handle?.stack)) {
    return 'setupExpressErrorHandler(app) stands before some of the routes, whose errors it is not given: add it behind them';
  }
  if (layers.slice(0, at).some(({ handle }) => handle?.length === 4)) {
    return 'setupExpressErrorHandler(app) stands behind another error handler, which keeps errors to itself: add it before';
  }
  return undefined;
}

/** Express 4 begins each application with two of its own. */
function layersOf(app: Application): Layer[] {
  return (routerOf(app)?.stack ?? []).filter(({ name }) => name !== 'query' && name !== 'expressInit');
}

function rootOf(app: Application): Application {
  return app.parent ? rootOf(app.parent) : app;
}

function isOfKind({ handle }: Layer, kind: Kind): boolean {
  return !!handle && kinds.get(handle) === kind;
}
