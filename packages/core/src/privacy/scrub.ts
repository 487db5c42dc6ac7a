import { collectsUserInfo } from '../lib/collects-user-info.ts';
import { matchesSome } from '../lib/match-pattern.ts';
import type { ClientOptions } from '../types/client.ts';
import type { CollectBehavior } from '../types/data-collection.ts';
import type { Scrubber } from '../types/scrubber.ts';
import { isCollected } from './data-collection.ts';
import { decodePercent, hideNamedValues } from './named-values.ts';
import { hideCredentials, hideSecrets } from './secret-values.ts';
import { FILTERED, isSensitiveKey, PERSONAL } from './sensitive-keys.ts';

/** A whole text that is a DSN with a public key, which pages show to everybody: events say by it where they are to go. */
const PUBLIC_DSN = /^https?:\/\/[\da-f]{32}@[\w.:-]+(?:\/[\w-]+)*\/\d+$/;

/** Those options of a client that say what is private. Of `dataCollection` it is `userInfo` that counts here. */
export type ScrubberOptions = Pick<ClientOptions, 'sanitizeFields' | 'sendDefaultPii' | 'dataCollection'>;

/**
 * Makes what takes secrets out of all that leaves. Takes linear time on any text, and changes nothing the second time.
 * Source: design, decision 7.
 */
export function createScrubber(options: ScrubberOptions): Scrubber {
  const keepsPersonal = collectsUserInfo(options);
  const names = ([] as unknown[])
    .concat(options.sanitizeFields)
    .filter(Boolean)
    .map((field) => (field instanceof RegExp ? field : new RegExp(String(field).replace(/\W/g, '\\$&'), 'i')));
  if (!keepsPersonal) {
    names.push(PERSONAL);
  }

  const named = rememberClean((key) => (isSensitiveKey(key) || matchesSome(key, names) ? '' : key));
  const isSensitive = (key: string): boolean => named(key) !== key;

  // A text in a text is looked into twice: one in a query, and one in the query of a URL in a query.
  const hide = (text: string, encodings = 2, isCode?: boolean): string => {
    const secrets = hideSecrets(text, !keepsPersonal);
    const hidden = /[:=>"]/.test(text) ? hideNamedValues(secrets, isSensitive, isCode) : secrets;
    return encodings && text.includes('%')
      ? hidden.replace(/[^\s&;:=?#]+/g, (part) => {
          const inner = decodePercent(part);
          return inner === part || hide(inner, encodings - 1) === inner ? part : FILTERED;
        })
      : hidden;
  };

  // What was cut may leave a pair that was none before. Of ten thousand hostile texts one takes all of the passes.
  const hideAll = (text: string, passes = 3): string => {
    const hidden = hide(text);
    return passes && hidden !== text ? hideAll(hidden, passes - 1) : hidden;
  };

  const text = rememberClean((given) => (PUBLIC_DSN.test(given) ? given : hideAll(given)));

  return {
    name: rememberClean((key) => (isSensitive(key) ? '' : text(key))),
    text,
    code: rememberClean((line) => hide(line, 0, true)),
  };
}

/**
 * The same change, made once of what it leaves as it is: most texts and names come again and again. Three thousand short
 * ones are kept, none with a secret in it: what a thousand breadcrumbs hold, which are looked through for each event.
 */
function rememberClean(change: (text: string) => string): (text: string) => string {
  const clean = new Set<string>();
  return (text) => {
    if (clean.has(text)) {
      return text;
    }
    const changed = change(text);
    if (changed === text && text.length < 200) {
      if (clean.size > 2999) {
        clean.clear();
      }
      // A copy: engines keep a part of a text by keeping the whole, which may be a body of megabytes.
      clean.add(` ${text}`.slice(1));
    }
    return changed;
  };
}

/** Headers as text, with the values of sensitive ones, and of those that are not collected, taken out; with `false` none. */
export function scrubHeaders(
  headers: Record<string, string | string[] | undefined>,
  behavior: CollectBehavior,
): Record<string, string> {
  const scrubbed: Record<string, string> = {};
  for (const [name, value] of Object.entries(behavior && headers)) {
    if (value !== undefined) {
      scrubbed[name] = isSensitiveKey(name) || !isCollected(behavior, name) ? FILTERED : String(value);
    }
  }
  return scrubbed;
}

/** What else names a secret among cookies. Source: sdk-behaviour, "Data collection". */
const SENSITIVE_COOKIE =
  /\.sid|sessid|remember|oidc|pkce|nonce|__secure-|__host-|awsalb|awselb|akamai|__stripe|cognito|firebase|supabase|sb-|mfa|2fa/i;

/** A `Cookie` header as names and values, taken out as those of headers are. */
export function scrubCookies(header: string, behavior: CollectBehavior): Record<string, string> {
  const pairs = header.split(';').map((pair): [string, string] => {
    const [name = '', ...value] = pair.split('=');
    return [name.trim(), SENSITIVE_COOKIE.test(name) ? FILTERED : value.join('=').trim()];
  });
  return scrubHeaders(Object.fromEntries(pairs), behavior);
}

/** A URL without credentials, and with the values of sensitive query parameters taken out; any text goes in. */
export function scrubUrl(url: string): string {
  return hideNamedValues(hideCredentials(url), isSensitiveKey);
}

/** A URL with the values of query parameters that are not collected taken out; with `false` without query. */
export function filterQuery(url: string, behavior: CollectBehavior): string {
  return url.replace(/\?[^#]*/g, (query) =>
    behavior
      ? query.replace(/([?&;]([^?&;=]+)=)[^&;]+/g, (pair, head, name) =>
          isCollected(behavior, decodePercent(name)) ? pair : head + FILTERED,
        )
      : '',
  );
}
