import { randomUuid } from '../lib/random-id.ts';
import type { User } from '../types/event.ts';
import type { SerializedSession, Session } from '../types/session.ts';

/** A session that began at this time, in seconds, and is well. Sends nothing. */
export function newSession(started: number): Session {
  return {
    sid: randomUuid(),
    init: true,
    started,
    timestamp: started,
    status: 'ok',
    errors: 0,
    ignoreDuration: false,
    toJSON,
  };
}

/** Says of a session whom it belongs to, as far as nobody has; tells whether that is news. */
export function setOwner(session: Session, user: User | null | undefined): boolean {
  const { did, ipAddress } = session;
  const owner = user?.id || user?.email || user?.username;
  session.did ??= owner ? String(owner) : undefined;
  session.ipAddress ??= user?.ip_address ?? undefined;
  return did !== session.did || ipAddress !== session.ipAddress;
}

function toJSON(this: Session): SerializedSession {
  const { started, timestamp, status, duration = Math.max(0, timestamp - started) } = this;
  return {
    sid: this.sid,
    did: this.did,
    init: this.init,
    started: toIso(started),
    timestamp: toIso(timestamp),
    duration: this.ignoreDuration ? undefined : duration,
    status,
    errors: this.errors,
    abnormal_mechanism: status === 'abnormal' ? this.abnormal_mechanism : undefined,
    attrs: {
      release: this.release,
      environment: this.environment,
      ip_address: this.ipAddress,
      user_agent: this.userAgent,
    },
  };
}

function toIso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
