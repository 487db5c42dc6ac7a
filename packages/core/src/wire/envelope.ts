import { utf8Decode, utf8Encode } from '../lib/utf8.ts';
import type {
  Envelope,
  EnvelopeHeaders,
  EnvelopeItem,
  ItemHeaders,
  ParsedEnvelope,
  ParsedItem,
} from '../types/envelope.ts';

/**
 * Writes one item: its header line, a line feed and its payload. Text stays text, so that an envelope without binary
 * parts costs no encoding; only bytes carry a `length`, because JSON never holds a bare line feed.
 * Throws what `JSON.stringify` throws, so the payload must be normalised. Source: wire-protocol, "Envelope format".
 */
export function serializeItem([headers, payload]: EnvelopeItem): string | Uint8Array {
  if (payload instanceof Uint8Array) {
    return concat([utf8Encode(`${JSON.stringify({ ...headers, length: payload.length })}\n`), payload]);
  }
  if (typeof payload === 'string') {
    return serializeItem([headers, utf8Encode(payload)]);
  }
  return `${JSON.stringify(headers)}\n${JSON.stringify(payload)}`;
}

/** Joins written items under their headers. Text if every item is text, else bytes. */
export function joinEnvelope(headers: EnvelopeHeaders, items: Array<string | Uint8Array>): string | Uint8Array {
  const first = JSON.stringify(headers);
  if (items.every((item) => typeof item === 'string')) {
    return [first, ...items].join('\n');
  }
  const parts = [utf8Encode(first)];
  for (const item of items) {
    parts.push(LINE_FEED, typeof item === 'string' ? utf8Encode(item) : item);
  }
  return concat(parts);
}

/** An envelope as the bytes (or text) that go over the wire. */
export function serializeEnvelope([headers, items]: Envelope): string | Uint8Array {
  return joinEnvelope(headers, items.map(serializeItem));
}

/**
 * Reads an envelope as far as it can be read; never throws. Payloads are handed over as bytes, not parsed. A broken
 * part, or an item more than `maxItems`, ends the reading: `error` names it and the items before it are kept.
 */
export function parseEnvelope(input: string | Uint8Array, maxItems = Number.POSITIVE_INFINITY): ParsedEnvelope {
  const bytes = typeof input === 'string' ? utf8Encode(input) : input;
  const items: ParsedItem[] = [];
  let at = 0;

  const readLine = (): string => {
    const found = bytes.indexOf(0x0a, at);
    const end = found < 0 ? bytes.length : found;
    const line = utf8Decode(bytes.subarray(at, end));
    // The last line needs no line feed.
    at = Math.min(end + 1, bytes.length);
    return line;
  };

  const headers = parseObject<EnvelopeHeaders>(readLine());
  if (!headers) {
    return { headers: {}, items, error: 'the envelope header is not a JSON object' };
  }
  while (at < bytes.length) {
    const number = items.length + 1;
    if (number > maxItems) {
      return { headers, items, error: `there are more than ${maxItems} items` };
    }
    const itemHeaders = parseObject<ItemHeaders>(readLine());
    if (!itemHeaders || typeof itemHeaders.type !== 'string') {
      return { headers, items, error: `the header of item ${number} is not a JSON object with a type` };
    }
    const { length } = itemHeaders;
    let end: number;
    if (length === undefined) {
      const found = bytes.indexOf(0x0a, at);
      end = found < 0 ? bytes.length : found;
    } else if (!Number.isInteger(length) || length < 0) {
      return { headers, items, error: `the length of item ${number} is not a whole number` };
    } else {
      end = at + length;
      if (end > bytes.length) {
        return { headers, items, error: `item ${number} is shorter than its length` };
      }
      if (end < bytes.length && bytes[end] !== 0x0a) {
        return { headers, items, error: `item ${number} is longer than its length` };
      }
    }
    items.push({ headers: itemHeaders, payload: bytes.subarray(at, end) });
    at = end + 1;
  }
  return { headers, items };
}

const LINE_FEED = new Uint8Array([0x0a]);

function parseObject<T>(line: string): T | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}

function concat(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
