import type { Database } from './database.ts';
import { prepare } from './statement.ts';

/** What one event tells about its issue. */
interface IssueSighting {
  projectId: string;
  fingerprint: string;
  /** The lines of the fingerprint as a JSON list. */
  grouping: string;
  title: string;
  culprit: string;
  level: string;
  platform: string;
  handled: boolean;
  /** Milliseconds since the epoch. */
  seenAt: number;
  eventId: string;
  user: string | null;
}

export interface IssueRow {
  id: number;
  project_id: string;
  grouping: string;
  title: string;
  culprit: string;
  level: string;
  platform: string;
  handled: number;
  count: number;
  first_seen: number;
  last_seen: number;
  last_event_id: string;
}

/** Where a page of the list begins: after this issue. */
export type IssuePosition = { lastSeen: number; id: number };

export interface Issues {
  /** Makes or updates the issue and returns its id. What people read of it is that of the newest event. */
  record(sighting: IssueSighting): number;
  get(id: number): IssueRow | undefined;
  /** Newest seen first. `text` is looked for in title and culprit; empty finds all. */
  list(text: string, after: IssuePosition | undefined, limit: number): IssueRow[];
  countUsers(id: number): number;
  /** Events an hour over the last 24 hours, oldest first. */
  trend(id: number, now: number): number[];
  totals(): { issues: number; events: number };
}

const HOUR_MS = 3_600_000;
const TREND_HOURS = 24;

/** The tables `issues`, `issue_users` and `issue_hours`. */
export function createIssues(db: Database): Issues {
  const upsert = prepare<Record<keyof typeof COLUMNS, string | number>, { id: number }>(db, UPSERT);
  const addUser = prepare<{ id: number; user: string }>(
    db,
    'INSERT INTO issue_users (issue_id, user) VALUES (:id, :user) ON CONFLICT DO NOTHING',
  );
  const addHour = prepare<{ id: number; hour: number }>(
    db,
    `INSERT INTO issue_hours (issue_id, hour, count) VALUES (:id, :hour, 1)
     ON CONFLICT DO UPDATE SET count = count + 1`,
  );
  const selectOne = prepare<{ id: number }, IssueRow>(db, 'SELECT * FROM issues WHERE id = :id');
  const selectPage = prepare<{ pattern: string; lastSeen: number; id: number; limit: number }, IssueRow>(
    db,
    `SELECT * FROM issues
     WHERE (last_seen, id) < (:lastSeen, :id)
       AND (title LIKE :pattern ESCAPE '\\' OR culprit LIKE :pattern ESCAPE '\\')
     ORDER BY last_seen DESC, id DESC LIMIT :limit`,
  );
  const selectUsers = prepare<{ id: number }, { users: number }>(
    db,
    'SELECT count(*) AS users FROM issue_users WHERE issue_id = :id',
  );
  const selectHours = prepare<{ id: number; first: number }, { hour: number; count: number }>(
    db,
    'SELECT hour, count FROM issue_hours WHERE issue_id = :id AND hour >= :first',
  );
  const selectTotals = prepare<Record<string, never>, { issues: number; events: number }>(
    db,
    'SELECT count(*) AS issues, coalesce(sum(count), 0) AS events FROM issues',
  );

  return {
    record({ user, ...sighting }) {
      const { id } = upsert.get({ ...sighting, handled: sighting.handled ? 1 : 0 }) as { id: number };
      addHour.run({ id, hour: Math.floor(sighting.seenAt / HOUR_MS) });
      if (user !== null) {
        addUser.run({ id, user });
      }
      return id;
    },
    get: (id) => selectOne.get({ id }),
    list: (text, after, limit) =>
      selectPage.all({
        pattern: `%${text.replace(/[\\%_]/g, '\\$&')}%`,
        lastSeen: after?.lastSeen ?? Number.MAX_SAFE_INTEGER,
        id: after?.id ?? 0,
        limit,
      }),
    countUsers: (id) => selectUsers.get({ id })?.users ?? 0,
    trend(id, now) {
      const first = Math.floor(now / HOUR_MS) - TREND_HOURS + 1;
      const hours = new Map(selectHours.all({ id, first }).map((row) => [row.hour - first, row.count]));
      return Array.from({ length: TREND_HOURS }, (_, hour) => hours.get(hour) ?? 0);
    },
    totals: () => selectTotals.get({}) ?? { issues: 0, events: 0 },
  };
}

/** Columns and what of a sighting goes into them. */
const COLUMNS = {
  projectId: 'project_id',
  fingerprint: 'fingerprint',
  grouping: 'grouping',
  title: 'title',
  culprit: 'culprit',
  level: 'level',
  platform: 'platform',
  handled: 'handled',
  seenAt: 'last_seen',
  eventId: 'last_event_id',
} as const;

/** `excluded` is the new event; its texts win unless a newer one was seen. */
const UPSERT = `
  INSERT INTO issues (${Object.values(COLUMNS).join(', ')}, count, first_seen)
  VALUES (${Object.keys(COLUMNS)
    .map((name) => `:${name}`)
    .join(', ')}, 1, :seenAt)
  ON CONFLICT (project_id, fingerprint) DO UPDATE SET
    ${['title', 'culprit', 'level', 'platform', 'last_event_id']
      .map((column) => `${column} = iif(excluded.last_seen >= last_seen, excluded.${column}, ${column})`)
      .join(', ')},
    handled = min(handled, excluded.handled),
    count = count + 1,
    first_seen = min(first_seen, excluded.first_seen),
    last_seen = max(last_seen, excluded.last_seen)
  RETURNING id`;
