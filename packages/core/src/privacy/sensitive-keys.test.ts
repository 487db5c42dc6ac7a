import { describe, expect, test } from 'vitest';
import { isSensitiveKey, mentionsKey } from './sensitive-keys.ts';

// The list of the specification, as it stands there and as people write it.
const SENSITIVE = [
  'auth',
  'Authorization',
  'authorisation',
  'oauth_token',
  'x-auth-token',
  'access_token',
  'clientSecret',
  'session',
  'sessionid',
  'PHPSESSID',
  'password',
  'PASSWORD',
  'newPasswords',
  'passwd',
  'pwd',
  'key',
  'accessKeys',
  'api_key',
  'apikey',
  'APIKey',
  'AWSKey',
  'x-api-key-2',
  'privateKeyPem',
  'AccountKey',
  'jwt',
  'bearer',
  'sso',
  'saml',
  'csrf',
  'X-XSRF',
  'credentials',
  'sid',
  'connect.sid',
  'sessionID',
  'identity',
  'set-cookie',
  'Cookie',
  // Not in it, but as secret.
  'pass',
  'db_pass',
  'passphrase',
  'pin',
  'cvv',
  'cvc',
  'ssn',
  'otp',
  'X-Amz-Signature',
  'sig',
];

const HARMLESS = [
  'page',
  'q',
  'sort',
  'order_number',
  'id',
  'uuid',
  'version',
  'content-type',
  'user-agent',
  'utm_source',
  'author',
  'authored',
  'co-authors',
  'Unauthorized',
  'keyboard',
  'keyword',
  'keyCode',
  'keys',
  'monkey',
  'turkey',
  'sidebar',
  'inside',
  'president',
  'lesson',
  'processor',
  'compass',
  'passenger',
  'shipping',
  'spinner',
  'tokens',
  'max_tokens',
  'totalTokens',
  'tokenizer',
  'tokenType',
  'sessionCount',
  'session_count',
  'passwordLength',
  'TokenExpiredError',
  'session.ts',
  '',
];

test.each(SENSITIVE)('%s is sensitive, alone and with a word before it', (key) => {
  expect(isSensitiveKey(key)).toBe(true);
  expect(isSensitiveKey(`shop_${key}`)).toBe(true);
  expect(isSensitiveKey(`shop-${key}`)).toBe(true);
});

test.each(HARMLESS)('%s is not', (key) => {
  expect(isSensitiveKey(key)).toBe(false);
});

describe('mentionsKey', () => {
  test.each([...SENSITIVE, 'x-real-ip', 'Forwarded', 'Via'])('finds %s in text', (key) => {
    expect(mentionsKey(`a=1&${key}=x`)).toBe(true);
  });

  test('says no of ordinary text', () => {
    expect(mentionsKey("TypeError: Cannot read properties of undefined (reading 'map')")).toBe(false);
  });
});
