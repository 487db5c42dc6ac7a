import { FILTERED } from './sensitive-keys.ts';

/**
 * A name up to what separates it from its value: `name=`, `name[x] =>`, `"name":`, `\"name\":`, `<name>`, or the head of a
 * part of a multipart form. No pairs are comparisons (`==`), scopes (`::`), schemes (`://`), places in code (`:12:34`).
 */
const NAME =
  /(?:^|[^\w.%[\]-])([\w.%[\]-]+)(?:[\\"'` \t]{0,9}(?=:(?!:|\/\/|\d+:\d)|=(?!=)|>[^<>\n]+<\/)|\\*"(?=(?:[\r\n]|\\+[rn]){2}))/g;

/** In quotes: up to one that is escaped as often as the first. A backslash before it may be one too many: rather that. */
const QUOTED = /([:=]>?\s*(\\*)(["'`]))(?:(?!\2\3)(?:\\+[\s\S]|[^\\]))+/y;

/** After a colon a word of JSON, else all of the line, as in headers; after `=` up to a separator; after a tag to the next. */
const UNQUOTED: Record<string, RegExp> = {
  ':': /(:[ \t]*)(?:\[Filtered]|[\w.+-]+(?=,\s*["']|[}\]])|(?!\s|\\*["'`])[^\r\n]+)/y,
  '=': /(=>?[ \t]*)[^\s&;"'`<>]+/y,
  '>': /(>)[^<]+/y,
};
const AFTER_HEAD = /((?:[\r\n]|\\+[rn])+)[^\r\n]+/y;

/** Text in which what stands under sensitive names is replaced. In linear time: a value is looked at once. */
export function hideNamedValues(text: string, isSensitive: (name: string) => boolean): string {
  let hidden = '';
  let end = 0;
  for (const match of text.matchAll(NAME)) {
    const [{ length }, name = ''] = match;
    const from = match.index + length;
    if (match.index >= end - 1 && isSensitive(decodePercent(name))) {
      const value = matchAt(QUOTED, text, from) ?? matchAt(UNQUOTED[text.charAt(from)] ?? AFTER_HEAD, text, from);
      if (value) {
        hidden += text.slice(end, from) + value[1] + FILTERED;
        end = from + value[0].length;
      }
    }
  }
  return hidden + text.slice(end);
}

/** Text with `%41` as `A`. Beyond ASCII the characters are wrong ones; nothing here looks for those. */
export function decodePercent(text: string): string {
  return !text.includes('%')
    ? text
    : text.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
