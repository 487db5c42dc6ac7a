import type { Database } from './database.ts';
import { prepare } from './statement.ts';

/** The newest known state of one session. Times in milliseconds since the epoch. */
type SessionRow = {
  project_id: string;
  session_id: string;
  release: string;
  environment: string;
  status: string;
  errors: number;
  started: number;
  updated: number;
};

/** How many sessions of one minute ended how. */
type SessionCounts = {
  project_id: string;
  release: string;
  environment: string;
  minute: number;
  exited: number;
  errored: number;
  crashed: number;
  abnormal: number;
};

/** How the sessions of a release ended, over all its environments. Times in milliseconds since the epoch. */
export type ReleaseRow = {
  project_id: string;
  release: string;
  sessions: number;
  /** With errors, and ended in order. */
  errored: number;
  crashed: number;
  abnormal: number;
  first_started: number;
  last_started: number;
};

export interface Sessions {
  /** Keeps the newest update; each carries the whole state. */
  update(row: SessionRow): void;
  /** Adds to the counts of that minute. */
  add(counts: SessionCounts): void;
  /** Latest session first. */
  releases(limit: number): ReleaseRow[];
}

/** The tables `sessions` and `session_counts`: release health is read from them. */
export function createSessions(db: Database): Sessions {
  const upsert = prepare<SessionRow>(
    db,
    `INSERT INTO sessions (project_id, session_id, release, environment, status, errors, started, updated)
     VALUES (:project_id, :session_id, :release, :environment, :status, :errors, :started, :updated)
     ON CONFLICT DO UPDATE SET status = excluded.status, errors = excluded.errors, updated = excluded.updated
     WHERE excluded.updated >= updated`,
  );
  const add = prepare<SessionCounts>(
    db,
    `INSERT INTO session_counts (project_id, release, environment, minute, exited, errored, crashed, abnormal)
     VALUES (:project_id, :release, :environment, :minute, :exited, :errored, :crashed, :abnormal)
     ON CONFLICT DO UPDATE SET exited = exited + excluded.exited, errored = errored + excluded.errored,
       crashed = crashed + excluded.crashed, abnormal = abnormal + excluded.abnormal`,
  );
  const selectReleases = prepare<{ limit: number }, ReleaseRow>(
    db,
    `SELECT project_id, release, sum(sessions) AS sessions, sum(errored) AS errored, sum(crashed) AS crashed,
       sum(abnormal) AS abnormal, min(first_started) AS first_started, max(last_started) AS last_started
     FROM (
       SELECT project_id, release, count(*) AS sessions,
         sum(errors > 0 AND status NOT IN ('crashed', 'abnormal')) AS errored, sum(status = 'crashed') AS crashed,
         sum(status = 'abnormal') AS abnormal, min(started) AS first_started, max(started) AS last_started
       FROM sessions GROUP BY project_id, release
       UNION ALL
       SELECT project_id, release, sum(exited + errored + crashed + abnormal), sum(errored), sum(crashed),
         sum(abnormal), min(minute), max(minute)
       FROM session_counts GROUP BY project_id, release
     )
     GROUP BY project_id, release ORDER BY last_started DESC, release DESC LIMIT :limit`,
  );
  return {
    update: (row) => void upsert.run(row),
    add: (counts) => void add.run(counts),
    releases: (limit) => selectReleases.all({ limit }),
  };
}
