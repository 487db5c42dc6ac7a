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

export interface Sessions {
  /** Keeps the newest update; each carries the whole state. */
  update(row: SessionRow): void;
  /** Adds to the counts of that minute. */
  add(counts: SessionCounts): void;
}

/** The tables `sessions` and `session_counts`: what release health will be read from. */
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
  return { update: (row) => void upsert.run(row), add: (counts) => void add.run(counts) };
}
