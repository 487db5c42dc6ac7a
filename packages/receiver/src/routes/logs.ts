import type { Context } from 'hono';
import type { LogEntry, LogList } from '../api.ts';
import { uuidOf } from '../lib/ids.ts';
import { isoTime } from '../lib/timestamp.ts';
import type { LogLine } from '../store/logs.ts';
import type { Store } from '../store/store.ts';
import { readCursor, refuseCursor, rowIdOf } from './cursor.ts';

const PAGE_SIZE = 100;

/** `GET /api/0/logs?query=&level=&trace=&cursor=`: newest first. A `trace` that is none finds nothing. */
export function logsRoute({ logs }: Store) {
  return (c: Context): Response => {
    const cursor = readCursor(c, rowIdOf);
    if (cursor === undefined) {
      return refuseCursor(c);
    }
    const trace = c.req.query('trace');
    const traceId = trace ? uuidOf(trace) : '';
    if (traceId === undefined) {
      return c.json<LogList>({ logs: [], nextCursor: null });
    }
    const text = (c.req.query('query') ?? '').trim().slice(0, 200);
    const level = (c.req.query('level') ?? '').slice(0, 16);
    const after = cursor ? { timestamp: cursor.time, id: cursor.id } : undefined;
    const rows = logs.list({ text, level, traceId }, after, PAGE_SIZE + 1);
    const page = rows.slice(0, PAGE_SIZE);
    const last = rows.length > PAGE_SIZE ? page.at(-1) : undefined;
    return c.json<LogList>({
      logs: page.map(logEntry),
      nextCursor: last ? `${last.timestamp}-${last.id}` : null,
    });
  };
}

function logEntry(row: LogLine): LogEntry {
  return {
    id: String(row.id),
    projectId: row.project_id,
    timestamp: isoTime(row.timestamp * 1000),
    level: row.level,
    body: row.body,
    traceId: row.trace_id,
    release: row.release,
    environment: row.environment,
    attributes: JSON.parse(row.attributes) as LogEntry['attributes'],
  };
}
