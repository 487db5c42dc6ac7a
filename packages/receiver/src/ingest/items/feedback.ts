import { uuidOf } from '../../lib/ids.ts';
import { recordOf, textOf } from '../../lib/json-values.ts';
import { checkFields, shapes } from '../check-fields.ts';
import { readEventId } from '../event-id.ts';
import type { ItemKind } from '../item-kind.ts';

const FIELDS = { contexts: shapes.record, release: shapes.text, environment: shapes.text };

/** What a user wrote, as an event of its own. Source: wire-protocol, "feedback". */
export const readFeedbackItem: ItemKind = (payload, _text, { projectId, envelopeEventId, receivedAt }) => {
  const read = readEventId(payload, envelopeEventId);
  const given = recordOf(recordOf(payload.contexts).feedback);
  const message = textOf(given.message, MAX_MESSAGE);
  const causes = [
    ...('causes' in read ? read.causes : []),
    ...checkFields(payload, FIELDS, ['contexts']),
    ...(message?.trim() ? [] : ['contexts.feedback.message is missing']),
  ];
  if ('causes' in read || !message || causes.length > 0) {
    return { causes };
  }
  return {
    eventId: read.id,
    write({ projects, feedback }) {
      projects.ensure(projectId);
      feedback.insert({
        feedback_id: read.id,
        project_id: projectId,
        event_id: uuidOf(given.associated_event_id) ?? null,
        received_at: receivedAt,
        message,
        name: textOf(given.name, 200) ?? null,
        email: textOf(given.contact_email, 200) ?? null,
        url: textOf(given.url, 2000) ?? null,
        source: textOf(given.source, 64) ?? 'api',
        release: textOf(payload.release, 200) ?? null,
        environment: textOf(payload.environment, 64) ?? null,
      });
    },
  };
};

/** Characters. Source: wire-protocol, "feedback". */
const MAX_MESSAGE = 4096;
