import type { Database } from './database.ts';
import { prepare } from './statement.ts';

type LogRow = {
  project_id: string;
  /** Seconds since the epoch. */
  timestamp: number;
  level: string;
  body: string;
  trace_id: string | null;
  release: string | null;
  environment: string | null;
  /** A JSON object of plain values. */
  attributes: string;
};

export type LogLine = LogRow & { id: number };

/** Which lines are wanted; empty texts ask for nothing. */
type LogFilter = {
  /** Looked for in the line and in its attributes. */
  text: string;
  level: string;
  traceId: string;
};

/** Where a page of the list begins: after this line. */
type LogPosition = { timestamp: number; id: number };

export interface Logs {
  insert(row: LogRow): void;
  /** Newest first. */
  list(filter: LogFilter, after: LogPosition | undefined, limit: number): LogLine[];
  count(): number;
}

const COLUMNS = 'project_id, timestamp, level, body, trace_id, release, environment, attributes';

/** The table `logs`. */
export function createLogs(db: Database): Logs {
  const insert = prepare<LogRow>(db, `INSERT INTO logs (${COLUMNS}) VALUES (${COLUMNS.replace(/\w+/g, ':$&')})`);
  const page = `(timestamp, id) < (:timestamp, :id) AND (:level = '' OR level = :level)
    AND (body LIKE :pattern ESCAPE '\\' OR attributes LIKE :pattern ESCAPE '\\')
    ORDER BY timestamp DESC, id DESC LIMIT :limit`;
  type PageParams = { pattern: string; level: string; timestamp: number; id: number; limit: number };
  const selectPage = prepare<PageParams, LogLine>(db, `SELECT id, ${COLUMNS} FROM logs WHERE ${page}`);
  const selectOfTrace = prepare<PageParams & { traceId: string }, LogLine>(
    db,
    `SELECT id, ${COLUMNS} FROM logs WHERE trace_id = :traceId AND ${page}`,
  );
  const selectCount = prepare<Record<string, never>, { count: number }>(db, 'SELECT count(*) AS count FROM logs');
  return {
    insert: (row) => void insert.run(row),
    list({ text, level, traceId }, after, limit) {
      const params = {
        pattern: `%${text.replace(/[\\%_]/g, '\\$&')}%`,
        timestamp: after?.timestamp ?? Number.MAX_SAFE_INTEGER,
        id: after?.id ?? 0,
        ...{ level, limit },
      };
      return traceId ? selectOfTrace.all({ ...params, traceId }) : selectPage.all(params);
    },
    count: () => selectCount.get({})?.count ?? 0,
  };
}
