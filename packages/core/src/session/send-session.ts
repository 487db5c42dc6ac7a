import { DEBUG, debug } from '../lib/debug.ts';
import type { Client } from '../types/client.ts';
import type { Session, SessionAggregates } from '../types/session.ts';
import { isNew } from './is-new.ts';

/**
 * Sends a session as it is now, with the client's release and environment. Does nothing once its end was sent, and
 * without a release, which release health is about. Source: sdk-behaviour, "Sessions and release health".
 */
export function sendSession(client: Client, session: Session): void {
  const { release, environment } = client.getOptions();
  session.release ??= release;
  session.environment ??= environment;
  // Nothing may follow its end.
  if (!canSend(client, session.release) || (session.status !== 'ok' && !isNew(session))) {
    return;
  }
  session.timestamp = client.platform.now();
  client.emit('beforeSendSession', session);
  const { init } = session;
  client.sendEnvelope([{}, [[{ type: 'session' }, session.toJSON()]]]).then(({ statusCode = 0 }) => {
    // The backend has not taken the first update, so the next one is the first it hears of.
    session.init ||= init && statusCode >= 400;
  });
  session.init = false;
}

/** Sends counted sessions, with the client's release and environment; does nothing without a release. */
export function sendSessionAggregates(client: Client, aggregates: SessionAggregates): void {
  const { release, environment } = client.getOptions();
  if (canSend(client, release)) {
    const counted = { attrs: { release, environment }, ...aggregates };
    client.emit('beforeSendSession', counted);
    client.sendEnvelope([{}, [[{ type: 'sessions' }, counted]]]);
  }
}

function canSend(client: Client, release: string | undefined): boolean {
  if (DEBUG && !release) {
    debug('Sessions are not sent: there is no release.');
  }
  return !!release && client.isEnabled();
}
