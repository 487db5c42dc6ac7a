import { hasValidChecksum } from './checksum.ts';
import { FILTERED } from './sensitive-keys.ts';

/**
 * Values that are secrets by their looks, most by the prefix that their makers gave them so that they can be found. In order:
 * - numbers of cards, in groups of four or of four, six and five, and of accounts (IBAN): captured, they are secrets only with
 *   the right checksum; captured apart are fractions, which have digits like them and are none;
 * - JSON Web Tokens, AWS, Google, Atlassian, New Relic, Postman, SendGrid, GitHub, GitLab, Grafana, Vault, PyPI, Shopify, Sentry,
 *   Square, webhooks of Stripe, Slack, bots of Telegram; OpenAI and Anthropic, with a prefix that words have too;
 * - npm, Hugging Face, Stripe, DigitalOcean, Linear, also GitHub: with what is too long for a word;
 * - Twilio, Mailgun, Databricks; social security numbers of the United States;
 * - headers, but not the words "basic authentication"; webhooks of Discord and Slack; private keys, also when cut off.
 */
const LOOKS =
  /\b(?:([2-6]\d{3}([ +.-]?)\d{4,6}(?:\2\d{4,5}){1,2}\b|[A-Z]{2}\d\d(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?\b)|(\d+\.\d+)|(?:eyJ|A[KS]IA|AIza|ATATT|GOCSPX|NRAK|PMAK|SG\.|gh[oprsu]_|glpat|glsa|hv[bs]\.|pypi-|shp[a-z]{2}_|sntry|sq0|whsec|xox|xapp-|ya29|\d{8,10}:AA|sk-(?=[\w-]{0,40}\d))[\w.~+/=-]{16,}|(?:npm|hf|[a-z]{2,6}_(?:api|live|pat|test|v1))_[a-zA-Z\d]{16,}\w*|(?:SK|AC|key-|dapi)[\da-f]{32}\b|\d{3}-\d\d-\d{4}\b|[Bb](?:earer|asic)\s+\w[a-z]*[A-Z\d_][\w.~+/=-]{4,}|(?:webhooks\/\d{8,}|hooks\.slack\.com)\/[\w.~+/=-]+|PRIVATE KEY[A-Z ]{0,6}-[\s\S]*?(?:KEY[A-Z ]{0,6}-|$))/g;

/**
 * An e-mail address; not `react@18.2.0`, `icon@2x.png` and `render@app.js`. Without the flag `i`, with which V8 takes five
 * times as long to compile it.
 */
const EMAIL =
  /[\w.+\-\x80-\uffff]{1,64}@(?!\d+\.\d|\d[xX]\.)[\w.+\-\x80-\uffff]{1,64}\.(?!(?:[cm]?[jt]sx?|bundle)\b)[a-zA-Z]{2,24}(?!\.?\w)/g;

/**
 * Who comes before the host of a URL, also with backslashes. Up to the last `@` before the path: a password may hold one,
 * or, where nobody encoded it, what begins a path.
 */
const CREDENTIALS = /([\\/]{2,6})[^\s\\/?#]+(?::(?!\d)[^\s@"'<>]{1,99})?@/g;

/** Text in which such values are replaced, and users and passwords of URLs. */
export function hideSecrets(text: string, hidesEmails: boolean): string {
  const hidden = hideLooks(text);
  if (!hidden.includes('@')) {
    return hidden;
  }
  const anonymous = hideCredentials(hidden);
  return hidesEmails ? anonymous.replace(EMAIL, FILTERED) : anonymous;
}

/** Text in which the user and password of URLs are replaced. */
export function hideCredentials(text: string): string {
  return text.replace(CREDENTIALS, `$1${FILTERED}:${FILTERED}@`);
}

function hideLooks(text: string): string {
  let hidden = '';
  let end = 0;
  let match: RegExpExecArray | null;
  LOOKS.lastIndex = 0;
  while ((match = LOOKS.exec(text))) {
    const [found, number, , fraction = FILTERED] = match;
    const secret = number ? validPartOf(number) : found;
    // A number that is none may hide the beginning of one: it goes on after its first group.
    LOOKS.lastIndex = match.index + (secret.length || 4);
    if (secret) {
      hidden += text.slice(end, match.index) + fraction;
      end = LOOKS.lastIndex;
    }
  }
  return hidden + text.slice(end);
}

/** The longest part from the beginning to the end of a group that has a valid checksum; more digits may follow a number. */
function validPartOf(number: string): string {
  for (let part = number; part; part = part.replace(/\W?\w*$/, '')) {
    if (hasValidChecksum(part)) {
      return part;
    }
  }
  return '';
}
