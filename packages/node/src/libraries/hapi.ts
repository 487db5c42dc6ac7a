import type { IncomingMessage, ServerResponse } from 'node:http';
import { captureException, guard, type Integration } from '@vedette/core';
import { withRequestScopes } from '../request/request-scopes.ts';
import { hearToldRoutes, tellRoute } from './web-route.ts';

interface HapiRequest {
  raw: { req: IncomingMessage; res: ServerResponse };
  /** `_special` is the method of what answers where there is no route. */
  route?: { path?: string; method?: string };
}

/** The part of a server that is used, since hapi 17. */
interface HapiLike {
  ext(event: 'onRequest', method: (request: HapiRequest, toolkit: { continue: symbol }) => symbol): unknown;
  events: {
    on(
      criteria: { name: 'request'; channels: string },
      listener: (request: HapiRequest, event: { error?: unknown }) => void,
    ): unknown;
  };
}

const servers = new WeakSet<object>();

/** Names requests to servers of `setupHapiErrorHandler` by their route. */
export function hapiIntegration(): Integration {
  return { name: 'Hapi', setup: hearToldRoutes };
}

/**
 * Names the requests of a server by their route and reports what it answers with status 500, as its `request` event tells.
 * Every error stays hapi's to answer. Resolves at once, and never rejects; a second time nothing happens.
 */
export async function setupHapiErrorHandler(server: object): Promise<void> {
  guard(() => {
    hearToldRoutes();
    if (servers.has(server)) {
      return;
    }
    servers.add(server);
    const hapi = server as HapiLike;
    hapi.ext('onRequest', (request, toolkit) => {
      guard(() => tellRoute(request.raw.req, () => routeOf(request)));
      return toolkit.continue;
    });
    hapi.events.on({ name: 'request', channels: 'error' }, ({ raw }, { error }) =>
      guard(() =>
        withRequestScopes(raw.req, raw.res, () =>
          captureException(error, { mechanism: { type: 'auto.function.hapi', handled: false } }),
        ),
      ),
    );
  });
}

function routeOf({ route }: HapiRequest): string | undefined {
  return route?.method === '_special' ? undefined : route?.path;
}
