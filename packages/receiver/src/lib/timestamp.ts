/**
 * Seconds since the epoch, from those or from an RFC 3339 text; without a zone it counts as UTC. `undefined` for
 * anything else and for what lies before 1970 or after 9999. Source: event-payload, "General".
 */
export function timestampOf(value: unknown): number | undefined {
  const seconds = typeof value === 'string' ? parseRfc3339(value) : value;
  return typeof seconds === 'number' && seconds >= 0 && seconds <= LAST_SECOND ? seconds : undefined;
}

/** Milliseconds since the epoch as ISO 8601, UTC. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function parseRfc3339(text: string): number | undefined {
  const zone = RFC_3339.exec(text)?.[1];
  return zone === undefined ? undefined : Date.parse(zone === '' ? `${text}Z` : text) / 1000;
}

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(Z|z|[+-]\d\d:\d\d|)$/;
const LAST_SECOND = 253_402_300_799;
