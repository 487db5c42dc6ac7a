import type { IncomingMessage } from 'node:http';
import { guard } from '@vedette/core';
import type { ServerRequest } from '../instrument/http-server.ts';

/** Finds the route that answered a request, such as `/users/:id`; `undefined` when it knows none. */
export type RouteFinder = (request: IncomingMessage) => string | undefined;

const finders = new Set<RouteFinder>();

/**
 * Lets a web framework's package name requests. It is asked late, when an event of a request or its finished span is
 * sent, so that a request of which nothing is sent costs nothing. Returns the undo.
 */
export function addRouteFinder(finder: RouteFinder): () => void {
  finders.add(finder);
  return () => void finders.delete(finder);
}

/** The route of a request, if anybody knows it. */
export function routeOf(request: ServerRequest): string | undefined {
  for (const finder of finders) {
    const route = guard(() => finder(request as IncomingMessage), undefined);
    if (route !== undefined) {
      return route;
    }
  }
  return undefined;
}
