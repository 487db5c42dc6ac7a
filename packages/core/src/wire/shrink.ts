import type { EnvelopeItem } from '../types/envelope.ts';
import { recordDroppedItems } from './categories.ts';
import { MAX_FRAMES_WHEN_SHRUNK } from './limits.ts';
import type { TransportOptions } from './transport.ts';

/**
 * Makes smaller what a backend found too large. Attachments go first, and are counted; when there are none, breadcrumbs,
 * variables of frames, contexts but for the trace, and all but the newest frames are taken out of events. `undefined`
 * when there is nothing of the kind, so also for what was shrunk before.
 */
export const shrink: NonNullable<TransportOptions['shrink']> = (items, record) => {
  const others = items.filter(
    (item) => item[0].type !== 'attachment' || recordDroppedItems([item], 'send_error', record),
  );
  if (others.length < items.length) {
    return others;
  }
  const smaller = items.map(
    ([headers, payload]): EnvelopeItem => [
      headers,
      /^(event|transaction)$/.test(headers.type) ? JSON.parse(JSON.stringify(payload, cut)) : payload,
    ],
  );
  return JSON.stringify(smaller).length < JSON.stringify(items).length ? smaller : undefined;
};

/** For `JSON.stringify`: what stays of each part of an event. */
function cut(key: string, value: unknown): unknown {
  return key === 'breadcrumbs' || key === 'vars'
    ? undefined
    : key === 'contexts'
      ? { trace: (value as { trace?: unknown }).trace }
      : key === 'frames' && Array.isArray(value)
        ? value.slice(-MAX_FRAMES_WHEN_SHRUNK)
        : value;
}
