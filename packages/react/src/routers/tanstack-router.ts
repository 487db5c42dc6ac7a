import type { BrowserTracingOptions, Integration } from '@vedette/browser';
import { type Page, routerIntegration } from './navigation.ts';

/** What of TanStack Router is used. */
interface TanstackRouter {
  state: { location: TanstackLocation };
  matchRoutes(location: TanstackLocation, options: object): TanstackMatch[];
  subscribe(type: never, listener: (event: { toLocation: TanstackLocation }) => void): () => void;
}
interface TanstackLocation {
  pathname: string;
  searchStr?: string;
}
interface TanstackMatch {
  routeId: string;
  params?: Record<string, unknown>;
}

/** The route that everything is inside of. */
const ROOT = '__root__';

/**
 * Traces the page with the names of TanStack Router's routes (`/users/$id`) and their parameters. Takes the options of
 * `browserTracingIntegration` too. Source: sdk-behaviour, "React".
 */
export function tanstackRouterBrowserTracingIntegration(
  // biome-ignore lint/suspicious/noExplicitAny: a router is typed by its routes
  router: any,
  options: Partial<BrowserTracingOptions> = {},
): Integration {
  const { subscribe, state } = router as TanstackRouter;
  const on = (type: string, listener: (location: TanstackLocation) => void): void => {
    subscribe.call(router, type as never, ({ toLocation }) => listener(toLocation));
  };
  return routerIntegration('react.tanstack_router', options, ({ show, replace }) => {
    // Before it has loaded anything, a router may not know where it is; the page does.
    show(pageAt(router, state.location));
    let isUnderWay = false;
    on('onBeforeNavigate', (location) => {
      // A navigation that goes on elsewhere was redirected.
      (isUnderWay ? replace : show)(pageAt(router, location));
      isUnderWay = true;
    });
    on('onResolved', (location) => {
      replace(pageAt(router, location));
      isUnderWay = false;
    });
  });
}

function pageAt(router: TanstackRouter, location: TanstackLocation): Page {
  const match = router.matchRoutes(location, { preload: false, throwOnError: false }).at(-1);
  const isKnown = match && match.routeId !== ROOT;
  const attributes = Object.entries((isKnown && match.params) || {}).flatMap(([name, value]) => [
    [`url.path.parameter.${name}`, String(value)],
    [`params.${name}`, String(value)],
  ]);
  return {
    key: location.pathname + (location.searchStr ?? ''),
    route: isKnown ? match.routeId.replace(/(.)\/$/, '$1') : undefined,
    path: location.pathname,
    attributes: Object.fromEntries(attributes),
  };
}
