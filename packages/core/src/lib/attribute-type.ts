export type AttributeType = 'string' | 'boolean' | 'integer' | 'double' | 'array';

/**
 * The protocol's word for a value that may be sent as it is; `undefined` for any other. `array` is a list of texts, of
 * numbers or of booleans; an integer is one that numbers can tell from its neighbours, larger ones are `double`. Source:
 * wire-protocol, "Batched containers".
 */
export function attributeType(value: unknown): AttributeType | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return typeof value as 'string' | 'boolean';
    case 'number':
      return Number.isSafeInteger(value) ? 'integer' : Number.isFinite(value) ? 'double' : undefined;
    default:
      return Array.isArray(value) && isListOfOneType(value) ? 'array' : undefined;
  }
}

/** A value with a unit, as `setAttribute` takes it; any other value comes back as the `value`. */
export function attributeParts(given: unknown): { value: unknown; unit?: string } {
  if (typeof given === 'object' && given !== null && 'value' in given) {
    const { unit } = given as { unit?: unknown };
    const others = Object.keys(given).length - (unit === undefined ? 1 : 2);
    if (others <= 0 && (unit === undefined || typeof unit === 'string')) {
      return given as { value: unknown; unit?: string };
    }
  }
  return { value: given };
}

function isListOfOneType(list: unknown[]): boolean {
  const first = typeof list[0];
  return list.every((value) => typeof value === first && attributeType(value) && typeof value !== 'object');
}
