import type { Event } from '../types/event.ts';

/** Equal events that are sent at once, and how many a second after that. */
const EQUAL = { size: 20, perSecond: 0.2 };
/** The same for all events together. */
const ALL = { size: 200, perSecond: 10 };
/** Kinds of events that are told apart; beyond it the oldest is forgotten. */
const MAX_KINDS = 100;

interface Bucket {
  tokens: number;
  /** Seconds since the epoch. */
  filledAt: number;
  missed: number;
}

/**
 * Keeps one looping error from emptying a quota: token buckets, one for each kind of event and one for all. The function
 * says of an event how many of its kind were held back since the last that was let through, or `undefined` to hold it
 * back too. `now` gives seconds.
 */
export function createFloodControl(now: () => number): (event: Event) => number | undefined {
  const buckets = new Map<string, Bucket>();

  const refill = (kind: string, { size, perSecond }: typeof ALL): Bucket => {
    const { tokens, filledAt, missed } = buckets.get(kind) ?? { tokens: size, filledAt: 0, missed: 0 };
    const bucket = { tokens: Math.min(size, tokens + (now() - filledAt) * perSecond), filledAt: now(), missed };
    // Newest last.
    buckets.delete(kind);
    buckets.set(kind, bucket);
    return bucket;
  };

  return (event) => {
    const same = refill(kindOf(event), EQUAL);
    const all = refill('', ALL);
    if (buckets.size > MAX_KINDS) {
      buckets.delete(buckets.keys().next().value as string);
    }
    if (same.tokens < 1 || all.tokens < 1) {
      same.missed++;
      return undefined;
    }
    same.tokens--;
    all.tokens--;
    const { missed } = same;
    same.missed = 0;
    return missed;
  };
}

/** What makes events equal: their fingerprint, else type and place of the error, else their text. */
function kindOf({ fingerprint, exception, message }: Event): string {
  const { type, value, stacktrace } = exception?.values?.at(-1) ?? {};
  const { filename, lineno, colno } = stacktrace?.frames?.at(-1) ?? {};
  return String(fingerprint ?? [type, filename ? [filename, lineno, colno] : (value ?? message)]);
}
