import type { Client } from '../types/client.ts';
import type { TransactionEvent } from '../types/event.ts';
import type { Span, TransactionSource } from '../types/span.ts';
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
  const ended = segment.descendants.filter((span) => !span.isRecording());
  if (ended.length > MAX_SPANS) {
    client.recordDroppedEvent('buffer_overflow', 'span', ended.length - MAX_SPANS);
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
    spans: ended.slice(0, MAX_SPANS).map(spanToJSON),
    ...(segment.measurements && { measurements: segment.measurements }),
  };
  client.captureEvent(event, {}, segment.current, segment.isolation);
}
