import type { Span, SpanJSON, SpanLink, SpanLinkJSON, SpanStatus } from '../types/span.ts';
import type { TraceSpan } from './span.ts';

/** A span as it is sent inside a transaction; of one that is not recorded, its ids. Fields may be `undefined`. */
export function spanToJSON(span: Span): SpanJSON {
  const { traceId, spanId } = span.spanContext();
  // A span that is not ours may have nothing of all this.
  const {
    attributes: data = {},
    name,
    startTime = 0,
    endTime,
    status,
    links,
    measurements,
  } = span as Partial<TraceSpan>;
  return {
    span_id: spanId,
    trace_id: traceId,
    parent_span_id: span.parentSpanId,
    op: data['sentry.op'] as string | undefined,
    description: name,
    start_timestamp: startTime,
    timestamp: endTime,
    status: statusText(status),
    origin: (data['sentry.origin'] as string | undefined) ?? 'manual',
    data: { ...data },
    links: links?.map(linkToJSON),
    measurements,
  };
}

/** The protocol's word for a status; an error without one is an `internal_error`. */
export function statusText(status: SpanStatus | undefined): string | undefined {
  if (!status?.code) {
    return undefined;
  }
  return status.code === 1 ? 'ok' : status.message || 'internal_error';
}

/** A link as it is sent. */
export function linkToJSON({ context, attributes }: SpanLink): SpanLinkJSON {
  return { trace_id: context.traceId, span_id: context.spanId, sampled: context.traceFlags === 1, attributes };
}
