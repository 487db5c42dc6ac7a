import type { IncomingMessage, ServerResponse } from 'node:http';
import { captureException, guard, type Integration } from '@vedette/core';
import { withRequestScopes } from '../request/request-scopes.ts';
import { isServerError } from './is-server-error.ts';
import { hearToldRoutes, tellRoute } from './web-route.ts';

type Next = (error?: unknown) => void;
type ConnectRequest = IncomingMessage & { originalUrl?: string };

interface ConnectLike {
  use(handle: (error: unknown, request: ConnectRequest, response: ServerResponse, next: Next) => void): unknown;
  stack: Array<{ route: string; handle(request: ConnectRequest, response: ServerResponse, next: Next): void }>;
}

/** Names requests to applications of `setupConnectErrorHandler` by the longest path that a middleware is mounted at. */
export function connectIntegration(): Integration {
  return { name: 'Connect', setup: hearToldRoutes };
}

/**
 * Reports errors that middlewares hand on or throw, and hands each on; those with a status from 300 to 499 are answers and not
 * reported. Call it behind all middlewares, and before error handlers of the application's own.
 */
export function setupConnectErrorHandler(app: object): void {
  guard(() => {
    hearToldRoutes();
    const { stack } = app as ConnectLike;
    stack.unshift({
      route: '',
      handle(request, _response, next) {
        guard(() => tellRoute(request, () => mountOf(request, stack)));
        next();
      },
    });
    // Connect knows an error handler by its four parameters.
    (app as ConnectLike).use((error, request, response, next) => {
      guard(() => {
        if (isServerError(error)) {
          withRequestScopes(request, response, () =>
            captureException(error, { mechanism: { type: 'auto.middleware.connect', handled: false } }),
          );
        }
      });
      next(error);
    });
  });
}

/** As Connect compares them: by their beginning, in any case, up to the next `/` or `.`. */
function mountOf({ originalUrl, url = '' }: ConnectRequest, stack: ConnectLike['stack']): string | undefined {
  const [path = ''] = (originalUrl ?? url).split('?');
  const mounts = stack.filter(
    ({ route }) => path.toLowerCase().startsWith(route.toLowerCase()) && /^([/.]|$)/.test(path.slice(route.length)),
  );
  return mounts.reduce((longest, { route }) => (route.length > longest.length ? route : longest), '') || undefined;
}
