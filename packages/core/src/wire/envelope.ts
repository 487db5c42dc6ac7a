import { utf8Decode, utf8Encode } from '../lib/utf8.ts';
import type { Envelope, EnvelopeHeaders, ItemHeaders, ParsedEnvelope, ParsedItem } from '../types/envelope.ts';

/** As it was when we were loaded: pages replace even this. */
const stringify = JSON.stringify;

/**
 * An envelope as it goes over the wire: text as long as every payload is JSON, else bytes. Text payloads are attachments;
 * they and bytes carry a `length`, because JSON never holds a bare line feed. Throws what `JSON.stringify` throws.
 * Source: wire-protocol, "Envelope format".
 */
export function serializeEnvelope([headers, items]: Envelope): string | Uint8Array {
  const chunks: Uint8Array[] = [];
  /** What follows the last bytes. */
  let text = stringify(headers);
  for (const [itemHeaders, payload] of items) {
    const bytes = typeof payload === 'string' ? utf8Encode(payload) : payload;
    if (bytes instanceof Uint8Array) {
      chunks.push(utf8Encode(`${text}\n${stringify({ ...itemHeaders, length: bytes.length })}\n`), bytes);
      text = '';
    } else {
      text += `\n${stringify(itemHeaders)}\n${stringify(bytes)}`;
    }
  }
  return chunks.length > 0 ? [...chunks, utf8Encode(text)].reduce(append) : text;
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

function append(before: Uint8Array, after: Uint8Array): Uint8Array {
  const both = new Uint8Array(before.length + after.length);
  both.set(before);
  both.set(after, before.length);
  return both;
}

function parseObject<T>(line: string): T | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}
