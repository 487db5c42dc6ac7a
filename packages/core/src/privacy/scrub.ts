/** Stands where a value was taken out. */
const FILTERED = '[Filtered]';

/** Parts of names whose values never leave. Source: sdk-behaviour, "Data collection". */
const SENSITIVE =
  /auth|token|secret|session|password|passwd|pwd|key|jwt|bearer|sso|saml|csrf|xsrf|credentials|sid|identity|cookie/i;
/** Names that tell who somebody is; their values leave only with `sendDefaultPii`. Source: the same, deny-list D. */
const PERSONAL = /forwarded|-ip|remote-|via|-user/i;

/** Whether the value under this name is a secret by its name, whatever the options say. */
export function isSensitiveKey(key: string): boolean {
  return SENSITIVE.test(key);
}

/** Headers as text, with the values of sensitive (and without `sendDefaultPii` personal) ones taken out. */
export function scrubHeaders(
  headers: Record<string, string | string[] | undefined>,
  sendDefaultPii: boolean,
): Record<string, string> {
  const scrubbed: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) {
      const hidden = isSensitiveKey(name) || (!sendDefaultPii && PERSONAL.test(name));
      scrubbed[name] = hidden ? FILTERED : String(value);
    }
  }
  return scrubbed;
}

/** A URL without credentials, and with the values of sensitive query parameters taken out; any text goes in. */
export function scrubUrl(url: string): string {
  return (
    url
      // Up to the last `@` before the path: a password may hold one.
      .replace(/^(\s*(?:[a-z][a-z0-9+.-]*:)?\/\/)[^/?#]*@/i, `$1${FILTERED}:${FILTERED}@`)
      .replace(/([?&#])([^=&#?]+)=([^&#]*)/g, (pair, before: string, name: string) =>
        isSensitiveKey(name) ? `${before}${name}=${FILTERED}` : pair,
      )
  );
}
