import { getClient, getIsolationScope } from '../scope/current.ts';
import type { Client, Scope } from '../types/client.ts';
import type { Session } from '../types/session.ts';
import { followErrors } from './follow-errors.ts';
import { isNew } from './is-new.ts';
import { sendSession } from './send-session.ts';
import { setOwner } from './session.ts';

/**
 * Makes a session that of this isolation scope: errors of the scope count in it, its user owns it. The one before ends
 * and is sent. Sends nothing of the new one.
 */
export function beginSession(session: Session, client: Client): void {
  const isolation = getIsolationScope();
  followErrors(client);
  endSessionOf(isolation, client);
  // A scope forgets no listener, so each has one for good.
  if (isNew(isolation)) {
    isolation.addScopeListener(tellOwner);
  }
  isolation.setSession(session);
}

/** Ends a scope's session, sends its end if that was not sent yet, and lets go of it. */
export function endSessionOf(scope: Scope, client: Client | undefined): void {
  const session = scope.getSession();
  scope.setSession(undefined);
  if (session?.status === 'ok') {
    session.status = 'exited';
  }
  if (session && client) {
    sendSession(client, session);
  }
}

/** Runs at every change of the scope, so it does little: one that was sent already is sent again when its owner is known. */
function tellOwner(scope: Scope): void {
  const session = scope.getSession();
  if (session?.status === 'ok' && setOwner(session, scope.getUser()) && !session.init) {
    const client = getClient();
    if (client) {
      sendSession(client, session);
    }
  }
}
