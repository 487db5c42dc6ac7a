import { guard } from '../lib/guard.ts';
import type { Integration } from '../types/client.ts';
import type { Event } from '../types/event.ts';

/**
 * Drops an error or message that is the same as the one before it: in text, type, fingerprint and stack. Counted as
 * `event_processor`. Source: sdk-behaviour, "Dedupe".
 */
export function dedupeIntegration(): Integration {
  let previous: string | undefined;
  return {
    name: 'Dedupe',
    processEvent(event) {
      // Transactions and feedback have neither.
      if (!event.message && !event.exception) {
        return event;
      }
      const last = previous;
      previous = guard(() => identify(event), undefined);
      return previous && previous === last ? null : event;
    },
  };
}

/** What makes two events the same, as one text: several times faster than to serialize it. */
function identify({ message, fingerprint, exception }: Event): string {
  let text = `${message}\n${fingerprint}`;
  for (const { type, value, stacktrace } of exception?.values ?? []) {
    text += `\n${type}\n${value}`;
    for (const frame of stacktrace?.frames ?? []) {
      text += `\n${frame.filename}:${frame.lineno}:${frame.colno}:${frame.function}`;
    }
  }
  return text;
}
