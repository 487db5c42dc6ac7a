import corpus from './secrets.json' with { type: 'json' };

/** A secret as somebody may log it. Its characters stand apart in the file, so that secret scanners do not bite. */
export interface Secret {
  kind: string;
  /** What must not leave. */
  secret: string;
  /** The secret with what stands around it and tells what it is. */
  text: string;
}

export const SECRETS: Secret[] = corpus.secrets.map(({ kind, before, secret, after }) => ({
  kind,
  secret: secret.join(''),
  text: before + secret.join('') + after,
}));

/** What resembles a secret and has to stay as it is. */
export const LOOK_ALIKES: Array<{ kind: string; text: string }> = corpus.lookAlikes;

/** Places in which a text may stand inside another. */
export const SURROUNDINGS: Record<string, (text: string) => string> = {
  alone: (text) => text,
  'in prose': (text) => `the payment failed, see ${text} and try again`,
  'in JSON': (text) => JSON.stringify({ page: 2, note: text, sort: 'price' }),
  'in a query': (text) => `https://shop.example/a?page=2&note=${encodeURIComponent(text)}&sort=price`,
  'in a header line': (text) => `Accept: text/html\r\nX-Note: ${text}\r\nHost: shop.example`,
};

/** Whether half of a secret (all of a short one) or more can be read in text, also if it is escaped or encoded. */
export function isReadable(secret: string, text: string): boolean {
  const plain = [text, text.replace(/\\+n/g, '\n').replace(/\\/g, ''), decode(text)];
  const length = secret.length < 10 ? secret.length : Math.ceil(secret.length / 2);
  for (let start = 0; start + length <= secret.length; start += 1) {
    const part = secret.slice(start, start + length);
    if (plain.some((readable) => readable.includes(part))) {
      return true;
    }
  }
  return false;
}

function decode(text: string): string {
  return text.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
