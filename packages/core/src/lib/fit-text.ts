/** Bytes of JSON that one thing may still come to; what is written takes from it. */
export interface Room {
  left: number;
}

/** Half of a surrogate pair: with the `u` flag whole pairs are one character, which is not in this range. */
const LONE_SURROGATES = /[\ud800-\udfff]/gu;

/**
 * As much of a text as there is room for, with `...` where it was cut, and U+FFFD for lone surrogates, which a server
 * refuses. Each character counts as many bytes as JSON and UTF-8 need at most; nothing is read beyond the cut.
 */
export function fitText(text: string, room: Room): string {
  let { left } = room;
  let isWide = false;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    // A control character is written with six, a quote with two, anything beyond ASCII with up to three bytes.
    const isPlain = code > 0x1f && code < 0x7f && code !== 0x22 && code !== 0x5c;
    isWide ||= !isPlain;
    left -= isPlain ? 1 : 6;
    if (left < 0) {
      break;
    }
    at++;
  }
  room.left = Math.max(0, left);
  const kept = at < text.length ? `${text.slice(0, at)}...` : text;
  return isWide ? kept.replace(LONE_SURROGATES, '\ufffd') : kept;
}
