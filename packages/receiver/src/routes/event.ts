import type { Event } from '@vedette/core/wire';
import type { Context } from 'hono';
import type { ApiError, EventDetail } from '../api.ts';
import { cleanEvent } from '../event/clean-event.ts';
import { culpritOf } from '../event/describe.ts';
import { uuidOf } from '../lib/ids.ts';
import { recordOf, textRecordOf } from '../lib/json-values.ts';
import { isoTime } from '../lib/timestamp.ts';
import type { EventRow } from '../store/events.ts';
import type { Store } from '../store/store.ts';
import { type SymbolicatedStacks, withSymbols } from '../symbolicate/symbolicate.ts';
import { attachmentSummary } from './attachment.ts';
import { exceptionDetails } from './exception-details.ts';

/** `GET /api/0/events/:eventId` */
export function eventRoute({ events, attachments }: Store) {
  return (c: Context): Response => {
    const id = uuidOf(c.req.param('eventId'));
    const row = id && events.get(id);
    return row
      ? c.json<EventDetail>({
          ...eventDetail(row),
          attachments: attachments.ofEvent(row.event_id).map(attachmentSummary),
        })
      : c.json<ApiError>({ detail: 'there is no such event' }, 404);
  };
}

/** The stored event is as hostile as it was when it came, so it is cleaned again. */
function eventDetail(row: EventRow): Omit<EventDetail, 'attachments'> {
  const raw = recordOf(JSON.parse(row.payload));
  const event = cleanEvent(raw);
  const stacks = row.stacks === null ? null : (JSON.parse(row.stacks) as SymbolicatedStacks);
  return {
    eventId: row.event_id,
    issueId: String(row.issue_id),
    projectId: row.project_id,
    title: row.title,
    culprit: culpritOf(withSymbols(event, stacks)),
    level: event.level ?? 'error',
    platform: row.platform,
    timestamp: isoTime(row.timestamp),
    receivedAt: isoTime(row.received_at),
    exceptions: exceptionDetails(event, stacks),
    breadcrumbs: event.breadcrumbs ?? [],
    tags: textRecordOf(event.tags),
    contexts: event.contexts ?? {},
    request: event.request ?? null,
    user: event.user ?? null,
    extra: event.extra ?? {},
    release: row.release,
    environment: row.environment,
    sdk: event.sdk ?? null,
    message: event.message ?? null,
    traceId: row.trace_id,
    spanId: row.span_id,
    raw: raw as Event,
  };
}
