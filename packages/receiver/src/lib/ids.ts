/** 32 hex digits, small, from that or from the form with dashes; `undefined` for anything else. */
export function eventIdOf(value: unknown): string | undefined {
  return typeof value === 'string' && EVENT_ID.test(value) ? value.replaceAll('-', '').toLowerCase() : undefined;
}

/** A trace id has the form of an event id. */
export const traceIdOf = eventIdOf;

/** 16 hex digits, small. */
export function spanIdOf(value: unknown): string | undefined {
  return typeof value === 'string' && SPAN_ID.test(value) ? value.toLowerCase() : undefined;
}

const EVENT_ID = /^(?:[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;
const SPAN_ID = /^[0-9a-f]{16}$/i;
