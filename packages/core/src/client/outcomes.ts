import type { DropReason } from '../types/client.ts';
import type { DataCategory, Envelope } from '../types/envelope.ts';

/** Counts what was dropped, why, and of which category, until a client report takes the counts along. */
export interface Outcomes {
  record(reason: DropReason, category: DataCategory, quantity?: number): void;
  /** The counts as an envelope, which sets them to zero; `undefined` when nothing was dropped. */
  takeReport(timestampSeconds: number, dsn?: string): Envelope | undefined;
}

export function createOutcomes(): Outcomes {
  let counts = new Map<string, number>();
  return {
    record(reason, category, quantity = 1) {
      const key = `${reason}:${category}`;
      counts.set(key, (counts.get(key) ?? 0) + quantity);
    },
    takeReport(timestamp, dsn) {
      if (counts.size === 0) {
        return undefined;
      }
      const discarded_events = Array.from(counts, ([key, quantity]) => {
        const [reason, category] = key.split(':');
        return { reason, category, quantity };
      });
      counts = new Map();
      return [dsn ? { dsn } : {}, [[{ type: 'client_report' }, { timestamp, discarded_events }]]];
    },
  };
}
