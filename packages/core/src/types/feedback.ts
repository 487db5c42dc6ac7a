import type { Contexts, Event, Primitive } from './event.ts';

/** What a user wrote. */
export interface SendFeedbackParams {
  /** Trimmed and cut to 4096 characters. */
  message: string;
  name?: string;
  email?: string;
  url?: string;
  /** Where it was written. @default 'api' */
  source?: string;
  /** The event it speaks of. */
  associatedEventId?: string;
  tags?: Record<string, Primitive>;
}

/** Source: wire-protocol, "feedback". */
interface FeedbackContext extends Record<string, unknown> {
  message: string;
  contact_email?: string;
  name?: string;
  url?: string;
  source?: string;
  /** 32 hex digits, as the next. */
  associated_event_id?: string;
  replay_id?: string;
}

export interface FeedbackEvent extends Event {
  type: 'feedback';
  contexts: Contexts & { feedback: FeedbackContext };
}

/** The older form of feedback. Source: wire-protocol, "user_report". */
export interface UserFeedback {
  event_id: string;
  name: string;
  email: string;
  comments: string;
}
