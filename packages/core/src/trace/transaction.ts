import type { Client, DropReason } from '../types/client.ts';
import type { SpanJSON, TransactionSource } from '../types/span.ts';
import { lastLookAtSpan } from './before-send-span.ts';
import { isIgnored } from './ignore-spans.ts';
import { MAX_SPANS, type Segment, type TraceSpan } from './span.ts';
import { spanToJSON } from './span-json.ts';

/**
 * Sends a finished root span with those of its descendants that ended and are not ignored, at most 1,000 of them, the
 * earliest first; what is below one that is left out hangs below the next above it. What has not ended becomes a transaction of
 * its own. The scopes are those of the root's start. Source: event-payload, "Transactions".
 */
export function captureTransaction(root: TraceSpan, client: Client): void {
  const segment = root.segment as Segment;
  const { descendants, current, isolation } = segment;
  const drop = (reason: DropReason, category: 'span' | 'transaction' = 'span'): void =>
    client.recordDroppedEvent(reason, category);
  const ignored = isIgnored(root, client);
  const sent: TraceSpan[] = [];
  root.leftOut = false;
  for (const span of descendants.sort((a, b) => a.startTime - b.startTime)) {
    span.leftOut = true;
    if (span.endTime === undefined) {
      if (!ignored) {
        goOnWithout(segment, span);
      }
    } else if (ignored || isIgnored(span, client)) {
      drop('ignored');
    } else if (sent.length === MAX_SPANS) {
      drop('buffer_overflow');
    } else {
      span.leftOut = false;
      sent.push(span);
    }
  }
  if (ignored) {
    // What starts below it from now on is not sent either.
    segment.recording = false;
    drop('ignored');
    drop('ignored', 'transaction');
    return;
  }
  const lastLook = (span: TraceSpan): SpanJSON => lastLookAtSpan(() => spanToJSON(span), 'static', client);
  const { description, start_timestamp, timestamp, measurements, ...trace } = lastLook(root);
  client.captureEvent(
    {
      type: 'transaction',
      transaction: description || '<unlabeled transaction>',
      transaction_info: { source: (trace.data?.['sentry.source'] as TransactionSource | undefined) ?? 'custom' },
      start_timestamp,
      timestamp,
      measurements,
      contexts: { trace: { ...trace, status: trace.status ?? 'ok' } },
      spans: sent.map(lastLook),
    },
    {},
    current,
    isolation,
  );
}

/** A span that outlives its root is one itself, unless it is below another of these. */
function goOnWithout(ended: Segment, span: TraceSpan): void {
  const { segment } = span.parent as TraceSpan;
  if (segment === ended) {
    span.segment = { ...ended, root: span, descendants: [] };
  } else {
    span.segment = segment;
    segment?.descendants.push(span);
  }
}
