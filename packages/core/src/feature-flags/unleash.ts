import type { Integration } from '../types/client.ts';
import { observeMethod } from './observe-method.ts';
import { recordFlag } from './record-flag.ts';

/** What is used of Unleash's client class. */
export interface UnleashClientClass {
  prototype: { isEnabled(toggleName: string): boolean };
}

/** Records the toggles that Unleash's clients evaluate; takes their class, not one of them. */
export function unleashIntegration({
  featureFlagClientClass,
}: {
  featureFlagClientClass: UnleashClientClass;
}): Integration {
  return {
    name: 'Unleash',
    setup: () =>
      observeMethod(featureFlagClientClass.prototype, 'isEnabled', ([name], result) =>
        recordFlag(name as string, result),
      ),
  };
}
