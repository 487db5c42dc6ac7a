import { parseEnvelope } from '@vedette/core/wire';
import { checkRules, type ReadItem } from './rules.ts';
import { checkAgainstPublishedSchema, checkEnvelopeHeader, checkItemHeader, checkPayload } from './schemas.ts';

/**
 * Everything that is wrong with an envelope, in words; empty when nothing is. This is the one validator: whatever any
 * of our tests sends has to pass it. It is stricter than a server, which repairs and ignores a lot.
 * Sources: wire-protocol, event-payload.
 */
export function validateEnvelope(input: string | Uint8Array): string[] {
  const { headers, items, error } = parseEnvelope(input);
  if (error) {
    return [error];
  }
  const problems = [
    ...firstLineProblems(input),
    ...checkEnvelopeHeader(headers).map((text) => `envelope header: ${text}`),
  ];
  const readable: ReadItem[] = [];
  for (const [index, item] of items.entries()) {
    const { json, found } = readItem(item.headers, item.payload);
    problems.push(...found.map((text) => `item ${index + 1} (${item.headers.type}): ${text}`));
    if (found.length === 0) {
      readable.push({ headers: item.headers, json, byteLength: item.payload.length });
    }
  }
  // Rules between items say nothing sensible about items that are broken in themselves.
  return readable.length === items.length ? [...problems, ...checkRules(headers, readable)] : problems;
}

function readItem(headers: ReadItem['headers'], payload: Uint8Array): { json?: unknown; found: string[] } {
  const found = checkItemHeader(headers);
  if (checkPayload(headers, {}) === undefined) {
    return { found };
  }
  try {
    const json: unknown = JSON.parse(utf8.decode(payload));
    found.push(...(checkPayload(headers, json) ?? []));
    if (headers.type === 'event' && found.length === 0) {
      found.push(...checkAgainstPublishedSchema(json));
    }
    return { json, found };
  } catch (error) {
    return { found: [...found, `the payload is not JSON: ${(error as Error).message}`] };
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** "One line of UTF-8 JSON object, no padding." */
function firstLineProblems(input: string | Uint8Array): string[] {
  const line = typeof input === 'string' ? input : new TextDecoder('utf-8', { ignoreBOM: true }).decode(input);
  const [first = ''] = line.split('\n', 1);
  return first.startsWith('{') && first.endsWith('}') ? [] : ['the envelope header is padded'];
}
