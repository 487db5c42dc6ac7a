import { guard } from '../lib/guard.ts';
import type { DynamicSamplingContext } from '../types/span.ts';

/** A baggage header, or several; whatever else a host hands over says nothing. */
export type BaggageHeader = string | string[] | number | boolean | null | undefined;

/** Longest baggage header written, in characters. Source: wire-protocol, "baggage and DSC". */
export const MAX_BAGGAGE_LENGTH = 8192;
/** What the names of our entries begin with. */
export const BAGGAGE_PREFIX = 'sentry-';

/** The `sentry-` entries of a baggage header; other vendors' are not ours to pass on. */
export function parseBaggage(header: BaggageHeader): Partial<DynamicSamplingContext> {
  const context: Record<string, string> = {};
  for (const entry of String(header ?? '').split(',')) {
    const equals = entry.indexOf('=');
    const key = entry.slice(0, equals).trim();
    if (equals > 0 && key.startsWith(BAGGAGE_PREFIX)) {
      context[decode(key.slice(BAGGAGE_PREFIX.length))] = decode(entry.slice(equals + 1).trim());
    }
  }
  return context;
}

/** A baggage header of `sentry-` entries; those that would make it too long are left out. */
export function serializeBaggage(context: Partial<DynamicSamplingContext>): string {
  const entries = Object.entries(context).map(([key, value]) =>
    // Half a surrogate pair cannot be encoded; that entry is left out.
    guard(() => value && `${BAGGAGE_PREFIX}${encodeURIComponent(key)}=${encodeURIComponent(value)}`, ''),
  );
  return append('', entries);
}

/**
 * Our entries behind those another library wrote, as far as there is room; a header that has ours already stays as it
 * is.
 */
export function mergeBaggage(existing: string | string[] | undefined, ours: string | undefined): string {
  const header = String(existing ?? '');
  return /(^|,)\s*sentry-/.test(header) ? header : append(header, (ours ?? '').split(','));
}

function append(header: string, entries: Array<string | undefined>): string {
  return entries.reduce<string>((all, entry) => {
    const longer = all && entry ? `${all},${entry}` : all || entry || '';
    return longer.length > MAX_BAGGAGE_LENGTH ? all : longer;
  }, header);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
