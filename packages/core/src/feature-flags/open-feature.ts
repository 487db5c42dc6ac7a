import type { Integration } from '../types/client.ts';
import { recordFlag } from './record-flag.ts';

/** Records the flags that OpenFeature evaluates: `OpenFeature.addHooks(new OpenFeatureIntegrationHook())`. */
export class OpenFeatureIntegrationHook {
  after(_context: unknown, details: { flagKey: string; value: unknown }): void {
    recordFlag(details?.flagKey, details?.value);
  }

  /** The host is given the default. */
  error(context: { flagKey: string; defaultValue: unknown }): void {
    recordFlag(context?.flagKey, context?.defaultValue);
  }
}

/** Says that OpenFeature is in use; what records is `OpenFeatureIntegrationHook`. */
export function openFeatureIntegration(): Integration {
  return { name: 'OpenFeature' };
}
