import type { Envelope } from '../types/envelope.ts';
import type { Session, SessionAggregates } from '../types/session.ts';
import { type EnvelopeOrigin, envelopeHeaders } from '../wire/envelope-headers.ts';

/**
 * An envelope with a session as it is now, or with counted sessions, for those who send without a client. Throws when
 * the session's times are none.
 */
export function createSessionEnvelope(
  session: Session | SessionAggregates,
  dsn?: EnvelopeOrigin['dsn'],
  metadata?: EnvelopeOrigin['metadata'],
  tunnel?: string,
): Envelope {
  return [
    envelopeHeaders({ dsn, metadata, tunnel }),
    ['aggregates' in session ? [{ type: 'sessions' }, session] : [{ type: 'session' }, session.toJSON()]],
  ];
}
