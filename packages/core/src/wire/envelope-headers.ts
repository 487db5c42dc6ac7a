import type { EnvelopeHeaders } from '../types/envelope.ts';
import type { SdkInfo } from '../types/event.ts';
import { type Dsn, dsnToString } from './dsn.ts';

/** Where an envelope comes from and goes to, as its first line tells. */
export interface EnvelopeOrigin {
  dsn?: Dsn;
  metadata?: { sdk?: SdkInfo };
  /** With one, the envelope has to say which DSN it is for. */
  tunnel?: string;
}

/**
 * Headers of an envelope that holds no event, for those who make envelopes without a client: a client adds them by
 * itself. Source: wire-protocol, "Envelope headers".
 */
export function envelopeHeaders({ dsn, metadata, tunnel }: EnvelopeOrigin): EnvelopeHeaders {
  const { name, version } = metadata?.sdk ?? {};
  return {
    sent_at: new Date().toISOString(),
    ...(name && version && { sdk: { name, version } }),
    ...(tunnel && dsn && { dsn: dsnToString(dsn) }),
  };
}
