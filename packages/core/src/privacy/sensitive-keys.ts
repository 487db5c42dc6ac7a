/** Stands where a value was taken out. */
export const FILTERED = '[Filtered]';

/**
 * Parts of names that mean a secret wherever they stand, and words so short that they stand in harmless ones too (`inside`,
 * `monkey`, `lesson`). Source: sdk-behaviour, "Data collection", and what else is one. Names are in lower case by then: with the
 * flag `i` V8 takes more than twice as long to compile it.
 */
const SENSITIVE =
  /auth(?!or(?!i.a))|token(?!s|iz)|secret|sess(?:ion|id)|passw|passph|pwd|jwt|bearer|saml|[cx]srf|credential|identity|cookie|signature|(?:api|access|account|master|private|ssh)[\W_]*key|(?:\b|_)(?:key(?![ _]+(?:code|down|press|up))|sid|sso|pass|pin|cv[cv]|ssn|otp|sig)(?![a-z])/;
/**
 * Ends of names that tell something about a secret (`sessionCount`), of errors (`AuthError:`) and of files (`token.ts`); and the
 * attribute that says what was looked up in a cache, and `MULTIPLEXED_TRANSPORT_EXTRA_KEY`.
 */
const HARMLESS = /^cache\.key$|transport_ extra_ key$|[\W_](?:count|length|size|type|error|[cm]?[jt]sx?)$/;

/** Names of headers that tell who somebody is: they leave only if asked for. Source: as above, deny-list D. */
export const PERSONAL = /-ip|-user|forwarded|remote-|\bvia\b/i;

/**
 * Whether the value under this name is a secret by its name, whatever the options say. Knows words in camelCase,
 * snake_case and kebab-case; `tokens` counts as a number of them, `author` and `keyCode` are no secrets.
 */
export function isSensitiveKey(key: string): boolean {
  const words = key.replace(/[A-Z]+(?![a-z])|[A-Z]/g, ' $&').toLowerCase();
  return SENSITIVE.test(words) && !HARMLESS.test(words);
}
