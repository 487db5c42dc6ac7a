/** The parts of a URL, as far as it has them. */
export interface UrlParts {
  protocol?: string;
  host?: string;
  path?: string;
  search?: string;
  hash?: string;
  relative?: string;
}

/** Takes a URL apart; `{}` when there is nothing to take apart. `relative` is all from the path on. */
export function parseUrl(url: string): UrlParts {
  const parts = URL_PARTS.exec(url || '')?.groups;
  if (!url || !parts) {
    return {};
  }
  const { protocol, host, path = '', search = '', hash = '' } = parts;
  return { protocol, host, path, search, hash, relative: path + search + hash };
}

const URL_PARTS =
  /^(?:(?<protocol>[^:/?#]+):)?(?:\/\/(?<host>[^/?#]*))?(?<path>[^?#]*)(?<search>\?[^#]*)?(?<hash>#.*)?$/s;

/** A URL without `?` and what follows it, or `#` and what follows that. */
export function stripUrlQueryAndFragment(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? '';
}

/** A URL without query, without what it says of a user, and without the port that its protocol has anyway. */
export function getSanitizedUrlString({ protocol, host = '', path }: UrlParts): string {
  const shown = host
    .replace(/^.*@/, '[filtered]:[filtered]@')
    .replace(/(:80)$/, '')
    .replace(/(:443)$/, '');
  return `${protocol ? `${protocol}://` : ''}${shown}${path}`;
}
