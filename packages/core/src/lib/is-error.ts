/**
 * Whether something is an Error, of this realm or another, by its brand; also DOM exceptions and whatever inherits
 * from Error. Never throws.
 */
export function isError(value: unknown): value is Error {
  try {
    const brand = Object.prototype.toString.call(value);
    return brand === '[object Error]' || brand === '[object DOMException]' || value instanceof Error;
  } catch {
    return false;
  }
}
