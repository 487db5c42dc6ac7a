import type { Client } from '@vedette/core';
import { init } from '../init.ts';
import type { NodeOptions } from '../options.ts';

/** `init` with no integrations but those that `integrations` names. */
export function initWithoutDefaultIntegrations(options: NodeOptions = {}): Client | undefined {
  return init(options, { defaultIntegrations: [] });
}
