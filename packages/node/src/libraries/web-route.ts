import { addRouteFinder } from '../request/route-finder.ts';

/** A property of the request, because what a WeakMap reaches stays until the next full collection. */
const ROUTE = Symbol('vedette.route');

/** A request whose framework has told how to find its route; `raw` is the one that the framework knows, where it is another. */
type Told = object & { [ROUTE]?: () => string | undefined; raw?: Told };

/** Tells how to find the route of a request; asked only if something of the request is sent. */
export function tellRoute(request: object, find: () => string | undefined): void {
  (request as Told)[ROUTE] = find;
}

/** Names requests by what is told of them. The same finder however often it is added; returns the undo. */
export function hearToldRoutes(): () => void {
  return addRouteFinder(findRoute);
}

function findRoute(request: Told): string | undefined {
  return (request[ROUTE] ?? request.raw?.[ROUTE])?.();
}
