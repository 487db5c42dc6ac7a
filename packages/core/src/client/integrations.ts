import { guard } from '../lib/guard.ts';
import { registry } from '../scope/registry.ts';
import type { Client, ClientOptions, Integration } from '../types/client.ts';

/**
 * The integrations to install: defaults and the host's, one of each name. The host's own beat defaults, later ones beat
 * earlier ones. Source: sdk-behaviour, "Client lifecycle".
 */
export function resolveIntegrations(options: ClientOptions, platformDefaults: Integration[]): Integration[] {
  const { defaultIntegrations = platformDefaults, integrations = [] } = options;
  const defaults = defaultIntegrations || [];
  // Whatever else a host may have put in their place: the defaults remain.
  return guard(() => {
    const wanted = typeof integrations === 'function' ? integrations(defaults) : [...defaults, ...integrations];
    return [...new Map(wanted.map((integration) => [integration.name, integration])).values()];
  }, defaults);
}

/** Sets one integration up and returns what undoes it; `undefined` when it is none or threw, so that it can be left out. */
export function setUpIntegration(integration: Integration, client: Client): (() => void) | undefined {
  return guard(() => {
    if (typeof integration.name !== 'string') {
      return undefined;
    }
    const { setupOnce } = registry();
    if (integration.setupOnce && !setupOnce.has(integration.name)) {
      setupOnce.add(integration.name);
      integration.setupOnce();
    }
    const undo = integration.setup?.(client) ?? (() => {});
    if (integration.preprocessEvent) {
      client.on('preprocessEvent', (event, hint) => integration.preprocessEvent?.(event, hint, client));
    }
    if (integration.processEvent) {
      client.addEventProcessor((event, hint) => integration.processEvent?.(event, hint, client) ?? null);
    }
    return undo;
  });
}
