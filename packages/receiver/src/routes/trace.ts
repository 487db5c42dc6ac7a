import type { SeverityLevel } from '@vedette/core/wire';
import type { Context } from 'hono';
import type { ApiError, TraceDetail, TraceError, TraceSpan } from '../api.ts';
import { uuidOf } from '../lib/ids.ts';
import type { EventLine } from '../store/events.ts';
import type { Store } from '../store/store.ts';
import type { SpanRow } from '../store/transactions.ts';

/** More than a screen can show; a trace of a loop must not fill the memory. */
const MAX_SPANS = 10_000;
const MAX_ERRORS = 500;

/** `GET /api/0/traces/:traceId`: spans of all services and the errors among them, by start time. */
export function traceRoute({ transactions, events }: Store) {
  return (c: Context): Response => {
    const traceId = uuidOf(c.req.param('traceId'));
    const spans = traceId ? transactions.spansOfTrace(traceId, MAX_SPANS).map(traceSpan) : [];
    const errors = traceId ? events.ofTrace(traceId, MAX_ERRORS).map(traceError) : [];
    return traceId && spans.length + errors.length > 0
      ? c.json<TraceDetail>({ traceId, spans, errors })
      : c.json<ApiError>({ detail: 'nothing is known of this trace' }, 404);
  };
}

function traceSpan(row: SpanRow): TraceSpan {
  return {
    spanId: row.span_id,
    parentSpanId: row.parent_span_id,
    isTransaction: row.is_transaction === 1,
    transaction: row.transaction_name,
    op: row.op,
    description: row.description,
    status: row.status,
    platform: row.platform,
    start: row.start,
    end: row.end,
    data: JSON.parse(row.data) as TraceSpan['data'],
    measurements: JSON.parse(row.measurements) as TraceSpan['measurements'],
  };
}

function traceError(row: EventLine): TraceError {
  return {
    eventId: row.event_id,
    issueId: String(row.issue_id),
    spanId: row.span_id,
    title: row.title,
    platform: row.platform,
    level: row.level as SeverityLevel,
    timestamp: row.timestamp / 1000,
  };
}
