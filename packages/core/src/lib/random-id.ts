/** `length` hex digits (a multiple of 8), never all zeros. Unique, not secret: 128 bits of `Math.random`'s state. */
export function randomHex(length: 16 | 32): string {
  let id = '';
  while (id.length < length) {
    // 2^32 - 1 values from 1 on, so that no id is all zeros (W3C trace context forbids it).
    id += (Math.floor(Math.random() * 0xffffffff) + 1).toString(16).padStart(8, '0');
  }
  return id;
}

/** An event or trace id: a version 4 UUID without dashes. Source: wire-protocol, "Envelope format". */
export function randomUuid(): string {
  const hex = randomHex(32);
  return `${hex.slice(0, 12)}4${hex.slice(13, 16)}${'89ab'[Math.floor(Math.random() * 4)]}${hex.slice(17)}`;
}
