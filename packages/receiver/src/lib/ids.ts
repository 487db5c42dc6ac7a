/**
 * An event or trace id: 32 hex digits, small, from that or from the form with dashes; `undefined` for anything else.
 */
export function uuidOf(value: unknown): string | undefined {
  return typeof value === 'string' && UUID.test(value) ? value.replaceAll('-', '').toLowerCase() : undefined;
}

/** 16 hex digits, small. */
export function spanIdOf(value: unknown): string | undefined {
  return typeof value === 'string' && SPAN_ID.test(value) ? value.toLowerCase() : undefined;
}

const UUID = /^(?:[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;
const SPAN_ID = /^[0-9a-f]{16}$/i;
