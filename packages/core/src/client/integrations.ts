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
  const wanted =
    typeof integrations === 'function' ? guard(() => integrations(defaults), defaults) : [...defaults, ...integrations];
  const byName = new Map(wanted.map((integration) => [integration.name, integration]));
  return [...byName.values()];
}

/** Sets one integration up and returns what undoes it. One that throws is left out and harms no other. */
export function installIntegration(integration: Integration, client: Client): (() => void) | undefined {
  return guard(() => {
    const once = registry().setupOnce;
    if (integration.setupOnce && !once.has(integration.name)) {
      once.add(integration.name);
      integration.setupOnce();
    }
    const undo = integration.setup?.(client);
    if (integration.processEvent) {
      client.addEventProcessor((event, hint) => integration.processEvent?.(event, hint, client) ?? null);
    }
    return undo ?? undefined;
  }, undefined);
}
