import type { BrowserTracingOptions, Integration } from '@vedette/browser';
import * as React from 'react';
import { type RouteTracing, routerIntegration } from './navigation.ts';

/** One page has one router, so what it reports to is kept here, from `init` on. */
let tracing: RouteTracing | undefined;

/**
 * Traces the page with the names that `useRouteTracing` gives, for routers that no other integration knows. Takes the
 * options of `browserTracingIntegration` too.
 */
export function routeBrowserTracingIntegration(options: Partial<BrowserTracingOptions> = {}): Integration {
  return routerIntegration('react.route', options, (started) => {
    tracing = started;
  });
}

/** The page that a router shows. */
export interface ShownRoute {
  /** The path as the URL has it, with the search if another search is another page. Another one is a navigation. */
  path: string;
  /** The pattern that matched: `/users/:id`. While it is not known the transaction is named after the path. */
  route?: string | undefined;
  /** What the pattern's placeholders stand for; become attributes of the transaction. */
  params?: Record<string, string | undefined>;
  /** The page took the place of the one before: a redirect is no navigation of its own. @default false */
  replaced?: boolean;
}

/**
 * Tells what the router shows; called in a component that renders again when that changes. Needs
 * `routeBrowserTracingIntegration`; without it, and on a server, it does nothing.
 */
export function useRouteTracing({ path, route, params = {}, replaced = false }: ShownRoute): void {
  // Objects are new on every rendering; what they say is not.
  const said = JSON.stringify(params);
  React.useEffect(() => {
    const attributes = Object.entries(JSON.parse(said) as Record<string, string>).map(([name, value]) => [
      `url.path.parameter.${name}`,
      String(value),
    ]);
    const page = { key: path, path, route, attributes: Object.fromEntries(attributes) };
    if (replaced) {
      tracing?.replace(page);
    } else {
      // Some routers render first and change the address then.
      tracing?.show(page, (location.pathname + location.search).endsWith(path));
    }
  }, [path, route, said, replaced]);
}
