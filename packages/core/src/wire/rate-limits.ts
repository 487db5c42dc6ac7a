import type { DataCategory } from '../types/envelope.ts';
import type { TransportResponse } from '../types/client.ts';

/** Seconds to wait when a server says to wait but not how long. Source: wire-protocol, "Rate limits". */
const DEFAULT_RETRY_AFTER = 60;

/** What a backend has asked us not to send for a while; one per transport, in memory. */
export interface RateLimits {
  isLimited(category: DataCategory): boolean;
  /** Learns from any response; a later expiry wins. */
  update(response: TransportResponse): void;
}

/** `now` gives seconds. */
export function createRateLimits(now: () => number): RateLimits {
  /** Seconds since the epoch by category; `all` is for every one. */
  const until: Record<string, number> = Object.create(null);

  const limit = (category: string, seconds: number): void => {
    until[category] = Math.max(until[category] ?? 0, now() + seconds);
  };

  return {
    isLimited: (category) => Math.max(until[category] ?? 0, until.all ?? 0) > now(),
    update({ statusCode, headers }) {
      const limits = headers?.['x-sentry-rate-limits'];
      const retryAfter = headers?.['retry-after'];
      if (limits) {
        for (const [seconds, categories] of parseLimits(limits)) {
          for (const category of categories) {
            limit(category, seconds);
          }
        }
      } else if (retryAfter) {
        limit('all', parseRetryAfter(retryAfter, now()));
      } else if (statusCode === 429) {
        limit('all', DEFAULT_RETRY_AFTER);
      }
    },
  };
}

/** `60:error;default:organization, 2700::key` as seconds and categories; no category at all means every one. */
function parseLimits(header: string): Array<[seconds: number, categories: string[]]> {
  return header
    .replace(/\s/g, '')
    .split(',')
    .map((limit) => {
      const [seconds, categories] = limit.split(':');
      const parsed = seconds ? Number(seconds) : Number.NaN;
      return [Number.isNaN(parsed) ? DEFAULT_RETRY_AFTER : parsed, categories ? categories.split(';') : ['all']];
    });
}

/** Seconds, from a number of them or an HTTP date. */
function parseRetryAfter(header: string, now: number): number {
  const seconds = Number(header);
  if (!Number.isNaN(seconds)) {
    return seconds;
  }
  const date = Date.parse(header);
  return Number.isNaN(date) ? DEFAULT_RETRY_AFTER : date / 1000 - now;
}
