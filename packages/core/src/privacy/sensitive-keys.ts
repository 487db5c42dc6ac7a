/** Stands where a value was taken out. */
export const FILTERED = '[Filtered]';

/** Parts of names that mean a secret wherever they stand. Source: sdk-behaviour, "Data collection", and what else is one. */
const PARTS =
  'auth(?!or(?!i[sz]a))|token(?!s|iz)|secret|sess(?:ion|id)|passw|passphrase|pwd|jwt|bearer|saml|[cx]srf|credential|' +
  'identity|cookie|signature|(?:api|access|account|master|private|ssh)[_-]?key';
/** Those so short that they stand in harmless words too (`inside`, `monkey`, `lesson`): they mean one as a whole word. */
const WORDS = 'key(?!_(?:code|down|press|up))|sid|sso|pass|pin|cv[cv]|ssn|otp|sig';
/** Ends of names that tell something about a secret (`sessionCount`), of errors (`AuthError:`) and of files (`token.ts`). */
const HARMLESS = /[._-](?:count|length|size|type|error|[cm]?[jt]sx?)$/i;
/** Names of headers that tell who somebody is. Source: sdk-behaviour, "Data collection", deny-list D. */
const PERSONAL_PARTS = '-ip|-user|forwarded|remote-|\\bvia\\b';

const sensitive = /* @__PURE__ */ new RegExp(`${PARTS}|(?:^|[^a-z])(?:${WORDS})(?![a-z])`, 'i');
const mentioned = /* @__PURE__ */ new RegExp(`${PARTS}|${WORDS}|${PERSONAL_PARTS}`, 'i');

/** Such names, whose values leave only if asked for. */
export const PERSONAL: RegExp = /* @__PURE__ */ new RegExp(PERSONAL_PARTS, 'i');

/**
 * Whether the value under this name is a secret by its name, whatever the options say. Knows words in camelCase,
 * snake_case and kebab-case; `tokens` counts as a number of them, `author` and `keyCode` are no secrets.
 */
export function isSensitiveKey(key: string): boolean {
  const words = key.replace(/[a-z\d](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g, '$&_');
  return sensitive.test(words) && !HARMLESS.test(words);
}

/** Whether text may hold a sensitive or personal name: a quick look that errs towards yes. */
export function mentionsKey(text: string): boolean {
  return mentioned.test(text);
}
