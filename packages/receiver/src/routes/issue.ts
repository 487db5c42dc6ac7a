import type { Context } from 'hono';
import type { ApiError, EventSummary, IssueDetail } from '../api.ts';
import { isoTime } from '../lib/timestamp.ts';
import type { EventLine, TagCount } from '../store/events.ts';
import type { Store } from '../store/store.ts';
import { feedbackEntry } from './feedback.ts';
import { issueSummary } from './issue-summary.ts';

const MAX_EVENTS = 50;
const MAX_VALUES_PER_TAG = 10;
const MAX_FEEDBACK = 20;

/** `GET /api/0/issues/:id` */
export function issueRoute({ issues, events, feedback, attachments }: Store) {
  return (c: Context): Response => {
    const id = c.req.param('id') ?? '';
    const row = /^\d{1,15}$/.test(id) ? issues.get(Number(id)) : undefined;
    if (!row) {
      return c.json<ApiError>({ detail: 'there is no such issue' }, 404);
    }
    return c.json<IssueDetail>({
      ...issueSummary(issues, row, Date.now()),
      grouping: JSON.parse(row.grouping) as string[],
      events: events.ofIssue(row.id, MAX_EVENTS).map(eventSummary),
      tags: tagsByKey(events.tagCounts(row.id)),
      feedback: feedback.ofIssue(row.id, MAX_FEEDBACK).map((line) => feedbackEntry(line, attachments)),
    });
  };
}

function eventSummary(row: EventLine): EventSummary {
  return {
    eventId: row.event_id,
    title: row.title,
    timestamp: isoTime(row.timestamp),
    environment: row.environment,
    release: row.release,
    user: row.user,
  };
}

/** The counts come most frequent first and stay so within each key. */
function tagsByKey(counts: TagCount[]): IssueDetail['tags'] {
  const byKey = new Map<string, Array<{ value: string; count: number }>>();
  for (const { key, value, count } of counts) {
    const values = byKey.get(key) ?? [];
    byKey.set(key, values);
    if (values.length < MAX_VALUES_PER_TAG) {
      values.push({ value, count });
    }
  }
  return Object.fromEntries(byKey);
}
