import { addRouteFinder } from '@vedette/node';
import { seeApp } from './layers/trace-layers.ts';
import { type RoutedRequest, routeName } from './route-name.ts';

/** Names requests and their errors by their routes. The same finder however often it is added. Returns the undo. */
export function hearRoutes(): () => void {
  return addRouteFinder(findRoute);
}

function findRoute(request: RoutedRequest): string | undefined {
  seeApp(request.app);
  return routeName(request);
}
