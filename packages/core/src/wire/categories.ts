import type { DropReason } from '../types/client.ts';
import type { DataCategory, EnvelopeItem } from '../types/envelope.ts';

/** What rate limits and client reports call an item. Source: wire-protocol, "Item types". */
export function itemCategory([{ type }]: EnvelopeItem): DataCategory {
  return CATEGORIES[type] ?? (type as DataCategory);
}

/**
 * Counts items that are not sent, a transaction also as its spans, logs also as their bytes. What a lost client report told
 * of is told by the next one. Without a `reason`, because the server counts the rest itself, only that is seen to.
 */
export function recordDroppedItems(
  items: EnvelopeItem[],
  reason: DropReason | false | undefined,
  record: (reason: DropReason, category: DataCategory, quantity: number, isAgain?: boolean) => void,
): void {
  for (const item of items) {
    const [{ item_count = 1 }, payload] = item;
    const category = itemCategory(item);
    if (category === 'internal') {
      for (const told of (payload as ClientReport)?.discarded_events ?? []) {
        record(told.reason, told.category, told.quantity, true);
      }
    } else if (reason) {
      record(reason, category, item_count);
      if (category === 'transaction') {
        record(reason, 'span', ((payload as { spans?: unknown[] }).spans?.length ?? 0) + 1);
      }
      if (category === 'log_item') {
        record(reason, 'log_byte', JSON.stringify(payload).length);
      }
    }
  }
}

interface ClientReport {
  discarded_events?: Array<{ reason: DropReason; category: DataCategory; quantity: number }>;
}

/** Those whose category is not called as their type. */
const CATEGORIES: Record<string, DataCategory | undefined> = {
  event: 'error',
  sessions: 'session',
  client_report: 'internal',
  user_report: 'default',
  replay_event: 'replay',
  replay_recording: 'replay',
  check_in: 'monitor',
  log: 'log_item',
};
