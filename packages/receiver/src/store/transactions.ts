import type { Database } from './database.ts';
import { prepare } from './statement.ts';

type TransactionRow = {
  event_id: string;
  project_id: string;
  trace_id: string;
  /** Milliseconds since the epoch. */
  received_at: number;
  /** The transaction as it arrived, without its spans: they have rows of their own. */
  payload: string;
};

/** The root of a transaction or a span below it. `start` and `end` in seconds since the epoch. */
export type SpanRow = {
  trace_id: string;
  span_id: string;
  parent_span_id: string | null;
  transaction_id: string;
  is_transaction: number;
  transaction_name: string;
  op: string;
  description: string;
  status: string;
  platform: string;
  start: number;
  end: number;
  /** JSON objects. */
  data: string;
  measurements: string;
};

export interface Transactions {
  /** False when one of this id is there already; then nothing is written. */
  insert(row: TransactionRow, spans: SpanRow[]): boolean;
  /** Spans of all transactions of a trace, by start. */
  spansOfTrace(traceId: string, limit: number): SpanRow[];
  count(): number;
}

const SPAN_COLUMNS =
  'trace_id, span_id, parent_span_id, transaction_id, is_transaction, transaction_name, op, description, status, platform, start, "end", data, measurements';

/** The tables `transactions` and `spans`. */
export function createTransactions(db: Database): Transactions {
  const insertTransaction = prepare<TransactionRow>(
    db,
    `INSERT INTO transactions (event_id, project_id, trace_id, received_at, payload)
     VALUES (:event_id, :project_id, :trace_id, :received_at, :payload) ON CONFLICT DO NOTHING`,
  );
  const insertSpan = prepare<SpanRow>(
    db,
    `INSERT INTO spans (${SPAN_COLUMNS}) VALUES (${SPAN_COLUMNS.replaceAll('"', '').replace(/\w+/g, ':$&')})`,
  );
  const selectSpans = prepare<{ id: string; limit: number }, SpanRow>(
    db,
    `SELECT ${SPAN_COLUMNS} FROM spans WHERE trace_id = :id ORDER BY start, rowid LIMIT :limit`,
  );
  const selectCount = prepare<Record<string, never>, { count: number }>(
    db,
    'SELECT count(*) AS count FROM transactions',
  );
  return {
    insert(row, spans) {
      if (insertTransaction.run(row) === 0) {
        return false;
      }
      for (const span of spans) {
        insertSpan.run(span);
      }
      return true;
    },
    spansOfTrace: (id, limit) => selectSpans.all({ id, limit }),
    count: () => selectCount.get({})?.count ?? 0,
  };
}
