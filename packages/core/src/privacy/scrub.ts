import { collectsUserInfo } from '../lib/collects-user-info.ts';
import type { ClientOptions } from '../types/client.ts';
import type { CollectBehavior } from '../types/data-collection.ts';
import type { Scrubber } from '../types/scrubber.ts';
import { isCollected } from './data-collection.ts';
import { decodePercent, hideNamedValues } from './named-values.ts';
import { createSecretHider, hideCredentials } from './secret-values.ts';
import { FILTERED, isSensitiveKey, mentionsKey, PERSONAL } from './sensitive-keys.ts';

/** Those options of a client that say what is private. Of `dataCollection` it is `userInfo` that counts here. */
export type ScrubberOptions = Pick<ClientOptions, 'sanitizeFields' | 'sendDefaultPii' | 'dataCollection'>;

/** How often a text in a text is looked into: one in a query, and one in the query of a URL in a query. */
const MAX_ENCODINGS = 2;
/** How often a text is gone over: what was cut may leave a pair that was none before. One in ten thousand hostile ones. */
const MAX_PASSES = 4;
/** Characters of the shortest text that can hold a secret: `pin=12`, `a@b.de`. */
const MIN_SECRET = 6;

/**
 * Makes what takes secrets out of all that leaves. Takes linear time on any text, and changes nothing the second time.
 * Source: design, decision 7.
 */
export function createScrubber(options: ScrubberOptions): Scrubber {
  const keepsPersonal = collectsUserInfo(options);
  const fields = ([] as unknown[]).concat(options.sanitizeFields).filter(Boolean);
  const names = fields.map((field) =>
    field instanceof RegExp ? field : new RegExp(String(field).replace(/\W/g, '\\$&'), 'i'),
  );
  if (!keepsPersonal) {
    names.push(PERSONAL);
  }
  const hideSecrets = createSecretHider(!keepsPersonal);

  // `search` looks from the beginning, whatever flags a host's expression has.
  const isSensitive = (key: string): boolean => isSensitiveKey(key) || names.some((name) => key.search(name) >= 0);

  const hide = (text: string, encodings = 0): string => {
    const decoded = decodePercent(text);
    let hidden = hideSecrets(text);
    if (/[:=>"]/.test(text) && (fields.length > 0 || mentionsKey(decoded))) {
      hidden = hideNamedValues(hidden, isSensitive);
    }
    return decoded === text || encodings >= MAX_ENCODINGS
      ? hidden
      : hidden.replace(/[^\s&;:=?#]+/g, (part) => {
          const inner = decodePercent(part);
          return inner === part || hide(inner, encodings + 1) === inner ? part : FILTERED;
        });
  };

  const isSuspect = rememberClean((text) => hide(text) !== text);
  return {
    isSensitive: rememberClean(isSensitive),
    text(text) {
      let hidden = text;
      for (let pass = 0; pass < MAX_PASSES && hidden.length >= MIN_SECRET && isSuspect(hidden); pass += 1) {
        hidden = hide(hidden);
      }
      return hidden;
    },
  };
}

/**
 * The same question, asked once of those that were clean: most texts and names come again and again. A thousand short ones
 * are kept, none with a secret in it.
 */
function rememberClean(isSuspect: (text: string) => boolean): (text: string) => boolean {
  const clean = new Set<string>();
  return (text) => {
    if (clean.has(text)) {
      return false;
    }
    const suspect = isSuspect(text);
    if (!suspect && text.length < 200) {
      if (clean.size > 999) {
        clean.clear();
      }
      clean.add(text);
    }
    return suspect;
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
