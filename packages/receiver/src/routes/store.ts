import type { ParsedEnvelope } from '@vedette/core/wire';
import { type EnvelopeRouteParts, envelopeRoute } from './envelope.ts';

/**
 * `POST /api/:project/store/`: one error or message as JSON, the way of clients from before envelopes, which some
 * distributions still ship. Source: wire-protocol, "Endpoints".
 */
export function storeRoute(parts: EnvelopeRouteParts) {
  return envelopeRoute(parts, asEnvelope);
}

function asEnvelope(payload: Uint8Array): ParsedEnvelope {
  return { headers: {}, items: [{ headers: { type: 'event' }, payload }] };
}
