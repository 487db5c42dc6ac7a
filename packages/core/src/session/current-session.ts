import { guard } from '../lib/guard.ts';
import { getClient, getIsolationScope } from '../scope/current.ts';
import type { Scope } from '../types/client.ts';
import type { Session, SessionContext } from '../types/session.ts';
import { followErrors } from './follow-errors.ts';
import { sendSession } from './send-session.ts';
import { closeSession, makeSession, updateSession } from './session.ts';

/**
 * Begins a session of this isolation scope and returns it; one that runs is ended and sent. From now on errors of this
 * scope count in it, and the scope's user is its own. The new one is not sent before something happens to it, or
 * `captureSession` is called. Never throws.
 */
export function startSession(context?: SessionContext): Session {
  const isolation = getIsolationScope();
  const session = guard(() => makeSession({ user: isolation.getUser(), ...context }), undefined) ?? makeSession();
  guard(() => {
    const client = getClient();
    if (client) {
      followErrors(client);
    }
    endSession();
    isolation.setSession(session);
    followUser(isolation);
  });
  return session;
}

/** Ends the session of this isolation scope, sends its end if that was not sent yet, and lets go of it. */
export function endSession(): void {
  const isolation = getIsolationScope();
  const session = isolation.getSession();
  if (session) {
    closeSession(session);
    captureSession();
    isolation.setSession(undefined);
  }
}

/** Sends the session of this isolation scope as it is now; `end` ends it first. Never throws. */
export function captureSession(end = false): void {
  if (end) {
    endSession();
    return;
  }
  const client = getClient();
  const session = getIsolationScope().getSession();
  if (client && session) {
    guard(() => sendSession(client, session));
  }
}

const followed = /* @__PURE__ */ new WeakSet<Scope>();

/**
 * Tells the session of a scope, whichever it is then, of each user that the scope is told of. One that was sent already
 * is sent again when the user's id or address is another. A scope forgets no listener, so there is one for good.
 */
function followUser(scope: Scope): void {
  if (followed.has(scope)) {
    return;
  }
  followed.add(scope);
  let before = scope.getUser();
  scope.addScopeListener(() => {
    const user = scope.getUser();
    const session = scope.getSession();
    if (session && user !== before) {
      updateSession(session, { user });
      if (!session.init && (user?.id !== before?.id || user?.ip_address !== before?.ip_address)) {
        captureSession();
      }
    }
    before = user;
  });
}
