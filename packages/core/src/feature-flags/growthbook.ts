import type { Integration } from '../types/client.ts';
import { observeMethod } from './observe-method.ts';
import { recordFlag } from './record-flag.ts';

/** What is used of GrowthBook's client class. */
export interface GrowthBookClass {
  prototype: { isOn(key: string): boolean; getFeatureValue(key: string, fallback: unknown): unknown };
}

/** Records the features that GrowthBook's clients evaluate to on or off; takes their class, not one of them. */
export function growthbookIntegration({ growthbookClass }: { growthbookClass: GrowthBookClass }): Integration {
  return {
    name: 'GrowthBook',
    setup() {
      const undo = (['isOn', 'getFeatureValue'] as const).map((method) =>
        observeMethod(growthbookClass.prototype, method, ([key], result) => recordFlag(key as string, result)),
      );
      return () => undo.forEach((undoOne) => void undoOne());
    },
  };
}
