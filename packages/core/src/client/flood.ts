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

/** Equal events. */
export interface Kind {
  /** Seconds: the time up to which its bucket is taken. */
  takenUntil: number;
  /** How many were held back since the last that was let through. */
  missed: number;
  /** Of the last that was let through, if nobody dropped it then: those held back since would not have been dropped either. */
  tags?: Event['tags'] | undefined;
}

/**
 * Keeps one looping error from emptying a quota: token buckets, one for each kind of event and one for all. The function
 * gives the kind of an event, and how many of it were held back before, or `undefined` to hold this one back too. `now`
 * gives seconds.
 */
export function createFloodControl(now: () => number): (event: Event) => [kind: Kind, heldBack: number | undefined] {
  const kinds = new Map<string, Kind>();
  let allTakenUntil = 0;

  return (event) => {
    const at = now();
    const name = nameOf(event);
    const kind = kinds.get(name) ?? { takenUntil: 0, missed: 0 };
    const start = Math.max(at, kind.takenUntil);
    const allStart = Math.max(at, allTakenUntil);
    // Newest last.
    kinds.delete(name);
    kinds.set(name, kind);
    if (kinds.size > MAX_KINDS) {
      kinds.delete(kinds.keys().next().value as string);
    }
    if (start - at < EQUAL_AHEAD_S && allStart - at < ALL_AHEAD_S) {
      const { missed } = kind;
      kind.takenUntil = start + EQUAL_S;
      kind.missed = 0;
      allTakenUntil = allStart + ALL_S;
      return [kind, missed];
    }
    kind.missed++;
    return [kind, undefined];
  };
}

/**
 * What makes events equal: their fingerprint, else type and place of the error, else their text. The place is one in the
 * application: in a library many things fail at the same.
 */
function nameOf({ fingerprint, exception, message }: Event): string {
  const { type, value, stacktrace } = exception?.values?.at(-1) ?? {};
  const frame = stacktrace?.frames?.filter(({ filename, in_app }) => filename && in_app !== false).at(-1);
  return String(fingerprint ?? [type, frame ? Object.values(frame) : (value ?? message)]);
}
