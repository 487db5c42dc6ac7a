/** The first own keys of an object; none of bytes, of which there may be millions. May throw what a proxy throws. */
export function keysOf(object: object, max: number): string[] {
  return ArrayBuffer.isView(object) ? [] : Object.keys(object).slice(0, max);
}
