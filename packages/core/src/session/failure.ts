import type { Client } from '../types/client.ts';
import type { Event } from '../types/event.ts';

/** What an event means for a session. */
export type Failure = 'errored' | 'crashed';

/**
 * Calls back for each error of this client that is sent, or would be if sampling had not left it out; not for those that
 * the host dropped. In force is then the isolation scope it happened in. Returns what stops it.
 */
export function onFailure(client: Client, listener: (failure: Failure) => void): () => void {
  return client.on('postprocessEvent', (event) => {
    const failure = failureOf(event);
    if (failure) {
      listener(failure);
    }
  });
}

/** Source: sdk-behaviour, "Sessions and release health". */
function failureOf({ type, level, message, logentry, exception }: Event): Failure | undefined {
  if (type) {
    return undefined;
  }
  const isMessage = (message ?? logentry) !== undefined;
  // A message is no error, also where it brings the stack of its call.
  const thrown = (exception?.values ?? []).filter(({ mechanism }) => !isMessage || !mechanism?.synthetic);
  if (thrown.length === 0) {
    return level === 'fatal' ? 'crashed' : undefined;
  }
  return thrown.some(({ mechanism }) => mechanism?.handled === false) ? 'crashed' : 'errored';
}
