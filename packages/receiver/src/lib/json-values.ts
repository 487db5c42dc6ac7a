/** A JSON object of which nothing is known yet. */
export type JsonRecord = Record<string, unknown>;

// Readers of hostile JSON: each gives the value when it is of the wanted kind, and `undefined` or nothing of it else.

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Empty when the value is no object. */
export function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}

/** Empty when the value is no list. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Cut to `maxLength` characters; `undefined` when empty or no string. */
export function textOf(value: unknown, maxLength = 8192): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, maxLength) : undefined;
}

/** `undefined` when not finite or no number. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function booleanOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/**
 * The entries that are strings, numbers or booleans, as text; from an object or from the older list of pairs. An own
 * `__proto__` stays a plain key.
 */
export function textRecordOf(value: unknown, maxLength = 8192): Record<string, string> {
  const pairs = Array.isArray(value) ? value.filter(isPair) : Object.entries(recordOf(value));
  return Object.fromEntries(
    pairs.flatMap(([key, entry]): Array<[string, string]> => {
      const simple = typeof entry === 'string' || typeof entry === 'number' || typeof entry === 'boolean';
      return simple ? [[key, String(entry).slice(0, maxLength)]] : [];
    }),
  );
}

function isPair(value: unknown): value is [string, unknown] {
  return Array.isArray(value) && typeof value[0] === 'string';
}
