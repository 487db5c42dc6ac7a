/** Takes out what must not leave. */
export interface Scrubber {
  /** A name with its secrets replaced; empty when what stands under it is a secret, whatever it looks like. */
  name(key: string): string;
  /** The text with its secrets replaced; the same text when it has none. */
  text(value: string): string;
  /** The same for a line of source code, where what stands under a name may be computed. */
  code(line: string): string;
}
