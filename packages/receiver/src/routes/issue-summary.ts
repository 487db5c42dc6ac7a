import type { SeverityLevel } from '@vedette/core/wire';
import type { IssueSummary } from '../api.ts';
import { isoTime } from '../lib/timestamp.ts';
import type { IssueRow, Issues } from '../store/issues.ts';

/** An issue as lists show it. `now` in milliseconds since the epoch: the trend ends there. */
export function issueSummary(issues: Issues, row: IssueRow, now: number): IssueSummary {
  return {
    id: String(row.id),
    projectId: row.project_id,
    title: row.title,
    culprit: row.culprit,
    level: row.level as SeverityLevel,
    platform: row.platform,
    handled: row.handled === 1,
    count: row.count,
    users: issues.countUsers(row.id),
    firstSeen: isoTime(row.first_seen),
    lastSeen: isoTime(row.last_seen),
    lastEventId: row.last_event_id,
    trend: issues.trend(row.id, now),
  };
}
