import type { EventSummary } from '../../../api.ts';

export interface Neighbours {
  /** Counted from 1 at the newest; `null` when the event is not among those listed. */
  position: number | null;
  newer: string | null;
  older: string | null;
}

/** The events before and after one in a list that begins with the newest. */
export function neighboursOf(events: EventSummary[], eventId: string): Neighbours {
  const index = events.findIndex((event) => event.eventId === eventId);
  return index === -1
    ? { position: null, newer: null, older: null }
    : {
        position: index + 1,
        newer: events[index - 1]?.eventId ?? null,
        older: events[index + 1]?.eventId ?? null,
      };
}
