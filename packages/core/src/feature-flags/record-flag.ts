import { DEBUG, debug } from '../lib/debug.ts';
import { guard } from '../lib/guard.ts';
import { getCurrentScope } from '../scope/current.ts';
import { spanToJSON } from '../trace/span-json.ts';
import type { Context } from '../types/event.ts';

/** Flags kept of a scope, the newest; and of a span, the first. Source: event-payload, "Limits". */
const MAX_OF_SCOPE = 100;
const MAX_OF_SPAN = 10;

const ATTRIBUTE = 'flag.evaluation.';

/** The `flags` context of an event, in order of the last evaluation. */
interface FlagsContext extends Context {
  values: Array<{ flag: string; result: boolean }>;
}

/**
 * Remembers how a feature flag was evaluated: for errors in the current scope's `flags` context, and as an attribute of
 * the active span. Flags that are not on or off are passed over. Never throws.
 */
export function recordFlag(flag: string, result: unknown): void {
  guard(() => {
    if (typeof flag !== 'string' || typeof result !== 'boolean') {
      if (DEBUG) {
        debug('Feature flag', flag, 'is not on or off:', result);
      }
      return;
    }
    const scope = getCurrentScope();
    const known = scope.getScopeData().contexts.flags as FlagsContext | undefined;
    const others = known?.values.filter((one) => one.flag !== flag) ?? [];
    scope.setContext('flags', { values: [...others, { flag, result }].slice(-MAX_OF_SCOPE) });

    const span = scope.getSpan();
    const attributes = span && spanToJSON(span).data;
    if (attributes && (ATTRIBUTE + flag in attributes || countFlags(attributes) < MAX_OF_SPAN)) {
      span.setAttribute(ATTRIBUTE + flag, result);
    }
  });
}

function countFlags(attributes: object): number {
  return Object.keys(attributes).filter((name) => name.startsWith(ATTRIBUTE)).length;
}
