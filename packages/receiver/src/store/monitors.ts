import type { Database } from './database.ts';
import { prepare } from './statement.ts';

/** What one check-in tells of its job. Its members that are `null` leave what is known as it is. */
type CheckInRow = {
  project_id: string;
  slug: string;
  environment: string;
  check_in_id: string;
  /** `in_progress`, `ok` or `error`. */
  status: string;
  /** Milliseconds since the epoch. */
  seen_at: number;
  /** Seconds. */
  duration: number | null;
  /** A JSON object. Source: wire-protocol, "check_in". */
  schedule: string | null;
  margin_minutes: number | null;
  max_runtime_minutes: number | null;
  timezone: string | null;
};

/** A job in one environment, with its latest check-in. */
export type MonitorRow = CheckInRow & {
  /** When the latest run began, as far as was told. */
  started_at: number;
  ok_count: number;
  error_count: number;
};

export interface Monitors {
  checkIn(row: CheckInRow): void;
  /** By name. */
  list(limit: number): MonitorRow[];
}

/**
 * The table `monitors`. A check-in that comes twice counts once: its id and status are those of the latest one. The end of
 * a run keeps the time its start was told; an end alone began `duration` before it.
 */
export function createMonitors(db: Database): Monitors {
  const upsert = prepare<CheckInRow>(
    db,
    `INSERT INTO monitors (project_id, slug, environment, check_in_id, status, started_at, seen_at, duration,
       ok_count, error_count, schedule, margin_minutes, max_runtime_minutes, timezone)
     VALUES (:project_id, :slug, :environment, :check_in_id, :status, ${STARTED}, :seen_at, :duration,
       :status = 'ok', :status = 'error', :schedule, :margin_minutes, :max_runtime_minutes, :timezone)
     ON CONFLICT DO UPDATE SET
       started_at = iif(${IS_SAME}, started_at, excluded.started_at),
       ok_count = ok_count + iif(${IS_REPEATED}, 0, excluded.ok_count),
       error_count = error_count + iif(${IS_REPEATED}, 0, excluded.error_count),
       duration = iif(${IS_SAME}, coalesce(excluded.duration, duration), excluded.duration),
       status = iif(${IS_SAME} AND status <> 'in_progress', status, excluded.status),
       check_in_id = iif(${IS_SAME}, check_in_id, excluded.check_in_id),
       seen_at = excluded.seen_at,
       schedule = coalesce(excluded.schedule, schedule),
       margin_minutes = coalesce(excluded.margin_minutes, margin_minutes),
       max_runtime_minutes = coalesce(excluded.max_runtime_minutes, max_runtime_minutes),
       timezone = coalesce(excluded.timezone, timezone)`,
  );
  const selectAll = prepare<{ limit: number }, MonitorRow>(
    db,
    'SELECT * FROM monitors ORDER BY slug, environment, project_id LIMIT :limit',
  );
  return { checkIn: (row) => void upsert.run(row), list: (limit) => selectAll.all({ limit }) };
}

const STARTED = ':seen_at - CAST(round(coalesce(:duration, 0) * 1000) AS INTEGER)';
/** An id of zeros means the run that is under way. Source: wire-protocol, "check_in". */
const IS_SAME = `(excluded.check_in_id = check_in_id OR excluded.check_in_id = '${'0'.repeat(32)}')`;
const IS_REPEATED = `(${IS_SAME} AND status <> 'in_progress')`;
