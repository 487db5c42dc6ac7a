import type { DataCategory, EnvelopeItem } from '../types/envelope.ts';

/** What rate limits and client reports call an item. Source: wire-protocol, "Item types". */
export function itemCategory([headers]: EnvelopeItem): DataCategory {
  return CATEGORIES[headers.type] ?? 'default';
}

/** How many things an item counts for, in categories: a transaction is also its spans. */
export function itemCounts(item: EnvelopeItem): Array<[category: DataCategory, quantity: number]> {
  const [{ item_count: count = 1 }, payload] = item;
  const category = itemCategory(item);
  return category === 'transaction'
    ? [
        [category, 1],
        ['span', ((payload as { spans?: unknown[] }).spans?.length ?? 0) + 1],
      ]
    : [[category, count]];
}

const CATEGORIES: Record<string, DataCategory | undefined> = {
  event: 'error',
  transaction: 'transaction',
  session: 'session',
  sessions: 'session',
  client_report: 'internal',
  feedback: 'feedback',
  attachment: 'attachment',
  check_in: 'monitor',
  log: 'log_item',
  trace_metric: 'trace_metric',
  span: 'span',
};
