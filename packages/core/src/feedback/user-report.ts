import type { Envelope } from '../types/envelope.ts';
import type { UserFeedback } from '../types/feedback.ts';
import { type EnvelopeOrigin, envelopeHeaders } from '../wire/envelope-headers.ts';

/** An envelope with feedback in its older form, about an event of the last 30 minutes. `captureFeedback` is newer. */
export function createUserFeedbackEnvelope(feedback: UserFeedback, origin: EnvelopeOrigin): Envelope {
  return [{ event_id: feedback.event_id, ...envelopeHeaders(origin) }, [[{ type: 'user_report' }, feedback]]];
}
