import type { TransportResponse } from '../types/client.ts';
import type { DataCategory } from '../types/envelope.ts';

/** Seconds to wait when a server says to wait but not how long. Source: wire-protocol, "Rate limits". */
const DEFAULT_RETRY_AFTER = 60;

/** Stands for all categories; no header can spell it, so an unknown category of any name limits nothing. */
const EVERY = '';

/** What a backend has asked us not to send for a while; one per transport, in memory. */
export interface RateLimits {
  isLimited(category: DataCategory): boolean;
  /** Learns from any response; a later expiry wins. */
  update(response: TransportResponse): void;
}

/** `now` gives seconds. */
export function createRateLimits(now: () => number): RateLimits {
  /** Seconds since the epoch by category. */
  const until: Record<string, number> = Object.create(null);

  const limit = (category: string, seconds: number): void => {
    until[category] = Math.max(until[category] ?? 0, now() + seconds);
  };

  return {
    isLimited: (category) => Math.max(until[category] ?? 0, until[EVERY] ?? 0) > now(),
    update({ statusCode, headers = {} }) {
      const limits = headers['x-sentry-rate-limits'];
      const retryAfter = headers['retry-after'];
      if (limits) {
        // `60:error;default:organization, 2700::key`; the fifth field names metrics, of which only `custom` are a client's.
        for (const part of limits.replace(/\s/g, '').split(',')) {
          const [seconds, categories = '', , , namespaces] = part.split(':');
          if (!namespaces || namespaces.includes('custom')) {
            for (const category of categories.split(/;+/)) {
              limit(category, parseWait(seconds, now()));
            }
          }
        }
      } else if (retryAfter || statusCode === 429) {
        limit(EVERY, parseWait(retryAfter, now()));
      }
    },
  };
}

/** Seconds to wait: a number of them, or an HTTP date. */
function parseWait(text: string | null | undefined, now: number): number {
  const seconds = Number.parseFloat(text ?? '');
  const wait = Number.isNaN(seconds) ? Date.parse(text ?? '') / 1000 - now : seconds;
  return Number.isFinite(wait) ? wait : DEFAULT_RETRY_AFTER;
}
