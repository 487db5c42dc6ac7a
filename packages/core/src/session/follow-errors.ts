import { getIsolationScope } from '../scope/current.ts';
import type { Client } from '../types/client.ts';
import { onFailure } from './failure.ts';
import { isNew } from './is-new.ts';
import { sendSession } from './send-session.ts';

/**
 * Counts a client's errors in the session of the isolation scope they happen in; sends the session for the first of
 * them and for a crash, which ends it with `crashStatus`. The first call for a client counts.
 */
export function followErrors(client: Client, crashStatus: 'crashed' | 'unhandled' = 'crashed'): void {
  if (!isNew(client)) {
    return;
  }
  onFailure(client, (crashed) => {
    const session = getIsolationScope().getSession();
    if (session?.status === 'ok') {
      if (crashed) {
        session.status = crashStatus;
      }
      if (!session.errors++ || crashed) {
        sendSession(client, session);
      }
    }
  });
}
