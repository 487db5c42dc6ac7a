import { undoAll } from '../lib/undo-all.ts';
import type { Client } from '../types/client.ts';
import type { Event } from '../types/event.ts';

/**
 * Calls back for each error of this client that is sent, or would be if sampling or flood control had not left it out; not
 * for those that the host dropped. In force is then the isolation scope it happened in. `crashed`: nobody handled it. Returns
 * what stops it. Source: sdk-behaviour, "Sessions and release health".
 */
export function onFailure(client: Client, listener: (crashed: boolean) => void): () => void {
  const hear = ({ type, level, message, logentry, exception, tags }: Event): void => {
    // A message is no error, also where it brings the stack of its call.
    const thrown = exception?.values?.filter(({ mechanism }) => !(message ?? logentry) || !mechanism?.synthetic) ?? [];
    const crashed = thrown[0] ? thrown.some(({ mechanism }) => mechanism?.handled === false) : level === 'fatal';
    // What is tagged as noise is no fault of the application.
    if (!type && !tags?.noise && (thrown[0] || crashed)) {
      listener(crashed);
    }
  };
  return undoAll([client.on('postprocessEvent', hear), client.on('holdBackEvent', hear)]);
}
