/** Levels of objects and lists that a payload may have. Sentry's own serialiser stops at 100. */
export const MAX_JSON_DEPTH = 128;

/** Bytes as JSON, refused when nested deeper than `MAX_JSON_DEPTH`; never throws. */
export function parseJson(bytes: Uint8Array): { value: unknown; text: string } | { error: string } {
  if (isDeeperThan(bytes, MAX_JSON_DEPTH)) {
    return { error: `is nested deeper than ${MAX_JSON_DEPTH} levels` };
  }
  const text = utf8.decode(bytes);
  try {
    return { value: JSON.parse(text), text };
  } catch {
    return { error: 'is not JSON' };
  }
}

/** One pass over the bytes: brackets outside strings. UTF-8 never hides an ASCII byte in another character. */
function isDeeperThan(bytes: Uint8Array, max: number): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inText) {
      if (byte === BACKSLASH) {
        at++;
      } else if (byte === QUOTE) {
        inText = false;
      }
    } else if (byte === QUOTE) {
      inText = true;
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      if (++depth > max) {
        return true;
      }
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      depth--;
    }
  }
  return false;
}

/** Broken sequences become U+FFFD. */
const utf8 = new TextDecoder();

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
