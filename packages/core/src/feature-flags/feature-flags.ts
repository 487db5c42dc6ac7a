import type { Integration } from '../types/client.ts';
import { recordFlag } from './record-flag.ts';

export interface FeatureFlagsIntegration extends Integration {
  /** Remembers that a flag was evaluated, and to what; what is neither true nor false is passed over. */
  addFeatureFlag(name: string, value: unknown): void;
}

/**
 * For feature flags of one's own: `getClient().getIntegrationByName('FeatureFlags').addFeatureFlag('new-cart', true)`. Errors
 * carry the last 100 flags evaluated in their scope, spans the first 10 evaluated while they were active.
 */
export function featureFlagsIntegration(): FeatureFlagsIntegration {
  return { name: 'FeatureFlags', addFeatureFlag: recordFlag };
}
