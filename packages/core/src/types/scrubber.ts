/** Takes out what must not leave. */
export interface Scrubber {
  /** Whether what stands under this name is a secret, whatever it looks like. */
  isSensitive(key: string): boolean;
  /** The text with its secrets replaced; the same text when it has none. */
  text(value: string): string;
  /** The same for a line of source code, where what stands under a name may be computed. */
  code(line: string): string;
}
