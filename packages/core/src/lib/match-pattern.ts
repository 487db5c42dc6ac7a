/** Whether text contains one of the strings or matches one of the regular expressions. */
export function matchesSome(text: string, patterns: ReadonlyArray<string | RegExp>): boolean {
  return patterns.some((pattern) =>
    typeof pattern === 'string' ? text.includes(pattern) : text.search(withoutSticky(pattern)) >= 0,
  );
}

/** `search` starts at the beginning whatever `lastIndex` says, so a `g` flag does no harm; a `y` flag ties it to there. */
function withoutSticky(pattern: RegExp): RegExp {
  return pattern.sticky ? new RegExp(pattern.source, pattern.flags.replace('y', '')) : pattern;
}
