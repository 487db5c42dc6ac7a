import type { IncomingMessage, ServerResponse } from 'node:http';
import { captureException, guard, type Integration } from '@vedette/core';
import { withRequestScopes } from '../request/request-scopes.ts';
import { isServerError } from './is-server-error.ts';
import { hearToldRoutes, tellRoute } from './web-route.ts';

interface KoaContext {
  req: IncomingMessage;
  res: ServerResponse;
  /** Set by koa-router and `@koa/router`. */
  _matchedRoute?: string | RegExp;
}

interface KoaLike {
  use(middleware: (context: KoaContext, next: () => Promise<unknown>) => Promise<void>): unknown;
}

/**
 * Names requests that pass the middleware of `setupKoaErrorHandler` by their route. Layers have no spans, so the option, taken
 * for who moves over, finds nothing to ignore.
 */
export function koaIntegration(_options?: { ignoreLayersType?: Array<'middleware' | 'router'> }): Integration {
  return { name: 'Koa', setup: hearToldRoutes };
}

/**
 * Adds a middleware, to be the first: it names requests by the route of koa-router that took them, and reports errors that
 * nobody behind it has caught; `ctx.throw(4xx)` is an answer and not reported. Every error goes on to Koa.
 */
export function setupKoaErrorHandler(app: object): void {
  hearToldRoutes();
  (app as KoaLike).use(async (context, next) => {
    guard(() => tellRoute(context.req, () => context._matchedRoute?.toString()));
    try {
      await next();
    } catch (error) {
      guard(() => {
        if (isServerError(error)) {
          withRequestScopes(context.req, context.res, () =>
            captureException(error, { mechanism: { type: 'auto.middleware.koa', handled: false } }),
          );
        }
      });
      throw error;
    }
  });
}
