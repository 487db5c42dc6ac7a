import type { Event } from '../types/event.ts';

/** Seconds that each of equal events takes up. */
const EQUAL_S = 10;
/** The same for all events together. */
const ALL_S = 0.1;
/** Seconds that others may have taken up ahead: 9 equal events, 199 of all, and a little that clocks round. */
const EQUAL_AHEAD_S = 90.01;
const ALL_AHEAD_S = 19.91;
/** Kinds of events that are told apart; beyond it the oldest is forgotten. */
const MAX_KINDS = 100;

/**
 * Keeps one looping error from emptying a quota: token buckets, one for each kind of event and one for all, each held as
 * the time up to which it is taken. The function says of an event how many of its kind were held back since the last that
 * was let through, or `undefined` to hold it back too. `now` gives seconds.
 */
export function createFloodControl(now: () => number): (event: Event) => number | undefined {
  const kinds = new Map<string, [takenUntil: number, missed: number]>();
  let allTakenUntil = 0;

  return (event) => {
    const at = now();
    const kind = kindOf(event);
    const [takenUntil, missed] = kinds.get(kind) ?? [0, 0];
    const start = Math.max(at, takenUntil);
    const allStart = Math.max(at, allTakenUntil);
    const passes = start - at < EQUAL_AHEAD_S && allStart - at < ALL_AHEAD_S;
    // Newest last.
    kinds.delete(kind);
    kinds.set(kind, passes ? [start + EQUAL_S, 0] : [start, missed + 1]);
    if (kinds.size > MAX_KINDS) {
      kinds.delete(kinds.keys().next().value as string);
    }
    if (passes) {
      allTakenUntil = allStart + ALL_S;
      return missed;
    }
    return undefined;
  };
}

/** What makes events equal: their fingerprint, else type and place of the error, else their text. */
function kindOf({ fingerprint, exception, message }: Event): string {
  const { type, value, stacktrace } = exception?.values?.at(-1) ?? {};
  const frame = stacktrace?.frames?.at(-1);
  return String(fingerprint ?? [type, frame?.filename ? Object.values(frame) : (value ?? message)]);
}
