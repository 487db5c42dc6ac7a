/** Whether text contains one of the strings or matches one of the regular expressions. */
export function matchesSome(text: string, patterns: ReadonlyArray<string | RegExp>): boolean {
  // `search` starts at the beginning whatever `lastIndex` says, so that `g` and `y` flags do no harm.
  return patterns.some((pattern) => (typeof pattern === 'string' ? text.includes(pattern) : text.search(pattern) >= 0));
}
