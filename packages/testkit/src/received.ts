import { type EnvelopeHeaders, type Event, type ItemHeaders, type ParsedItem, parseEnvelope } from '@vedette/core/wire';

/** An envelope as it arrived, read. */
export interface ReceivedEnvelope {
  headers: EnvelopeHeaders;
  items: ReceivedItem[];
  /** What the validator found. */
  problems: string[];
  request: ReceivedRequest;
}

/** `json` is `undefined` when the payload is none. */
export interface ReceivedItem {
  headers: ItemHeaders;
  payload: Uint8Array;
  json: unknown;
}

/** The request that carried an envelope. */
export interface ReceivedRequest {
  url: string;
  headers: Record<string, string | string[] | undefined>;
  /** Before decoding. */
  byteLength: number;
}

/** Reads an envelope with the payloads of its items. */
export function readEnvelope(body: Uint8Array, request: ReceivedRequest, problems: string[]): ReceivedEnvelope {
  const { headers, items } = parseEnvelope(body);
  return { headers, items: items.map(readItem), problems, request };
}

/** The payloads of all items of one type, in the order they came. */
export function payloads<T = Event>(envelopes: ReceivedEnvelope[], type: string): T[] {
  return envelopes.flatMap(({ items }) =>
    items.filter((item) => item.headers.type === type).map(({ json }) => json as T),
  );
}

function readItem({ headers, payload }: ParsedItem): ReceivedItem {
  try {
    return { headers, payload, json: JSON.parse(new TextDecoder().decode(payload)) };
  } catch {
    return { headers, payload, json: undefined };
  }
}
