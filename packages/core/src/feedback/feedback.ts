import { guard } from '../lib/guard.ts';
import { randomUuid } from '../lib/random-id.ts';
import { truncate } from '../lib/truncate.ts';
import { getCurrentScope } from '../scope/current.ts';
import type { EventHint, Scope } from '../types/client.ts';
import type { FeedbackEvent, SendFeedbackParams } from '../types/feedback.ts';

/** Characters of a message. Source: wire-protocol, "feedback". */
const MAX_MESSAGE = 4096;

/**
 * Sends what a user wrote, with the hint's and the scope's attachments, and returns its id at once. Scopes and event
 * processors add to it as to an error; `beforeSend` is not asked. `includeReplay` is for a replay integration, which
 * hears it by the hook `beforeSendFeedback`. Never throws; one without a message is dropped.
 */
export function captureFeedback(
  params: SendFeedbackParams,
  hint: EventHint & { includeReplay?: boolean } = {},
  scope: Scope = getCurrentScope(),
): string {
  const id = guard(() => capture(params, hint, scope), undefined);
  if (id === undefined) {
    scope.getClient()?.recordDroppedEvent('invalid', 'feedback');
  }
  return id ?? randomUuid();
}

/** `undefined` when there is nothing to send. */
function capture(
  params: SendFeedbackParams,
  { includeReplay, ...hint }: EventHint & { includeReplay?: boolean },
  scope: Scope,
): string | undefined {
  const { name, email, url, source = 'api', associatedEventId, tags } = params;
  const text = String(params.message ?? '').trim();
  const message = text.length > MAX_MESSAGE ? truncate(text, MAX_MESSAGE - 3) : text;
  if (!message) {
    return undefined;
  }
  const feedback: FeedbackEvent = {
    type: 'feedback',
    level: 'info',
    tags,
    contexts: {
      feedback: { message, contact_email: email, name, url, source, associated_event_id: associatedEventId },
    },
  };
  scope.getClient()?.emit('beforeSendFeedback', feedback, { includeReplay });
  return scope.captureEvent(feedback, {
    ...hint,
    // The scope's level is that of what went wrong there.
    captureContext: (own) => own.update(hint.captureContext).setLevel('info'),
  });
}
