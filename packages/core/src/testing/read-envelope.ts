import { utf8Decode } from '../lib/utf8.ts';
import type { EnvelopeHeaders, ItemHeaders } from '../types/envelope.ts';
import { parseEnvelope } from '../wire/envelope.ts';

/** An envelope as a backend reads it: payloads are parsed where they are JSON, else text. */
export interface ReceivedEnvelope {
  headers: EnvelopeHeaders;
  items: Array<{ headers: ItemHeaders; payload: unknown }>;
}

/** Reads what was sent. Throws when it is no envelope, because then something is wrong with the sender. */
export function readEnvelope(body: string | Uint8Array): ReceivedEnvelope {
  const { headers, items, error } = parseEnvelope(body);
  if (error) {
    throw new Error(`what was sent is no envelope: ${error}`);
  }
  return { headers, items: items.map((item) => ({ headers: item.headers, payload: read(item) })) };
}

/** The payloads of all items of these types, in order. */
export function payloadsOf(envelopes: ReceivedEnvelope[], ...types: string[]): unknown[] {
  return envelopes
    .flatMap(({ items }) => items)
    .filter(({ headers }) => types.includes(headers.type))
    .map(({ payload }) => payload);
}

function read({ headers, payload }: { headers: ItemHeaders; payload: Uint8Array }): unknown {
  const text = utf8Decode(payload);
  return headers.type === 'attachment' ? text : JSON.parse(text);
}
