/**
 * `length` hex digits, the first of them a letter: so an id is never all zeros (W3C trace context forbids it), and never
 * looks like a number of anything. Unique, not secret: 128 bits of `Math.random`'s state.
 */
export function randomHex(length: 16 | 32): string {
  let id = 'abcdef'[Math.floor(Math.random() * 6)] as string;
  while (id.length < length) {
    id += '0123456789abcdef'[Math.floor(Math.random() * 16)];
  }
  return id;
}

/** An event or trace id: a version 4 UUID without dashes. Source: wire-protocol, "Envelope format". */
export function randomUuid(): string {
  const hex = randomHex(32);
  return `${hex.slice(0, 12)}4${hex.slice(13, 16)}${'89ab'[Math.floor(Math.random() * 4)]}${hex.slice(17)}`;
}
