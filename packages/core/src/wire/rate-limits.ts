import type { TransportResponse } from '../types/client.ts';

/**
 * What a backend has asked us not to send for a while: milliseconds since the epoch by category. The empty category
 * stands for all; no header can spell it, so an unknown category of any name limits nothing of ours.
 */
export type RateLimits = Record<string, number>;

/** Milliseconds to wait when a server says to wait but not how long. Source: wire-protocol, "Rate limits". */
export const DEFAULT_RETRY_AFTER = 60_000;

/** Until when a category is limited, in milliseconds since the epoch; 0 when it is not. */
export function disabledUntil(limits: RateLimits, category: string): number {
  // A backend may know metrics and profile chunks by their former names.
  const formerName = category.replace(/^trace_|_chunk$/, '');
  return Math.max(limits[''] ?? 0, limits[category] ?? 0, limits[formerName] ?? 0);
}

/** Whether items of a category are to be dropped. `now` is in milliseconds since the epoch. */
export function isRateLimited(limits: RateLimits, category: string, now: number = Date.now()): boolean {
  return disabledUntil(limits, category) > now;
}

/** The limits after a response, whatever its status; a later expiry wins. Throws on headers that are no text. */
export function updateRateLimits(
  limits: RateLimits,
  { statusCode, headers = {} }: TransportResponse,
  now: number = Date.now(),
): RateLimits {
  const updated = { ...limits };
  const retryAfter = headers['retry-after'];
  // `60:error;default:organization, 2700::key`; a fifth field names metrics, of which only `custom` are a client's.
  const header = headers['x-sentry-rate-limits'];
  const parts = header
    ? header
        .replace(/\s/g, '')
        .split(',')
        .map((part) => part.split(':'))
    : retryAfter || statusCode === 429
      ? [[retryAfter as string]]
      : [];
  for (const [wait, categories = '', , , namespaces] of parts) {
    if (!namespaces || namespaces.includes('custom')) {
      for (const category of categories.split(';')) {
        updated[category] = Math.max(updated[category] ?? 0, now + parseRetryAfterHeader(wait as string, now));
      }
    }
  }
  return updated;
}

/** How long to wait, in milliseconds: `header` is a number of seconds or an HTTP date, else a minute is meant. */
export function parseRetryAfterHeader(header: string, now: number = Date.now()): number {
  return [Number.parseFloat(header) * 1000, Date.parse(header) - now].find(Number.isFinite) ?? DEFAULT_RETRY_AFTER;
}
