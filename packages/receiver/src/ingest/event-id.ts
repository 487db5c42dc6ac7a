import { uuidOf } from '../lib/ids.ts';
import type { JsonRecord } from '../lib/json-values.ts';

/** The id of an event or transaction: the envelope header's wins. Source: wire-protocol, "Envelope headers". */
export function readEventId(payload: JsonRecord, envelopeEventId: unknown): { id: string } | { causes: string[] } {
  const given = envelopeEventId ?? payload.event_id;
  const id = uuidOf(given);
  if (id) {
    return { id };
  }
  return { causes: [given === undefined ? 'event_id is missing' : 'event_id is not a UUID of 32 hex digits'] };
}
