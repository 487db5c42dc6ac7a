import type { BrowserTracingOptions, Integration } from '@vedette/browser';
import * as React from 'react';
import { hoistStatics } from '../hoist-statics.ts';
import { type RouteTracing, routerIntegration } from './navigation.ts';
import { patternOf, type RouteMatch, withoutWildcard } from './route-pattern.ts';

interface RouterLocation {
  pathname: string;
  search?: string;
  key?: string;
}
// biome-ignore lint/suspicious/noExplicitAny: routes of whichever version of React Router
type Routes = any[];

/** What of React Router (6 or 7) is to be used; the host imports it, so that this package does not have to. */
export interface ReactRouterHooks {
  useEffect: typeof React.useEffect;
  useLocation(): RouterLocation;
  useNavigationType(): string;
  createRoutesFromChildren(children: React.ReactNode): Routes;
  matchRoutes(routes: Routes, location: RouterLocation, basename?: string): RouteMatch[] | null;
}

export interface ReactRouterOptions extends ReactRouterHooks {
  /** Leave the router's `basename` out of names. @default false */
  stripBasename?: boolean;
}

/** One page has one router, so what it reports to is kept here, from `init` on. */
let tracing: RouteTracing | undefined;
let hooks: Partial<ReactRouterOptions> = {};

/**
 * Traces the page with the names of React Router's routes: `/users/:id`. Beside it the router is wrapped, by
 * `wrapCreateBrowserRouter`, `wrapUseRoutes` or `wrapReactRouterRouting`. Takes the options of `browserTracingIntegration`
 * too. Source: sdk-behaviour, "React".
 */
export function reactRouterBrowserTracingIntegration(
  options: ReactRouterOptions & Partial<BrowserTracingOptions>,
): Integration {
  return reactRouterIntegration(options, '');
}

/** The same under the names of older SDKs, which end the origin of transactions. */
export function reactRouterIntegration(
  options: ReactRouterOptions & Partial<BrowserTracingOptions>,
  version: string,
): Integration {
  hooks = options;
  return routerIntegration(`react.reactrouter${version}`, options, (started) => {
    tracing = started;
  });
}

/** What a data router of React Router shows. */
interface RouterState {
  location: RouterLocation;
  historyAction: string;
  matches: RouteMatch[];
  navigation: { location?: RouterLocation | undefined };
}
interface Router {
  state: RouterState;
  subscribe(listener: (state: RouterState) => void): () => void;
  routes?: Routes;
  basename?: string;
}

/**
 * `createBrowserRouter`, `createHashRouter` or `createMemoryRouter`, whose navigations are traced from their beginning:
 * what loaders ask for is part of them.
 */
export function wrapCreateBrowserRouter<Create extends (...args: never[]) => object>(create: Create): Create {
  return ((...args: Parameters<Create>) => {
    const router = create(...args) as Router;
    follow(router);
    return router;
  }) as unknown as Create;
}

function follow(router: Router): void {
  let shown = router.state.location;
  let isPending = false;
  const base = (hooks.stripBasename ? undefined : router.basename) ?? '';
  const pageOf = (location: RouterLocation, matches: RouteMatch[] | null | undefined) => ({
    key: keyOf(location, router.basename),
    route: patternOf(matches, withoutWildcard(base)),
    path: location.pathname,
  });

  tracing?.show(pageOf(shown, router.state.matches));
  router.subscribe(({ navigation, location, historyAction, matches }) => {
    const next = navigation.location ?? location;
    const isDone = !navigation.location;
    if (keyOf(next) === keyOf(shown) && !isPending) {
      // A loader that ran again, or the first page once its routes had arrived.
      if (isDone) {
        tracing?.show(pageOf(next, matches));
      }
      return;
    }
    const page = pageOf(next, isDone ? matches : hooks.matchRoutes?.(router.routes ?? [], next, router.basename));
    if (isPending || (isDone && historyAction === 'REPLACE')) {
      // It went on from where it was heading, or took the place of what was there.
      tracing?.replace(page);
    } else {
      tracing?.show(page, isDone);
    }
    isPending = !isDone;
    shown = next;
  });
}

/**
 * What tells a navigation from another; one within the page is none. Data routers know the whole path, components inside
 * of them what comes after the basename.
 */
function keyOf({ pathname, search = '' }: RouterLocation, basename = ''): string {
  return (pathname.slice(withoutWildcard(basename).length) || '/') + search;
}

/** Where nested `<Routes>` go on from: the part of the path that is taken, as it is and as a pattern. */
const Base = React.createContext({ path: '', pattern: '' });

/** `useRoutes`, after whose routes transactions are named. */
export function wrapUseRoutes<Use extends (routes: never, location?: never) => React.ReactElement | null>(
  use: Use,
): Use {
  return ((routes: Routes, location?: Partial<RouterLocation> | string) => {
    const base = useRouteName(routes, location);
    return React.createElement(
      Base.Provider,
      { value: base },
      (use as unknown as (...args: unknown[]) => React.ReactNode)(routes, location),
    );
  }) as unknown as Use;
}

/** `<Routes>`, after whose routes transactions are named, also where they are nested in others. */
export function wrapReactRouterRouting<P extends { children?: React.ReactNode }>(
  Wrapped: React.ComponentType<P>,
): React.FunctionComponent<P> {
  const NamedRoutes: React.FunctionComponent<P> = (props) => {
    const routes = hooks.createRoutesFromChildren?.(props.children) ?? [];
    const base = useRouteName(routes, (props as { location?: RouterLocation }).location);
    return React.createElement(Base.Provider, { value: base }, React.createElement(Wrapped, props));
  };
  return hoistStatics(NamedRoutes, Wrapped);
}

/** Reports the route that matches, and says where routes inside of it go on from. */
function useRouteName(routes: Routes, given?: Partial<RouterLocation> | string): { path: string; pattern: string } {
  const above = React.useContext(Base);
  const {
    useLocation = () => ({ pathname: '/' }),
    useNavigationType = () => 'POP',
    useEffect = React.useEffect,
  } = hooks;
  const current = useLocation();
  const type = useNavigationType();
  const location = { ...current, ...(typeof given === 'string' ? { pathname: given } : given) };
  const rest = location.pathname.slice(above.path.length) || '/';
  const matches = hooks.matchRoutes?.(routes, { ...location, pathname: rest }) ?? [];
  const route = patternOf(matches, above.pattern);
  const key = keyOf(location);

  // A location is another one when its key is.
  useEffect(() => {
    const page = { key, route: route && withBasename(route, location.pathname), path: location.pathname };
    if (type === 'REPLACE') {
      tracing?.replace(page);
    } else {
      tracing?.show(page, true);
    }
  }, [key, route, type]);

  const taken = matches.at(-1)?.pathnameBase ?? '';
  return React.useMemo(
    () => ({ path: (above.path + taken).replace(/\/$/, ''), pattern: withoutWildcard(route ?? above.pattern) }),
    [above, taken, route],
  );
}

/** Components are told the path without the router's basename; what the URL begins with besides is that. */
function withBasename(route: string, pathname: string): string {
  const whole = globalThis.location?.pathname ?? '';
  return hooks.stripBasename || !whole.endsWith(pathname)
    ? route
    : whole.slice(0, -pathname.length) + (route === '/' && whole !== pathname ? '' : route);
}
