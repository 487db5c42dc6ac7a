import { DEBUG, debug } from '../lib/debug.ts';
import { rateOf } from '../trace/sample.ts';
import type { ClientOptions, ResolvedOptions } from '../types/client.ts';

/** What is not named here is off, or not there. */
const DEFAULTS = {
  enabled: true,
  environment: 'production',
  sampleRate: 1,
  floodControl: true,
  maxBreadcrumbs: 100,
  normalizeDepth: 3,
  normalizeMaxBreadth: 1000,
  sendClientReports: true,
};

/**
 * Fills every default there is; the only place one is written. Rates may be texts, as environments have them. Left out, with
 * a debug line, are rates that are not from 0 to 1 and callbacks that are no functions; an empty text or `null` counts as
 * not given.
 */
export function resolveOptions(options: ClientOptions): ResolvedOptions {
  const resolved: ResolvedOptions & Record<string, unknown> = { ...DEFAULTS };
  for (const [key, given] of Object.entries(options ?? {})) {
    if ((given ?? '') !== '') {
      const value = usable(key, given);
      if (value !== undefined) {
        resolved[key] = value;
      } else if (DEBUG) {
        debug(`Option ${key} is not`, given);
      }
    }
  }
  return resolved;
}

function usable(key: string, value: unknown): unknown {
  const isFunction = typeof value === 'function';
  if (/sampleRate$/i.test(key) && !(isFunction && key === 'sampleRate')) {
    return rateOf(value);
  }
  return isFunction || !/^before|Sampler$|^transport$/.test(key) ? value : undefined;
}
