import { guard } from '../lib/guard.ts';
import { getClient } from '../scope/current.ts';
import type { Session, SessionContext } from '../types/session.ts';
import { newSession, setOwner } from './session.ts';

/** A session that has begun now and is well, except for what is given. Sends nothing. */
export function makeSession(context?: SessionContext): Session {
  const session = newSession(now());
  if (context) {
    updateSession(session, context);
  }
  return session;
}

/**
 * Changes a session in place; sends nothing. A session that is over stays as it is, and so does who it belongs to. The
 * transitions are drawn in this folder's README.
 */
export function updateSession(session: Session, changes: SessionContext = {}): void {
  if (session.status !== 'ok') {
    return;
  }
  guard(() => {
    const { user, did, ipAddress, timestamp = now(), ...given } = changes;
    setOwner(session, { id: did, ip_address: ipAddress });
    setOwner(session, user);
    for (const [key, value] of Object.entries(given)) {
      if (value !== undefined && key !== 'toJSON') {
        Object.assign(session, { [key]: value });
      }
    }
    session.timestamp = timestamp;
    // A crash is an error too.
    session.errors = Math.max(Number(/^(crash|unh)/.test(session.status)), Math.trunc(session.errors) || 0);
  });
}

/** Ends a session, `exited` unless told otherwise; one that is over stays as it is. Sends nothing. */
export function closeSession(session: Session, status: Exclude<Session['status'], 'ok'> = 'exited'): void {
  updateSession(session, { status });
}

/** Seconds, by the clock that the rest of the client goes by. */
function now(): number {
  return getClient()?.platform.now() ?? Date.now() / 1000;
}
