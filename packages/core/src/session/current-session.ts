import { guard } from '../lib/guard.ts';
import { getClient, getIsolationScope } from '../scope/current.ts';
import type { Session, SessionContext } from '../types/session.ts';
import { beginSession, endSessionOf } from './begin-session.ts';
import { sendSession } from './send-session.ts';
import { makeSession } from './update-session.ts';

/**
 * Begins a session of this isolation scope and returns it; one that runs is ended and sent. From now on errors of this
 * scope count in it, and the scope's user is its own. The new one is not sent before something happens to it, or
 * `captureSession` is called. Never throws.
 */
export function startSession(context?: SessionContext): Session {
  const session = makeSession(context);
  const client = getClient();
  guard(() => (client ? beginSession(session, client) : getIsolationScope().setSession(session)));
  return session;
}

/** Ends the session of this isolation scope, sends its end if that was not sent yet, and lets go of it. */
export function endSession(): void {
  guard(() => endSessionOf(getIsolationScope(), getClient()));
}

/** Sends the session of this isolation scope as it is now; `end` ends it first. Never throws. */
export function captureSession(end = false): void {
  const client = getClient();
  const session = getIsolationScope().getSession();
  if (end) {
    endSession();
  } else if (client && session) {
    guard(() => sendSession(client, session));
  }
}
