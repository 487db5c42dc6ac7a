import type { Scrubber } from '../types/scrubber.ts';
import { decodePercent, hideNamedValues } from './named-values.ts';
import { createSecretHider, hideCredentials } from './secret-values.ts';
import { FILTERED, isSensitiveKey, mentionsKey, PERSONAL } from './sensitive-keys.ts';

/** Those options of a client that say what is private. */
export interface ScrubberOptions {
  /** More names whose values never leave: text they contain, whatever its case, or a regular expression. */
  sanitizeFields?: Array<string | RegExp>;
  sendDefaultPii?: boolean;
  /** When given, its `userInfo` takes the place of `sendDefaultPii`. Source: sdk-behaviour, "Data collection". */
  dataCollection?: { userInfo?: boolean };
}

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
export function createScrubber({ sanitizeFields = [], sendDefaultPii, dataCollection }: ScrubberOptions): Scrubber {
  const keepsPersonal = dataCollection ? dataCollection.userInfo !== false : sendDefaultPii;
  const fields = ([] as unknown[]).concat(sanitizeFields).filter(Boolean);
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

/** Headers as text, with the values of sensitive (and without `sendDefaultPii` personal) ones taken out. */
export function scrubHeaders(
  headers: Record<string, string | string[] | undefined>,
  sendDefaultPii: boolean,
): Record<string, string> {
  const scrubbed: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) {
      const isHidden = isSensitiveKey(name) || (!sendDefaultPii && PERSONAL.test(name));
      scrubbed[name] = isHidden ? FILTERED : String(value);
    }
  }
  return scrubbed;
}

/** A URL without credentials, and with the values of sensitive query parameters taken out; any text goes in. */
export function scrubUrl(url: string): string {
  return hideNamedValues(hideCredentials(url), isSensitiveKey);
}
