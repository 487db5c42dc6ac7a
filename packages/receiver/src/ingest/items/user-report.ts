import { createHash } from 'node:crypto';
import { uuidOf } from '../../lib/ids.ts';
import { textOf } from '../../lib/json-values.ts';
import { checkFields, shapes } from '../check-fields.ts';
import type { ItemKind } from '../item-kind.ts';

const FIELDS = { event_id: shapes.text, name: shapes.text, email: shapes.text, comments: shapes.text };

/** Feedback in its older form, about one event. Source: wire-protocol, "user_report". */
export const readUserReportItem: ItemKind = (payload, _text, { projectId, receivedAt }) => {
  const eventId = uuidOf(payload.event_id);
  const message = textOf(payload.comments, MAX_COMMENTS);
  const causes = [
    ...checkFields(payload, FIELDS, ['event_id', 'comments']),
    ...(typeof payload.event_id === 'string' && !eventId ? ['event_id is not a UUID of 32 hex digits'] : []),
    ...(payload.comments === '' ? ['comments is empty'] : []),
  ];
  if (!eventId || !message || causes.length > 0) {
    return { causes };
  }
  const name = textOf(payload.name, 200) ?? null;
  const email = textOf(payload.email, 200) ?? null;
  return {
    write({ projects, feedback }) {
      projects.ensure(projectId);
      feedback.insert({
        feedback_id: userReportId(eventId, name, email, message),
        project_id: projectId,
        event_id: eventId,
        received_at: receivedAt,
        ...{ message, name, email, url: null, release: null, environment: null },
        source: textOf(payload.source, 64) ?? 'user_report',
      });
    },
  };
};

/** It has no id of its own; so one that comes twice is stored once, and a second, different one beside it. */
function userReportId(...parts: Array<string | null>): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** Characters. Source: wire-protocol, "user_report". */
const MAX_COMMENTS = 4096;
