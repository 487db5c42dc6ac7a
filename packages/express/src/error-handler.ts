import type { IncomingMessage, ServerResponse } from 'node:http';
import { captureException, guard, lastEventId, withRequestScopes } from '@vedette/node';
import { hearRoutes } from './hear-routes.ts';
import { seeApp } from './layers/trace-layers.ts';
import { markOurs, seeError, seenError } from './registration.ts';
import type { Application } from './route-patterns.ts';

/** An error as middlewares throw it. */
export interface MiddlewareError extends Error {
  status?: number | string;
  statusCode?: number | string;
  status_code?: number | string;
  output?: { statusCode?: number | string };
}

export interface ExpressErrorHandlerOptions {
  /** Whether an error is reported. When it throws, the error is not. @default those with status 500 and above, or none */
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
 * `response.sentry`. An error that passes several of these handlers is reported once. Source: sdk-behaviour, "Express".
 */
export function expressErrorHandler({
  shouldHandleError = isServerError,
}: ExpressErrorHandlerOptions = {}): ErrorMiddleware {
  hearRoutes();
  // Express knows an error handler by its four parameters.
  return markOurs<ErrorMiddleware>('error handler', (error, request, response, next) => {
    guard(() => report(error, request, response, shouldHandleError));
    next(error);
  });
}

/** Adds the error handler to an application: behind all routes, and before error handlers of its own. */
export function setupExpressErrorHandler(
  app: { use(middleware: ErrorMiddleware): unknown },
  options?: ExpressErrorHandlerOptions,
): void {
  app.use(expressErrorHandler(options));
  seeApp(app as Application);
}

function report(
  error: MiddlewareError,
  request: IncomingMessage,
  response: ServerResponse & { sentry?: string },
  shouldHandleError: (error: MiddlewareError) => boolean,
): void {
  const isRepeat = seenError(response) === error;
  seeError(response, error);
  if (!isRepeat && shouldHandleError(error)) {
    withRequestScopes(request, response, () => {
      const id = captureException(error, { mechanism: { type: 'auto.middleware.express', handled: false } });
      // What the host has captured before it passed it on keeps the id it got there.
      response.sentry = lastEventId() ?? id;
    });
  }
}

function isServerError(error: MiddlewareError): boolean {
  const status = error?.status ?? error?.statusCode ?? error?.status_code ?? error?.output?.statusCode;
  const code = Number.parseInt(String(status ?? 500), 10);
  return Number.isNaN(code) || code >= 500;
}
