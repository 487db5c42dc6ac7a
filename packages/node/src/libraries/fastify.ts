import type { IncomingMessage, ServerResponse } from 'node:http';
import { captureException, guard, type Integration, undoAll } from '@vedette/core';
import { hear } from '../instrument/hear.ts';
import { withRequestScopes } from '../request/request-scopes.ts';
import { hearToldRoutes, tellRoute } from './web-route.ts';

interface FastifyRequest {
  raw: IncomingMessage;
  /** Since Fastify 4.10. */
  routeOptions?: { url?: string };
  /** Before. */
  routerPath?: string;
}

interface FastifyReply {
  raw: ServerResponse;
  statusCode: number;
}

/** The part of a Fastify instance that is used, in all versions from 3 on. */
interface FastifyLike {
  addHook(name: 'onRequest', hook: (request: FastifyRequest, reply: FastifyReply, done: () => void) => void): unknown;
  addHook(
    name: 'onError',
    hook: (request: FastifyRequest, reply: FastifyReply, error: Error, done: () => void) => void,
  ): unknown;
}

export interface FastifyOptions {
  /** Whether an error is reported. @default those answered with status 500 and above, or with 299 and below */
  shouldHandleError?: (error: Error, request: FastifyRequest, reply: FastifyReply) => boolean;
}

/** Of each instance that has our hooks already. */
const optionsOf = new WeakMap<object, FastifyOptions>();

/**
 * Names requests of every Fastify instance made from now on by their route, and reports the errors of their routes and hooks.
 * Instances are heard of through Fastify's channel `fastify.initialization`.
 */
export function fastifyIntegration(options: FastifyOptions = {}): Integration {
  return {
    name: 'Fastify',
    setup() {
      const stops = [
        hear<{ fastify: FastifyLike }>('fastify.initialization', ({ fastify }) => addHooks(fastify, options)),
        hearToldRoutes(),
      ];
      return undoAll(stops);
    },
  };
}

/**
 * Names the requests of an instance and reports its errors, also of one made before `init`. Call it before routes are added.
 * What is already heard of by `fastifyIntegration` is not reported twice; of `shouldHandleError` the last given
 * counts.
 */
export function setupFastifyErrorHandler(fastify: object, options: FastifyOptions = {}): void {
  guard(() => {
    hearToldRoutes();
    addHooks(fastify as FastifyLike, options);
  });
}

function addHooks(fastify: FastifyLike, options: FastifyOptions): void {
  const isNew = !optionsOf.has(fastify);
  optionsOf.set(fastify, { ...optionsOf.get(fastify), ...options });
  if (!isNew) {
    return;
  }
  fastify.addHook('onRequest', (request, _reply, done) => {
    guard(() => tellRoute(request.raw, () => routeOf(request)));
    done();
  });
  fastify.addHook('onError', (request, reply, error, done) => {
    guard(() => {
      const { shouldHandleError = isServerError } = optionsOf.get(fastify) ?? {};
      if (shouldHandleError(error, request, reply)) {
        withRequestScopes(request.raw, reply.raw, () =>
          captureException(error, { mechanism: { type: 'auto.function.fastify', handled: false } }),
        );
      }
    });
    done();
  });
}

/** Where there is the one, asking for the other writes a warning. */
function routeOf(request: FastifyRequest): string | undefined {
  return request.routeOptions ? request.routeOptions.url : request.routerPath;
}

/** Source: Sentry's SDK. An error with a status that says all is well is none that was foreseen. */
function isServerError(_error: Error, _request: FastifyRequest, { statusCode }: FastifyReply): boolean {
  return statusCode >= 500 || statusCode <= 299;
}
