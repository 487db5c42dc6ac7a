import type { IncomingMessage, ServerResponse } from 'node:http';
import { captureException, guard, withRequestScopes } from '@vedette/node';
import { hearRoutes } from './express-integration.ts';

/** An error as middlewares throw it. */
export interface MiddlewareError extends Error {
  status?: number | string;
  statusCode?: number | string;
  status_code?: number | string;
  output?: { statusCode?: number | string };
}

export interface ExpressErrorHandlerOptions {
  /** Whether an error is reported. @default those with status 500 and above, or none */
  shouldHandleError?: (error: MiddlewareError) => boolean;
}

export type ErrorMiddleware = (
  error: MiddlewareError,
  request: IncomingMessage,
  response: ServerResponse,
  next: (error: MiddlewareError) => void,
) => void;

/**
 * Reports errors of routes and middlewares, and hands every one on to the next error handler. The event's id is then at
 * `response.sentry`. Source: sdk-behaviour, "Express".
 */
export function expressErrorHandler({
  shouldHandleError = isServerError,
}: ExpressErrorHandlerOptions = {}): ErrorMiddleware {
  hearRoutes();
  // Express knows an error handler by its four parameters.
  return (error, request, response, next) => {
    guard(() => {
      if (shouldHandleError(error)) {
        withRequestScopes(request, response, () => {
          (response as ServerResponse & { sentry?: string }).sentry = captureException(error, {
            mechanism: { type: 'auto.middleware.express', handled: false },
          });
        });
      }
    });
    next(error);
  };
}

/** Adds the error handler to an application: behind all routes, and before error handlers of its own. */
export function setupExpressErrorHandler(
  app: { use(middleware: ErrorMiddleware): unknown },
  options?: ExpressErrorHandlerOptions,
): void {
  app.use(expressErrorHandler(options));
}

function isServerError(error: MiddlewareError): boolean {
  const status = error?.status ?? error?.statusCode ?? error?.status_code ?? error?.output?.statusCode;
  const code = Number.parseInt(String(status ?? 500), 10);
  return Number.isNaN(code) || code >= 500;
}
