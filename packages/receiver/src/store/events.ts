import type { Database } from './database.ts';
import { prepare } from './statement.ts';

/** An error or a message. Times in milliseconds since the epoch. */
export type EventRow = {
  event_id: string;
  project_id: string;
  issue_id: number;
  timestamp: number;
  received_at: number;
  title: string;
  level: string;
  platform: string;
  environment: string;
  release: string | null;
  user: string | null;
  trace_id: string | null;
  span_id: string | null;
  /** A JSON object of texts. */
  tags: string;
  /** The event as it arrived. */
  payload: string;
  /** What symbolication found, as JSON; `null` when nothing. */
  stacks: string | null;
};

/** An event without its payload. */
export type EventLine = Omit<EventRow, 'payload' | 'stacks' | 'tags'>;

export interface TagCount {
  key: string;
  value: string;
  count: number;
}

export interface Events {
  has(eventId: string): boolean;
  /** Call only when `has` says no. */
  insert(row: EventRow): void;
  get(eventId: string): EventRow | undefined;
  /** Newest first. */
  ofIssue(issueId: number, limit: number): EventLine[];
  ofTrace(traceId: string, limit: number): EventLine[];
  /** Over the newest 1,000 events of the issue; most frequent first. */
  tagCounts(issueId: number): TagCount[];
}

const LINE_COLUMNS =
  'event_id, project_id, issue_id, timestamp, received_at, title, level, platform, environment, release, user, trace_id, span_id';
const COLUMNS = `${LINE_COLUMNS}, tags, payload, stacks`;

/** The table `events`. */
export function createEvents(db: Database): Events {
  const selectId = prepare<{ id: string }, { found: 1 }>(db, 'SELECT 1 AS found FROM events WHERE event_id = :id');
  const insert = prepare<EventRow>(db, `INSERT INTO events (${COLUMNS}) VALUES (${COLUMNS.replace(/\w+/g, ':$&')})`);
  const selectOne = prepare<{ id: string }, EventRow>(db, `SELECT ${COLUMNS} FROM events WHERE event_id = :id`);
  const selectOfIssue = prepare<{ id: number; limit: number }, EventLine>(
    db,
    `SELECT ${LINE_COLUMNS} FROM events WHERE issue_id = :id ORDER BY timestamp DESC, rowid DESC LIMIT :limit`,
  );
  const selectOfTrace = prepare<{ id: string; limit: number }, EventLine>(
    db,
    `SELECT ${LINE_COLUMNS} FROM events WHERE trace_id = :id ORDER BY timestamp LIMIT :limit`,
  );
  const selectTags = prepare<{ id: number }, TagCount>(
    db,
    `SELECT tag.key AS key, tag.value AS value, count(*) AS count
     FROM (SELECT tags FROM events WHERE issue_id = :id ORDER BY timestamp DESC LIMIT 1000) AS newest,
       json_each(newest.tags) AS tag
     GROUP BY tag.key, tag.value ORDER BY count DESC, tag.value LIMIT 2000`,
  );
  return {
    has: (id) => selectId.get({ id }) !== undefined,
    insert: (row) => void insert.run(row),
    get: (id) => selectOne.get({ id }),
    ofIssue: (id, limit) => selectOfIssue.all({ id, limit }),
    ofTrace: (id, limit) => selectOfTrace.all({ id, limit }),
    tagCounts: (id) => selectTags.all({ id }),
  };
}
