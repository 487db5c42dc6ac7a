import { cleanEvent } from '../../event/clean-event.ts';
import { culpritOf, isHandled, titleOf, userIdentity } from '../../event/describe.ts';
import { groupEvent } from '../../group/fingerprint.ts';
import { withSymbols } from '../../symbolicate/symbolicate.ts';
import { checkFields, shapes } from '../check-fields.ts';
import { readEventId } from '../event-id.ts';
import type { ItemKind } from '../item-kind.ts';

/** What is read of an event here or by the page; everything else may be as it likes. Source: event-payload. */
const FIELDS = {
  timestamp: shapes.moment,
  platform: shapes.text,
  level: shapes.text,
  release: shapes.text,
  environment: shapes.text,
  transaction: shapes.text,
  exception: shapes.listOrValues,
  breadcrumbs: shapes.listOrValues,
  contexts: shapes.record,
  tags: shapes.recordOrList,
  extra: shapes.record,
  user: shapes.record,
  request: shapes.record,
  sdk: shapes.record,
  fingerprint: shapes.textOrList,
};

/** An error or a message: symbolicated, grouped into an issue, stored with the event as it arrived. */
export const readEventItem: ItemKind = async (
  payload,
  text,
  { projectId, envelopeEventId, receivedAt, symbolicate },
) => {
  const read = readEventId(payload, envelopeEventId);
  const causes = [...('causes' in read ? read.causes : []), ...checkFields(payload, FIELDS)];
  if ('causes' in read || causes.length > 0) {
    return { causes };
  }
  const arrived = cleanEvent(payload);
  const stacks = await symbolicate(arrived);
  const event = withSymbols(arrived, stacks);
  const { fingerprint, lines } = groupEvent(event);
  const title = titleOf(event);
  const level = event.level ?? 'error';
  const platform = event.platform ?? 'other';
  const user = userIdentity(event.user);
  // A clock that is ahead must not keep its issue on top of the list for days.
  const seenAt = Math.min(Math.round((event.timestamp ?? receivedAt / 1000) * 1000), receivedAt);

  return {
    eventId: read.id,
    write({ projects, issues, events }) {
      if (events.has(read.id)) {
        return;
      }
      projects.ensure(projectId);
      const issueId = issues.record({
        ...{ projectId, fingerprint, title, level, platform, seenAt, user },
        grouping: JSON.stringify(lines),
        culprit: culpritOf(event),
        handled: isHandled(event),
        eventId: read.id,
      });
      events.insert({
        ...{ title, level, platform, user, payload: text },
        event_id: read.id,
        project_id: projectId,
        issue_id: issueId,
        timestamp: seenAt,
        received_at: receivedAt,
        environment: event.environment ?? 'production',
        release: event.release ?? null,
        trace_id: event.contexts?.trace?.trace_id ?? null,
        span_id: event.contexts?.trace?.span_id ?? null,
        tags: JSON.stringify(event.tags ?? {}),
        stacks: stacks && JSON.stringify(stacks),
      });
    },
  };
};
