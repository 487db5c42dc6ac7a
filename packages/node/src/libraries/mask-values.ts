const MAX_DEPTH = 6;
const MAX_KEYS = 40;

/**
 * The shape of a query that is an object: every value becomes `?`, a list the shape of its first element, names of fields stay.
 * `kept`: names at the top whose text is no value, such as that of a collection. Bounded in depth and breadth.
 */
export function maskValues(query: object, kept: readonly string[] = []): object {
  return mask(query, 0, kept) as object;
}

function mask(value: unknown, depth: number, kept: readonly string[]): unknown {
  if (Array.isArray(value)) {
    return value.length > 0 ? [mask(value[0], depth + 1, [])] : [];
  }
  if (!isPlain(value) || depth > MAX_DEPTH) {
    return '?';
  }
  const shape: Record<string, unknown> = {};
  for (const key of Object.keys(value).slice(0, MAX_KEYS)) {
    shape[key] = kept.includes(key) && typeof value[key] === 'string' ? value[key] : mask(value[key], depth + 1, []);
  }
  return shape;
}

/** Not a date, an id or any other value that happens to be an object. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
