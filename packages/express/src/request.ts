import type { IncomingMessage, ServerResponse } from 'node:http';
import { getIsolationScope, guard, withRequestScopes } from '@vedette/node';
import { hearRoutes } from './hear-routes.ts';
import { seeApp } from './layers/trace-layers.ts';
import { markOurs, tellMiddlewareProblem } from './registration.ts';
import type { RoutedRequest } from './route-name.ts';

/** A middleware, in the shape that every version of Express and Connect takes. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;

/**
 * Sees to it that what follows runs in the scopes of its request, with the root span. Needed only where these are not
 * there by themselves: with `httpIntegration` left out, with HTTP/2 on a Node that does not tell of it, or behind a
 * middleware that loses them. With `debug`, one that stands too late or twice says so at the first request.
 */
export function vedetteMiddleware(): Middleware {
  const enter = enterScopes();
  let isChecked = false;
  const middleware: Middleware = (request, response, next) => {
    if (isChecked) {
      enter(request, response, next);
      return;
    }
    isChecked = true;
    const outside = getIsolationScope();
    enter(request, response, (...args) => {
      guard(() => tellMiddlewareProblem(middleware, (request as RoutedRequest).app, outside !== getIsolationScope()));
      next(...args);
    });
  };
  return markOurs('middleware', middleware);
}

/** The middleware by itself, which has no opinion about its place. */
export function enterScopes(): Middleware {
  hearRoutes();
  return markOurs<Middleware>('v7 middleware', (request, response, next) => {
    seeApp((request as RoutedRequest).app);
    withRequestScopes(request, response, () => next());
  });
}
