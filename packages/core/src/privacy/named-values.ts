import { FILTERED } from './sensitive-keys.ts';

/**
 * A name up to what separates it from its value: `name=`, `name[x] =>`, `"name":`, `\"name\":`, `<name>`, or the head of a
 * part of a multipart form. No pairs are comparisons (`==`), scopes (`::`), schemes (`://`), places in code (`:12:34`).
 */
const NAME =
  /(?:^|[^\w.%[\]-])([\w.%[\]-]+)(?:[\\"'` \t]{0,9}(?=:(?!:|\/\/|\d+:\d)|=(?!=)|>[^<>\n]+<\/)|\\*"(?=(?:[\r\n]|\\+[rn]){2}))/g;

/**
 * The separator and the value. In quotes: up to one that is escaped as often as the first; a backslash before it may be one
 * too many: rather that. Else after a colon a word of JSON or all of the line, as in headers; after `=` up to a separator;
 * after a tag to the next; after a head a line. The first group that is not empty is the separator.
 */
const VALUE =
  /([:=]>?\s*(\\*)(["'`]))(?:(?!\2\3)(?:\\+[\s\S]|[^\\]))+|(:[ \t]*)(?:\[Filtered]|[\w.+-]+(?=,\s*"|[}\]])|(?!\s|\\*["'`])[^\r\n]+)|(=>?[ \t]*)[^\s&;"'`<>]+|(>)[^<]+|((?:[\r\n]|\\+[rn])+)[^\r\n]+/y;

/** Several words after a colon, as in `Invalid token: unexpected end`. Only of a password they may be the value. */
const PROSE = /^:\s+[a-z]+(?: [a-z]+)+\W*$/;

/** What in source code is computed and not written down: `= getKey(user)`, `: input.value`. */
const CODE = /^[:=]\s*(?:(?:await|new|typeof)\s|[([{!]|[\w$?]+[.([])/;

/**
 * Text in which what stands under sensitive names is replaced. In linear time: a value is looked at once. In source code what
 * is computed stays, for it gives nothing away.
 */
export function hideNamedValues(text: string, isSensitive: (name: string) => boolean, isCode?: boolean): string {
  let hidden = '';
  let end = 0;
  let found: RegExpExecArray | null;
  NAME.lastIndex = 0;
  while ((found = NAME.exec(text))) {
    const from = NAME.lastIndex;
    VALUE.lastIndex = from;
    const value = isSensitive(decodePercent(found[1] ?? '')) && VALUE.exec(text);
    const isHarmless =
      value && (isCode ? CODE.test(value[0]) : PROSE.test(value[0]) && !/pass|secret|pwd/i.test(found[1] ?? ''));
    if (value && !isHarmless) {
      hidden += text.slice(end, from) + value.filter(Boolean)[1] + FILTERED;
      NAME.lastIndex = end = VALUE.lastIndex;
    }
  }
  return hidden + text.slice(end);
}

/** Text with `%41` as `A`. Beyond ASCII the characters are wrong ones; nothing here looks for those. Never throws. */
export function decodePercent(text: string): string {
  return unescape(text);
}
