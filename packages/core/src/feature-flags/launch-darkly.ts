import type { Integration } from '../types/client.ts';
import { recordFlag } from './record-flag.ts';

/** An inspector of LaunchDarkly's client. */
export interface LaunchDarklyFlagUsedHandler {
  name: string;
  type: 'flag-used';
  /** Called at once, in the scope of the evaluation. */
  synchronous: boolean;
  method(flagKey: string, flagDetail: { value: unknown }, context?: unknown): void;
}

/** Records the flags that LaunchDarkly evaluates: `initialize(id, user, { inspectors: [buildLaunchDarklyFlagUsedHandler()] })`. */
export function buildLaunchDarklyFlagUsedHandler(): LaunchDarklyFlagUsedHandler {
  return {
    name: 'vedette-flag-auditor',
    type: 'flag-used',
    synchronous: true,
    method: (flagKey, flagDetail) => recordFlag(flagKey, flagDetail?.value),
  };
}

/** Says that LaunchDarkly is in use; what records is `buildLaunchDarklyFlagUsedHandler`. */
export function launchDarklyIntegration(): Integration {
  return { name: 'LaunchDarkly' };
}
