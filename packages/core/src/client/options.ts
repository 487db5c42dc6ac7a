import { DEBUG, debug } from '../lib/debug.ts';
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
 * Fills every default there is; the only place one is written. Left out, with a debug line, are rates that are no number
 * from 0 to 1 and callbacks that are no functions; an empty text or `null` counts as not given.
 */
export function resolveOptions(options: ClientOptions): ResolvedOptions {
  const resolved: ResolvedOptions & Record<string, unknown> = { ...DEFAULTS };
  for (const [key, value] of Object.entries(options ?? {})) {
    if ((value ?? '') !== '' && isUsable(key, value)) {
      resolved[key] = value;
    }
  }
  return resolved;
}

function isUsable(key: string, value: unknown): boolean {
  const isFunction = typeof value === 'function';
  const usable = /sampleRate$/i.test(key)
    ? (typeof value === 'number' && value >= 0 && value <= 1) || (isFunction && key === 'sampleRate')
    : isFunction || !/^before|Sampler$|^transport$/.test(key);
  if (DEBUG && !usable) {
    debug(`Option ${key} is not`, value);
  }
  return usable;
}
