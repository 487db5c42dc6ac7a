import type { SerializedCheckIn } from '../types/check-in.ts';
import type { Envelope } from '../types/envelope.ts';
import type { DynamicSamplingContext } from '../types/span.ts';
import { type EnvelopeOrigin, envelopeHeaders } from '../wire/envelope-headers.ts';

/** An envelope with a check-in and the facts of its trace, for those who send without a client. */
export function createCheckInEnvelope(
  checkIn: SerializedCheckIn,
  dynamicSamplingContext?: Partial<DynamicSamplingContext>,
  metadata?: EnvelopeOrigin['metadata'],
  tunnel?: string,
  dsn?: EnvelopeOrigin['dsn'],
): Envelope {
  const trace = dynamicSamplingContext && { trace: dynamicSamplingContext };
  return [{ ...envelopeHeaders({ dsn, metadata, tunnel }), ...trace }, [[{ type: 'check_in' }, checkIn]]];
}
