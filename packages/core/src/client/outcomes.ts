import type { DropReason } from '../types/client.ts';
import type { DataCategory, EnvelopeItem } from '../types/envelope.ts';

/** Counts what was dropped, why, and of which category, until a client report takes the counts along. */
export interface Outcomes {
  record(reason: DropReason, category: DataCategory, quantity?: number): void;
  /** The counts as an item, which sets them to zero; `undefined` when nothing was dropped. */
  takeReport(timestampSeconds: number): EnvelopeItem | undefined;
}

export function createOutcomes(): Outcomes {
  let counts: Record<string, { reason: string; category: string; quantity: number }> = {};
  return {
    record(reason, category, quantity = 1) {
      const counted = (counts[reason + category] ??= { reason, category, quantity: 0 });
      counted.quantity += quantity;
    },
    takeReport(timestamp) {
      const discarded_events = Object.values(counts);
      counts = {};
      return discarded_events[0] && [{ type: 'client_report' }, { timestamp, discarded_events }];
    },
  };
}
