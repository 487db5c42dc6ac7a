import { hasValidChecksum } from './checksum.ts';
import { FILTERED } from './sensitive-keys.ts';

/**
 * Who comes before the host of a URL, also with backslashes. Up to the last `@` before the path: a password may hold one,
 * or, where nobody encoded it, what begins a path.
 */
const CREDENTIALS = /([\\/]{2,6})(?:[^\s\\/?#]+|[^\s\\/?#:@]+:(?!\d)[^\s@"'<>]{1,99})@/g;

/** An e-mail address; not `react@18.2.0`, `icon@2x.png` and `render@app.js`. */
const EMAIL =
  /[\w.+\-\x80-\uffff]{1,64}@(?!\d+\.\d|\dx\.)(?:[\w\-\x80-\uffff]{1,63}\.){1,8}(?!(?:[cm]?[jt]sx?|bundle)\b)[a-z]{2,24}\b(?!\.\w)/gi;

/**
 * Values that are secrets by their looks, most by the prefix that their makers gave them so that they can be found. Each
 * starts at the boundary of a word. The first captures what is a secret only with the right checksum; the second what is
 * none, but has digits like it.
 */
const LOOKS = [
  // Numbers of cards, in groups of four or of four, six and five; numbers of accounts (IBAN).
  /([2-6]\d{3}([ +.-]?)(?:\d{4}\2\d{4}\2\d{1,7}|\d{6}\2\d{4,5})|[A-Z]{2}\d\d(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?)\b/,
  /(\d+\.\d+)/,
  // Social security numbers of the United States; bots of Telegram.
  /(?!000|666|9)\d{3}-\d\d-\d{4}\b|\d{8,10}:AA[\w-]{30,}/,
  // JSON Web Tokens, AWS, Google, SendGrid, GitLab, Slack, PyPI, Square, Vault, Sentry, New Relic, Postman, Atlassian.
  /(?:eyJ|A[KS]IA|AIza|ya29\.|GOCSPX-|SG\.|glpat-|xox[a-z]-|xapp-|pypi-|sq0[a-z]{3}-|hv[bs]\.|sntry[su]_|NRAK-|PMAK-|ATATT3)[\w.=-]{16,}/,
  // GitHub, npm, Hugging Face, Grafana, Shopify, Stripe, DigitalOcean, Linear: with what is too long for a word.
  /(?:gh[oprsu]|npm|hf|glsa|shp[a-z]{2}|whsec|[a-z]{2,6}_(?:api|live|pat|test|v1))_[a-zA-Z\d]{16,}\w*/,
  // OpenAI, Anthropic, Twilio, Mailgun, Databricks: with a prefix that words have too.
  /sk-(?=[\w-]{0,40}\d)[\w-]{20,}|(?:SK|AC|key-|dapi)[\da-f]{32}\b/,
  // Not the words "basic authentication".
  /[Bb](?:earer|asic)\s+(?=\S?[a-z]*[A-Z\d_])[\w.~+/=-]{6,}/,
  /BEGIN[A-Z ]{0,20}PRIVATE KEY[\s\S]*?(?:-----END[^-]*-----|$)/,
  // Webhooks of Slack and Discord.
  /hooks\.slack\.com\/[\w/-]+|api\/webhooks\/\d+\/[\w-]+/,
];

/** Makes the function that replaces such values, and users and passwords of URLs. */
export function createSecretHider(hideEmails: boolean): (text: string) => string {
  // One boundary for all is twice as fast as one for each.
  const secret = new RegExp(`\\b(?:${LOOKS.map(({ source }) => source).join('|')})`, 'g');
  const hideLooks = (text: string): string =>
    text.replace(secret, (_found, number?: string, _separator?: string, harmless?: string) =>
      number ? hideChecked(number, hideLooks) : (harmless ?? FILTERED),
    );
  return (text) => {
    const hidden = hideCredentials(hideLooks(text));
    return hideEmails && hidden.includes('@') ? hidden.replace(EMAIL, FILTERED) : hidden;
  };
}

/** Text in which the user and password of URLs are replaced. */
export function hideCredentials(text: string): string {
  return text.includes('@') ? text.replace(CREDENTIALS, `$1${FILTERED}:${FILTERED}@`) : text;
}

/** Replaces the longest part, up to the end of a group, that has a valid checksum. What follows is looked at anew. */
function hideChecked(number: string, hideLooks: (text: string) => string): string {
  for (let part = number; part; part = part.replace(/\W?\w*$/, '')) {
    if (hasValidChecksum(part)) {
      return FILTERED + hideLooks(number.slice(part.length));
    }
  }
  const group = number.search(/\W|$/);
  return number.slice(0, group) + hideLooks(number.slice(group));
}
