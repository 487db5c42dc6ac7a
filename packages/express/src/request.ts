import type { IncomingMessage, ServerResponse } from 'node:http';
import { withRequestScopes } from '@vedette/node';
import { hearRoutes } from './express-integration.ts';

/** A middleware, in the shape that every version of Express and Connect takes. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;

/**
 * Sees to it that what follows runs in the scopes of its request, with the root span. Needed only where these are not
 * there by themselves: with `httpIntegration` left out, with HTTP/2, or behind a middleware that loses them.
 */
export function vedetteMiddleware(): Middleware {
  hearRoutes();
  return (request, response, next) => withRequestScopes(request, response, () => next());
}
