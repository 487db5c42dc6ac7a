/** Longer texts are compared by their beginning. */
const MAX_LENGTH = 1000;

/**
 * A message with everything that changes from one occurrence to the next replaced by a placeholder, so that "order 17
 * failed" and "order 18 failed" are one issue. Quoted text stays: `reading 'total'` tells two bugs apart. Linear time.
 */
export function normaliseMessage(message: string): string {
  let text = message.slice(0, MAX_LENGTH);
  for (const [pattern, placeholder] of PLACEHOLDERS) {
    text = text.replace(pattern, placeholder);
  }
  return text.trim();
}

/** In this order: what may contain another comes first. Lengths are bounded, so that no pattern runs away. */
const PLACEHOLDERS: ReadonlyArray<[pattern: RegExp, placeholder: string]> = [
  [/\b(?:https?|wss?|ftp|file|blob|chrome-extension):\/{0,3}[^\s"'<>)\]]{1,1000}/gi, '<url>'],
  [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g, '<email>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<uuid>'],
  [/\b\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?/g, '<date>'],
  [
    /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?:\w{3} \d\d|\d\d \w{3}),? \d{4}(?: \d\d:\d\d:\d\d(?: GMT(?:[+-]\d{4})?)?)?/g,
    '<date>',
  ],
  [/\b\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?\b/g, '<time>'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?\b/g, '<ip>'],
  [/\b0x[0-9a-f]{1,64}\b/gi, '<hex>'],
  [/\b(?=[a-f]{0,40}\d)[0-9a-f]{7,128}\b/gi, '<hex>'],
  [/(?<![\w.])-?\d{1,30}(?:[.,]\d{1,30}){0,10}(?:e[+-]?\d{1,3})?/gi, '<number>'],
];
