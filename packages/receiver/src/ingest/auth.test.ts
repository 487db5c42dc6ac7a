import { expect, it } from 'vitest';
import { type Credentials, checkEnvelope, checkRequest } from './auth.ts';

const KEY = 'a'.repeat(32);
const credentials = (changes: Partial<Credentials>): Credentials => ({
  ...{ project: '1', queryKey: undefined, authHeader: undefined },
  ...changes,
});

it.each<[string, Partial<Credentials>, number | undefined]>([
  ['no key yet, for it may come with the envelope', {}, undefined],
  ['the right key', { queryKey: KEY }, undefined],
  ['the right key twice', { queryKey: KEY, authHeader: `Sentry sentry_version=7, sentry_key=${KEY}` }, undefined],
  ['a header in any order and spacing', { authHeader: `Sentry sentry_key=${KEY},sentry_client=x/1` }, undefined],
  ['a wrong key', { queryKey: 'b' }, 403],
  ['an empty key', { queryKey: '' }, 403],
  ['a header without a key', { authHeader: 'Basic abc' }, 403],
  ['a right and a wrong key', { queryKey: KEY, authHeader: 'Sentry sentry_key=b' }, 403],
  ['a project that is no number', { project: '1a', queryKey: KEY }, 404],
  ['a project of too many digits', { project: '1'.repeat(21), queryKey: KEY }, 404],
])('before the body is read, %s gets %s', (_what, changes, status) => {
  expect(checkRequest(credentials(changes), KEY)?.status).toBe(status);
});

it.each<[string, unknown, number | undefined]>([
  ['none', undefined, 403],
  ['the right one', `https://${KEY}@any.example/path/1`, undefined],
  ['one of another project', `https://${KEY}@any.example/2`, 403],
  ['one with another key', 'https://b@any.example/1', 403],
  ['no DSN at all', 'hello', 403],
  ['an object', {}, 403],
])('with no other sign, a dsn in the envelope that is %s gets %s', (_what, dsn, status) => {
  expect(checkEnvelope(credentials({}), dsn, KEY)?.status).toBe(status);
});
