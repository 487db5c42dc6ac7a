import { cleanEvent } from '../../event/clean-event.ts';
import { spanIdOf } from '../../lib/ids.ts';
import { isRecord, type JsonRecord, listOf, numberOf, recordOf, textOf } from '../../lib/json-values.ts';
import { timestampOf } from '../../lib/timestamp.ts';
import type { SpanRow } from '../../store/transactions.ts';
import { checkFields, shapes } from '../check-fields.ts';
import { readEventId } from '../event-id.ts';
import type { ItemKind } from '../item-kind.ts';

const FIELDS = {
  start_timestamp: shapes.moment,
  timestamp: shapes.moment,
  transaction: shapes.text,
  platform: shapes.text,
  contexts: shapes.record,
  spans: shapes.list,
  measurements: shapes.record,
};

/** A transaction: its root and the spans below become rows, so that a trace is read across services. */
export const readTransactionItem: ItemKind = (payload, _text, { projectId, envelopeEventId, receivedAt }) => {
  const read = readEventId(payload, envelopeEventId);
  const { trace } = cleanEvent(payload).contexts ?? {};
  const causes = [
    ...('causes' in read ? read.causes : []),
    ...checkFields(payload, FIELDS, ['start_timestamp', 'timestamp']),
    ...(trace ? [] : ['contexts.trace has no valid trace_id and span_id']),
    ...listOf(payload.spans).flatMap(checkSpan),
  ];
  if ('causes' in read || !trace || causes.length > 0) {
    return { causes };
  }
  const shared = {
    trace_id: trace.trace_id,
    transaction_id: read.id,
    transaction_name: textOf(payload.transaction, 500) ?? '<unlabeled transaction>',
    platform: textOf(payload.platform, 64) ?? 'other',
  };
  const root: SpanRow = {
    ...spanRow({ ...trace, start_timestamp: payload.start_timestamp, timestamp: payload.timestamp }),
    ...shared,
    description: shared.transaction_name,
    is_transaction: 1,
    measurements: JSON.stringify(cleanMeasurements(recordOf(payload.measurements))),
  };
  const children = listOf(payload.spans).map((span): SpanRow => ({ ...spanRow(recordOf(span)), ...shared }));
  const { spans: _spans, ...rest } = payload;

  return {
    eventId: read.id,
    write({ projects, transactions }) {
      projects.ensure(projectId);
      transactions.insert(
        {
          event_id: read.id,
          project_id: projectId,
          trace_id: trace.trace_id,
          received_at: receivedAt,
          payload: JSON.stringify(rest),
        },
        [root, ...children],
      );
    },
  };
};

function checkSpan(span: unknown, index: number): string[] {
  if (!isRecord(span)) {
    return [`spans[${index}] is not an object`];
  }
  const start = timestampOf(span.start_timestamp);
  return [
    ...(spanIdOf(span.span_id) ? [] : [`spans[${index}].span_id is not 16 hex digits`]),
    ...(start === undefined ? [`spans[${index}].start_timestamp is not a time`] : []),
  ];
}

/** Times were checked; a span that never ended, or ended before it began, is a moment. */
function spanRow(span: JsonRecord): Omit<SpanRow, 'trace_id' | 'transaction_id' | 'transaction_name' | 'platform'> {
  const start = timestampOf(span.start_timestamp) ?? 0;
  return {
    span_id: spanIdOf(span.span_id) ?? '',
    parent_span_id: spanIdOf(span.parent_span_id) ?? null,
    is_transaction: 0,
    op: textOf(span.op, 200) ?? 'default',
    description: textOf(span.description, 2000) ?? '',
    status: textOf(span.status, 64) ?? 'unknown',
    start,
    end: Math.max(timestampOf(span.timestamp) ?? start, start),
    data: JSON.stringify(recordOf(span.data)),
    measurements: '{}',
  };
}

function cleanMeasurements(value: JsonRecord): Record<string, { value: number; unit: string }> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, entry]): Array<[string, { value: number; unit: string }]> => {
      const measured = numberOf(recordOf(entry).value);
      return measured === undefined ? [] : [[name, { value: measured, unit: textOf(recordOf(entry).unit, 64) ?? '' }]];
    }),
  );
}
