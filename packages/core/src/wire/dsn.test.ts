import { describe, expect, test } from 'vitest';
import { type Dsn, dsnToString, getEnvelopeUrl, parseDsn } from './dsn.ts';

const valid = (text: string): Dsn => parseDsn(text) as Dsn;

describe('parseDsn', () => {
  test.each([
    ['https://abc@o12.ingest.example.io/42', 'https://o12.ingest.example.io/api/42/envelope/'],
    ['http://abc:def@localhost:9000/9', 'http://localhost:9000/api/9/envelope/'],
    ['https://abc@host/sub/dir/7', 'https://host/sub/dir/api/7/envelope/'],
    ['https://abc@[2001:db8::1]:8443/1', 'https://[2001:db8::1]:8443/api/1/envelope/'],
  ])('%s leads to %s', (text, url) => {
    expect(getEnvelopeUrl(valid(text))).toBe(`${url}?sentry_version=7&sentry_key=abc`);
  });

  test('takes a DSN apart', () => {
    expect(parseDsn('https://abc:secret@o12.ingest.example.io:8443/a/b/42')).toEqual({
      protocol: 'https',
      publicKey: 'abc',
      host: 'o12.ingest.example.io',
      port: '8443',
      path: 'a/b',
      projectId: '42',
      orgId: '12',
    });
  });

  test('uses the leading digits of the last segment as the project', () => {
    expect(parseDsn('https://abc@host/123?x=1')?.projectId).toBe('123');
  });

  test('finds no organisation in other hosts', () => {
    expect(parseDsn('https://abc@oo12.example.io/42')?.orgId).toBeUndefined();
  });

  test.each([
    undefined,
    null,
    42,
    '',
    'abc',
    'https://host/42',
    'https://@host/42',
    'ftp://abc@host/42',
    'https://abc@host',
    'https://abc@host/',
    'https://abc@host/project',
    'https://abc@host:port/42',
    'https://abc@host:/42',
    'https://a-b@host/42',
    ['https://abc@host/42'],
    Object.create(null),
    { toString: 1, valueOf: 1 },
  ])('%j is not a DSN', (text) => {
    expect(parseDsn(text)).toBeUndefined();
  });
});

describe('dsnToString', () => {
  test('leaves the secret out and keeps all else', () => {
    expect(dsnToString(valid('http://abc:def@localhost:9000/sub/9'))).toBe('http://abc@localhost:9000/sub/9');
  });
});

describe('getEnvelopeUrl', () => {
  const dsn = valid('https://abc@host/42');

  test('authenticates in the query, with the SDK encoded', () => {
    expect(getEnvelopeUrl(dsn, undefined, { name: 'vedette.javascript.node', version: '1.0.0' })).toBe(
      'https://host/api/42/envelope/?sentry_version=7&sentry_key=abc&sentry_client=vedette.javascript.node%2F1.0.0',
    );
  });

  test('uses a tunnel as it is', () => {
    expect(getEnvelopeUrl(dsn, '/tunnel?a=b', { name: 'x', version: '1' })).toBe('/tunnel?a=b');
  });
});
