import type { Context } from 'hono';
import type { FeedbackEntry, FeedbackList } from '../api.ts';
import { uuidOf } from '../lib/ids.ts';
import { isoTime } from '../lib/timestamp.ts';
import type { Attachments } from '../store/attachments.ts';
import type { FeedbackLine } from '../store/feedback.ts';
import type { Store } from '../store/store.ts';
import { attachmentSummary } from './attachment.ts';
import { readCursor, refuseCursor } from './cursor.ts';

const PAGE_SIZE = 50;

/** `GET /api/0/feedback?cursor=`: newest first. */
export function feedbackRoute({ feedback, attachments }: Store) {
  return (c: Context): Response => {
    const cursor = readCursor(c, uuidOf);
    if (cursor === undefined) {
      return refuseCursor(c);
    }
    const rows = feedback.list(cursor ? { receivedAt: cursor.time, id: cursor.id } : undefined, PAGE_SIZE + 1);
    const page = rows.slice(0, PAGE_SIZE);
    const last = rows.length > PAGE_SIZE ? page.at(-1) : undefined;
    return c.json<FeedbackList>({
      feedback: page.map((row) => feedbackEntry(row, attachments)),
      nextCursor: last ? `${last.received_at}-${last.feedback_id}` : null,
    });
  };
}

export function feedbackEntry(row: FeedbackLine, attachments: Attachments): FeedbackEntry {
  const { message, name, email, url, source, release, environment } = row;
  return {
    ...{ message, name, email, url, source, release, environment },
    id: row.feedback_id,
    projectId: row.project_id,
    eventId: row.event_id,
    issueId: row.issue_id === null ? null : String(row.issue_id),
    issueTitle: row.issue_title,
    receivedAt: isoTime(row.received_at),
    attachments: attachments.ofEvent(row.feedback_id).map(attachmentSummary),
  };
}
