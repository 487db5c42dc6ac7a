import type { Context } from 'hono';
import type { Monitor, MonitorList } from '../api.ts';
import { isoTime } from '../lib/timestamp.ts';
import { describeSchedule, nextDue, type Schedule } from '../monitor/schedule.ts';
import type { MonitorRow } from '../store/monitors.ts';
import type { Store } from '../store/store.ts';

const MAX_MONITORS = 500;

/** A run may be this late unless its job says otherwise, in minutes. Source: Sentry's default. */
const DEFAULT_MARGIN_MINUTES = 1;
/** And may take this long. Source: the same. */
const DEFAULT_RUNTIME_MINUTES = 30;

/** `GET /api/0/monitors`: each job's latest check-in, and whether the next one is overdue. */
export function monitorsRoute({ monitors }: Store) {
  return (c: Context): Response => {
    const now = Date.now();
    return c.json<MonitorList>({ monitors: monitors.list(MAX_MONITORS).map((row) => monitorOf(row, now)) });
  };
}

function monitorOf(row: MonitorRow, now: number): Monitor {
  const schedule = row.schedule === null ? undefined : (JSON.parse(row.schedule) as Schedule);
  const dueAt = schedule && nextDue(schedule, row.timezone, row.started_at);
  return {
    projectId: row.project_id,
    slug: row.slug,
    environment: row.environment,
    state: stateOf(row, dueAt, now),
    startedAt: isoTime(row.started_at),
    seenAt: isoTime(row.seen_at),
    duration: row.duration,
    okCount: row.ok_count,
    errorCount: row.error_count,
    schedule: schedule ? describeSchedule(schedule, row.timezone) : null,
    dueAt: dueAt === undefined ? null : isoTime(dueAt),
  };
}

function stateOf(row: MonitorRow, dueAt: number | undefined, now: number): Monitor['state'] {
  const minutes = (count: number): number => count * 60_000;
  if (
    row.status === 'in_progress' &&
    now > row.started_at + minutes(row.max_runtime_minutes ?? DEFAULT_RUNTIME_MINUTES)
  ) {
    return 'timeout';
  }
  return dueAt !== undefined && now > dueAt + minutes(row.margin_minutes ?? DEFAULT_MARGIN_MINUTES)
    ? 'missed'
    : (row.status as Monitor['state']);
}
