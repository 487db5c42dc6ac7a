import type { Client } from '../types/client.ts';
import type { TransactionEvent } from '../types/event.ts';
import type { Span, SpanJSON, TransactionSource } from '../types/span.ts';
import { segmentOf } from './segment.ts';
import { MAX_SPANS, spanToJSON } from './span.ts';

/**
 * Sends a finished root span with those of its descendants that ended, at most 1,000 of them, the earliest first. The
 * scopes are those of its start. Source: event-payload, "Transactions".
 */
export function captureTransaction(root: Span, client: Client): void {
  const segment = segmentOf(root);
  if (!segment) {
    return;
  }
  const all = segment.descendants.map(spanToJSON);
  let spans = all.filter(({ timestamp }) => timestamp !== undefined);
  if (spans.length > MAX_SPANS) {
    client.recordDroppedEvent('buffer_overflow', 'span', spans.length - MAX_SPANS);
    spans = spans.sort((a, b) => a.start_timestamp - b.start_timestamp).slice(0, MAX_SPANS);
  }
  const { span_id, trace_id, parent_span_id, op, origin, status, data, links, start_timestamp, timestamp } =
    spanToJSON(root);
  const event: TransactionEvent = {
    type: 'transaction',
    transaction: segment.name || '<unlabeled transaction>',
    transaction_info: { source: (data['sentry.source'] as TransactionSource | undefined) ?? 'custom' },
    start_timestamp,
    timestamp,
    contexts: {
      trace: {
        trace_id,
        span_id,
        ...(parent_span_id && { parent_span_id }),
        ...(op && { op }),
        status: status ?? 'ok',
        origin,
        data,
        ...(links && { links }),
      },
    },
    spans: reparent(spans, all, span_id),
    ...(segment.measurements && { measurements: segment.measurements }),
  };
  client.captureEvent(event, {}, segment.current, segment.isolation);
}

/** Hangs each span below the nearest one above it that is sent too; of those that never ended nothing is sent. */
function reparent(spans: SpanJSON[], all: SpanJSON[], rootId: string): SpanJSON[] {
  const sent = new Set(spans.map(({ span_id }) => span_id));
  const parents = new Map(all.map(({ span_id, parent_span_id }) => [span_id, parent_span_id]));
  return spans.map((span) => {
    let parent = span.parent_span_id;
    while (parent && !sent.has(parent)) {
      parent = parents.get(parent);
    }
    return { ...span, parent_span_id: parent ?? rootId };
  });
}
