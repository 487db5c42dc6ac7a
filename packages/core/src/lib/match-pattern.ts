/**
 * Whether text contains one of the strings or matches one of the regular expressions. `search` starts at the beginning
 * whatever `lastIndex` says, so a `g` flag does no harm; a `y` flag, which ties it to there, is taken off.
 */
export function matchesSome(text: string, patterns: ReadonlyArray<string | RegExp>): boolean {
  return patterns.some((pattern) =>
    typeof pattern === 'string'
      ? text.includes(pattern)
      : text.search(pattern.sticky ? new RegExp(pattern, pattern.flags.replace('y', '')) : pattern) >= 0,
  );
}
