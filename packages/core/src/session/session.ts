import { guard } from '../lib/guard.ts';
import { randomUuid } from '../lib/random-id.ts';
import { getClient } from '../scope/current.ts';
import type { SerializedSession, Session, SessionContext } from '../types/session.ts';

/** A session that has begun now and is well, except for what is given. Sends nothing. */
export function makeSession(context?: SessionContext): Session {
  const started = now();
  const session: Session = {
    sid: randomUuid(),
    init: true,
    started,
    timestamp: started,
    duration: 0,
    status: 'ok',
    errors: 0,
    ignoreDuration: false,
    toJSON,
  };
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
    const { user, did, ipAddress, timestamp, duration, ...given } = changes;
    const owner = did || user?.id || user?.email || user?.username;
    session.did ??= owner ? String(owner) : undefined;
    session.ipAddress ??= ipAddress ?? user?.ip_address ?? undefined;
    for (const [key, value] of Object.entries(given)) {
      if (value !== undefined && key !== 'toJSON') {
        Object.assign(session, { [key]: value });
      }
    }
    session.timestamp = timestamp ?? now();
    session.duration = session.ignoreDuration
      ? undefined
      : (duration ?? Math.max(0, session.timestamp - session.started));
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

function toJSON(this: Session): SerializedSession {
  const { sid, did, init, status, errors, duration, abnormal_mechanism, release, environment } = this;
  return {
    sid,
    did,
    init,
    started: toIso(this.started),
    timestamp: toIso(this.timestamp),
    duration,
    status,
    errors,
    abnormal_mechanism: status === 'abnormal' ? abnormal_mechanism : undefined,
    attrs: { release, environment, ip_address: this.ipAddress, user_agent: this.userAgent },
  };
}

function toIso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
