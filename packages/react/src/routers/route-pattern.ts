/** What React Router tells of a route that matched. */
export interface RouteMatch {
  /** The part of the path up to here, as it is in the URL. */
  pathnameBase?: string;
  route: { path?: string | undefined };
}

/** The pattern of nested routes: `/users/:id` from `users` and `:id`. Without a route that matched, `undefined`. */
export function patternOf(matches: readonly RouteMatch[] | null | undefined, base = ''): string | undefined {
  if (!matches?.length) {
    return undefined;
  }
  const pattern = matches.reduce((whole, { route: { path = '' } }) => {
    // A nested path that is absolute says the whole of it.
    return path.startsWith('/') ? base + path : `${withoutWildcard(whole)}/${path}`;
  }, base);
  return pattern.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1') || '/';
}

/** A pattern that other routes go on from: `/users/*` as `/users`. */
export function withoutWildcard(pattern: string): string {
  return pattern.replace(/\/?\*?$/, '');
}
