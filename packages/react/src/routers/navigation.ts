import {
  type BrowserTracingOptions,
  browserTracingIntegration,
  type Client,
  getActiveSpan,
  getClient,
  getCurrentScope,
  getRootSpan,
  type Integration,
  spanToJSON,
  startBrowserTracingNavigationSpan,
  startBrowserTracingPageLoadSpan,
} from '@vedette/browser';

/** What a router says of the page that is shown, or about to be. */
export interface Page {
  /** Tells navigations apart, also those to where the page already is. */
  key: string;
  /** The route's pattern: `/users/:id`; without one, the path of the URL stands in. */
  route?: string | undefined;
  path: string;
  attributes?: Record<string, string>;
}

/** Names transactions after a router's routes. */
export interface RouteTracing {
  /**
   * The page is (about to be) this one. A page that was told of before only gets its name, if it is a better one.
   * `hasAddress`: its address is that of the document by now. @default false
   */
  show(page: Page, hasAddress?: boolean): void;
  /** The same for a page that took the place of another without a navigation: a redirect, or a change of parameters. */
  replace(page: Page): void;
}

/**
 * `browserTracingIntegration` for a router that knows better names than the path. `start` is called with what the router
 * reports to; `suffix` ends the origin of its transactions.
 */
export function routerIntegration(
  suffix: string,
  { instrumentPageLoad = true, instrumentNavigation = true, ...options }: Partial<BrowserTracingOptions>,
  start: (tracing: RouteTracing) => void,
): Integration {
  const integration = browserTracingIntegration({ ...options, instrumentPageLoad: false, instrumentNavigation: false });
  return {
    ...integration,
    afterAllSetup(client) {
      integration.afterAllSetup?.(client);
      if (!globalThis.document) {
        return;
      }
      if (instrumentPageLoad) {
        startBrowserTracingPageLoadSpan(client, {
          name: location.pathname,
          startTime: performance.timeOrigin / 1000,
          attributes: { 'sentry.source': 'url', 'sentry.origin': `auto.pageload.${suffix}` },
        });
      }
      start(traceRoutes(client, `auto.navigation.${suffix}`, instrumentNavigation));
    },
  };
}

function traceRoutes(client: Client, origin: string, instrumentNavigation: boolean): RouteTracing {
  let shown: Page | undefined;

  return {
    show(page, hasAddress) {
      if (!shown || shown.key === page.key) {
        name(page);
      } else if (instrumentNavigation && getClient() === client) {
        shown = page;
        const attributes = {
          ...page.attributes,
          'sentry.source': page.route ? 'route' : 'url',
          'sentry.origin': origin,
        };
        startBrowserTracingNavigationSpan(
          client,
          { name: page.route ?? page.path, attributes },
          hasAddress ? { url: location.href } : {},
        );
      }
    },
    replace(page) {
      // Nested routers each tell of it.
      if (shown?.key !== page.key) {
        shown = undefined;
      }
      name(page);
    },
  };

  /** Of nested routers the innermost knows most, and React lets it speak first. */
  function name(page: Page): void {
    const { route = '', attributes = {} } = page;
    const isBetter = !shown || depthOf(route) > depthOf(shown.route ?? '');
    shown = isBetter ? page : shown;
    const active = getActiveSpan();
    if (route && isBetter && active && getClient() === client) {
      const root = getRootSpan(active);
      // The host's own have the names that it gave them.
      if (/^(pageload|navigation)$/.test(spanToJSON(root).op ?? '')) {
        root.updateName(route).setAttributes({ ...attributes, 'sentry.source': 'route' });
      }
      getCurrentScope().setTransactionName(route);
    }
  }
}

/** Parts of a pattern that say something; a wildcard at its end does not. */
function depthOf(route: string): number {
  return route.split('/').filter((part) => part && part !== '*').length + (route ? 1 : 0);
}
