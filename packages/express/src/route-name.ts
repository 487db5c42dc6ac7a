import type { IncomingMessage } from 'node:http';
import { type Application, type Route, routePatterns } from './route-patterns.ts';

/** A request as Express has marked it: `route` stays when it has been left, other than `baseUrl`. */
export interface RoutedRequest extends IncomingMessage {
  app?: Application;
  route?: Route;
  baseUrl?: string;
  originalUrl?: string;
}

/**
 * The route that answered a request, with the paths its routers are mounted at: `/shops/:shop/items/:id`. `undefined`
 * when no route did. Express 4 and 5 leave the route itself on the request; where it hangs is looked up in the routers,
 * so nothing is patched and nothing listened to, and a request of which nothing is sent costs nothing.
 */
export function routeName({ app, route, originalUrl, url = '/' }: RoutedRequest): string | undefined {
  if (!app || !route) {
    return undefined;
  }
  const path = (originalUrl ?? url).split('?', 1)[0] ?? '/';
  const patterns = routePatterns(app, route, path);
  const [first] = patterns;
  return (
    patterns.find(({ whole }) => whole.test(path))?.text ??
    // An application behind a router knows nothing of what is in front of it.
    (!first || first.end.test(path) ? guess(path, route) : undefined) ??
    // A regular expression is not compared.
    (patterns.find(({ text }) => text.includes('/^')) ?? first)?.text
  );
}

/**
 * For a router that hangs where we cannot see it, inside of a function: what the URL has in front of the route's own
 * segments. Parameters of the mount stay as they were in this request.
 */
function guess(path: string, { path: own }: Route): string | undefined {
  if (typeof own !== 'string' || /[*{?(]/.test(own)) {
    return undefined;
  }
  const ownSegments = segments(own);
  const front = segments(path).slice(0, -ownSegments.length || undefined);
  return `/${[...front, ...ownSegments].join('/')}`;
}

function segments(path: string): string[] {
  return path.split('/').filter(Boolean);
}
