import type { IncomingMessage, ServerResponse } from 'node:http';
import { captureException, guard, type Integration } from '@vedette/core';
import { withRequestScopes } from '../request/request-scopes.ts';
import { hearToldRoutes, tellRoute } from './web-route.ts';

interface HonoContext {
  error?: Error | undefined;
  req: { raw?: Request; routePath?: string; matchedRoutes?: Array<{ path: string }> };
  /** What `@hono/node-server` gives. */
  env?: { incoming?: IncomingMessage; outgoing?: ServerResponse };
}

interface HonoLike {
  use(middleware: (context: HonoContext, next: () => Promise<void>) => Promise<void>): unknown;
}

export interface HonoOptions {
  /** Whether an error is reported. @default all but those with a status from 300 to 499 */
  shouldHandleError?: (error: Error) => boolean;
}

/** Names requests that pass `honoMiddleware` by their route. */
export function honoIntegration(): Integration {
  return { name: 'Hono', setup: hearToldRoutes };
}

/**
 * Adds a middleware to an application, before its routes: it names requests by their route and reports errors of handlers
 * and middlewares. The application's own `onError` answers as before. For Hono on `@hono/node-server`, and with
 * `Bun.serve` and `Deno.serve`; elsewhere errors are reported without a request.
 */
export function honoMiddleware(app: object, { shouldHandleError = isServerError }: HonoOptions = {}): void {
  hearToldRoutes();
  (app as HonoLike).use(async (context, next) => {
    const { incoming, outgoing } = context.env ?? {};
    const request = incoming ?? context.req.raw;
    if (request) {
      guard(() => tellRoute(request, () => routeOf(context)));
    }
    const tell = (error: unknown): void =>
      guard(() => {
        if (error && shouldHandleError(error as Error)) {
          const report = (): unknown =>
            captureException(error, { mechanism: { type: 'auto.middleware.hono', handled: false } });
          incoming && outgoing ? withRequestScopes(incoming, outgoing, report) : report();
        }
      });
    try {
      await next();
    } catch (error) {
      // What was thrown is no Error; Hono has nobody answer it.
      tell(error);
      throw error;
    }
    // Hono keeps an Error in the context, and has `onError` answer it.
    tell(context.error);
  });
}

/** The name of `honoMiddleware` in Sentry's version 10. */
export function setupHonoErrorHandler(app: object, options: HonoOptions = {}): void {
  honoMiddleware(app, options);
}

/** The last that matched: a handler, if there is one, for middlewares match by a star. */
function routeOf({ req }: HonoContext): string | undefined {
  const path = req.matchedRoutes?.at(-1)?.path ?? req.routePath;
  return path?.endsWith('*') ? undefined : path;
}

function isServerError(error: Error & { status?: unknown }): boolean {
  return !(typeof error.status === 'number' && error.status >= 300 && error.status < 500);
}
