import { addRouteFinder, type Integration } from '@vedette/node';
import { type RoutedRequest, routeName } from './route-name.ts';

/** Names requests and their errors by the route that took them: `GET /users/:id`. */
export function expressIntegration(): Integration {
  return { name: 'Express', setup: hearRoutes };
}

/** The same finder however often it is added. Returns the undo. */
export function hearRoutes(): () => void {
  return addRouteFinder(findRoute);
}

function findRoute(request: RoutedRequest): string | undefined {
  return routeName(request);
}
