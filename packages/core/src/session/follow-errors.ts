import { getIsolationScope } from '../scope/current.ts';
import type { Client } from '../types/client.ts';
import { onFailure } from './failure.ts';
import { sendSession } from './send-session.ts';
import { updateSession } from './session.ts';

const following = /* @__PURE__ */ new WeakSet<Client>();

/**
 * Counts a client's errors in the session of the isolation scope they happen in; sends the session for the first of
 * them and for a crash, which ends it with `crashStatus`. The first call for a client counts.
 */
export function followErrors(client: Client, crashStatus: 'crashed' | 'unhandled' = 'crashed'): void {
  if (following.has(client)) {
    return;
  }
  following.add(client);
  onFailure(client, (failure) => {
    const session = getIsolationScope().getSession();
    if (session?.status === 'ok') {
      const crashed = failure === 'crashed';
      const isNews = crashed || session.errors === 0;
      updateSession(session, { errors: session.errors + 1, status: crashed ? crashStatus : 'ok' });
      if (isNews) {
        sendSession(client, session);
      }
    }
  });
}
