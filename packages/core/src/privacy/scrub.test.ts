import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { cpuMilliseconds } from '@vedette/testkit';
import { describe, expect, test } from 'vitest';
import { isReadable, LOOK_ALIKES, SECRETS } from '../../test-support/secrets.ts';
import type { Scrubber } from '../types/scrubber.ts';
import { resolveDataCollection } from './data-collection.ts';
import { createScrubber, filterQuery, scrubCookies, scrubHeaders, scrubUrl } from './scrub.ts';

const plain = createScrubber({});

/** Whether what stands under a name is hidden, whatever it is. */
const hides = (scrubber: Scrubber, name: string): boolean => scrubber.name(name) === '';

describe('createScrubber', () => {
  test('hides e-mail addresses and what headers tell of somebody, unless asked', () => {
    const line = 'X-Forwarded-For: 10.0.0.7\nfrom bob@mail.example.com';
    expect(plain.text(line)).toBe('X-Forwarded-For: [Filtered]\nfrom [Filtered]');
    expect(hides(plain, 'x-real-ip')).toBe(true);
    for (const open of [{ sendDefaultPii: true }, { dataCollection: {} }, { dataCollection: { userInfo: true } }]) {
      expect(createScrubber(open).text(line)).toBe(line);
      expect(hides(createScrubber(open), 'x-real-ip')).toBe(false);
    }
    expect(createScrubber({ sendDefaultPii: true, dataCollection: { userInfo: false } }).text(line)).not.toBe(line);
  });

  test('hides secrets also when asked for personal data', () => {
    const open = createScrubber({ sendDefaultPii: true });
    expect(open.text('password=x&card=4111111111111111')).toBe('password=[Filtered]&card=[Filtered]');
    expect(hides(open, 'password')).toBe(true);
  });

  test('takes more names, as text of any case or as regular expressions with any flags', () => {
    const scrubber = createScrubber({ sanitizeFields: ['a.b', 'Zip', /^tax(Id)?$/g, /^Vat/y] });
    const { text } = scrubber;
    for (const key of ['zip', 'zipCode', 'ship_ZIP', 'a.b', 'tax', 'taxId', 'taxId', 'VatNumber', 'VatNumber']) {
      expect(hides(scrubber, key), key).toBe(true);
    }
    for (const key of ['syntax', 'taxid', 'aXb', 'elevation']) {
      expect(hides(scrubber, key), key).toBe(false);
    }
    expect(text('{"zipCode":"80331","tax":7,"page":2}')).toBe('{"zipCode":"[Filtered]","tax":[Filtered],"page":2}');
    expect(text('?z%69p=80331&page=2')).toBe('?z%69p=[Filtered]&page=2');
  });

  test('takes what is no list, and what is in it and no name, without harm', () => {
    expect(hides(createScrubber({ sanitizeFields: 'zip' as never }), 'zipCode')).toBe(true);
    const scrubber = createScrubber({ sanitizeFields: ['', null, 7, {}, Symbol('s')] as never });
    expect(hides(scrubber, 'page')).toBe(false);
    expect(hides(scrubber, 'line7')).toBe(true);
  });

  test('looks into texts that are percent-encoded, also twice', () => {
    const url = (text: string): string => `/a?next=${encodeURIComponent(text)}&page=2`;
    expect(plain.text(url('password=x'))).toBe('/a?next=[Filtered]&page=2');
    expect(plain.text(url(url('{"password":"x"}')))).toBe('/a?next=[Filtered]&page=2');
    expect(plain.text(url(url('{"colour":"x"}')))).toBe(url(url('{"colour":"x"}')));
  });

  test('finds a number with a checksum though more digits follow', () => {
    expect(plain.text('4111 1111 1111 1111 737')).toBe('[Filtered] 737');
    expect(plain.text('AB12 4111 1111 1111 1111')).toBe('AB12 [Filtered]');
    expect(plain.text('4111 1111 1111 1112 219-09-9999')).toBe('4111 1111 1111 1112 [Filtered]');
    expect(plain.text('AT61 1904 3002 3457 3201 BIC')).toBe('[Filtered] BIC');
  });

  test('finds every secret of a text', () => {
    expect(plain.text('a@b.example c@d.example 219-09-9999 token=x https://u:p@h/')).toBe(
      '[Filtered] [Filtered] [Filtered] token=[Filtered] https://[Filtered]:[Filtered]@h/',
    );
  });

  test('does not keep a large text for a small part of it', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const { text } = createScrubber({});
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let index = 0; index < 50; index += 1) {
      text(`${index}x`.repeat(200_000).slice(0, 50));
    }
    collect();
    // The large ones are 25 MB.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(5_000_000);
  });

  test('gives the same answer however often it is asked, also after thousands of others', () => {
    const { name, text } = createScrubber({});
    for (let index = 0; index < 7000; index += 1) {
      expect(text(`item ${index} added`)).toBe(`item ${index} added`);
      expect(name(`item${index}`)).toBe(`item${index}`);
      expect(text('password=x')).toBe('password=[Filtered]');
      expect(name('password')).toBe('');
      expect(name('bob@mail.example.com')).toBe('[Filtered]');
    }
  });
});

describe('on hostile text', () => {
  const starts = ['', 'token=x ', 'a%20b token:"', '@ '];
  const parts = [
    ...[
      'a',
      'A ',
      '1',
      '1 ',
      '4111 ',
      '4111-',
      'DE89 ',
      'AB12',
      '@',
      'a@',
      'a@a.',
      'a@a.js.',
      '//',
      '//a',
      '\\',
      '\\"',
    ],
    ...[
      '"',
      "'",
      '=',
      ':',
      ';',
      '&a=',
      '<a>',
      '\n',
      ' ',
      '\t',
      '%',
      '%25',
      '%2541',
      'eyJ-',
      'sk-a',
      'sk-',
      '_',
      'a_test_a',
    ],
    ...['token=', 'token:', '"token":"', 'token:\\"', "token' ", 'x[token]=', 'name="a"\r\n', 'key_', '-ip', 'bundle.'],
    ...[
      '-----BEGIN PRIVATE KEY-----',
      'BEGIN ',
      'Bearer ',
      'Basic a',
      'SK',
      '1.',
      '123-45-',
      'api/webhooks/1',
      '\u00e9',
    ],
  ];

  test.each(parts)('%j over and over takes no more than its share of time', (part) => {
    for (const start of starts) {
      const text = start + part.repeat(Math.ceil(100_000 / part.length));
      // It takes a tenth of that; quadratic time would be many seconds.
      expect(cpuMilliseconds(() => plain.text(text))).toBeLessThan(3000);
    }
  });

  test('changes nothing the second time, whatever stands beside what', () => {
    const pieces = [
      ...parts,
      ...SECRETS.flatMap(({ text, secret }) => [text, secret]),
      ...LOOK_ALIKES.map((l) => l.text),
    ];
    const random = createRandom(7);
    for (let round = 0; round < 5000; round += 1) {
      const joined = Array.from({ length: 1 + random(6) }, () => pieces[random(pieces.length)]).join('');
      const text = [joined, JSON.stringify(joined), encodeURIComponent(joined)][random(3)]!;
      const scrubbed = plain.text(text);
      expect(createScrubber({}).text(scrubbed)).toBe(scrubbed);
    }
  });

  test('finds a secret between any two harmless texts', () => {
    const random = createRandom(11);
    const harmless = (): string => LOOK_ALIKES[random(LOOK_ALIKES.length)]!.text;
    for (let round = 0; round < 2000; round += 1) {
      const { text, secret } = SECRETS[random(SECRETS.length)]!;
      const [before, after] = [harmless(), harmless()];
      const scrubbed = plain.text(`${before} ${text}\n${after}`);
      // Digits of a card may stand in a look-alike too, which stays.
      expect(isReadable(secret, scrubbed), scrubbed).toBe(isReadable(secret, `${before} ${after}`));
    }
  });
});

/** Whole numbers below a limit, the same ones in every run. */
function createRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

describe('prose and code', () => {
  test.each([
    'Invalid token: unexpected end',
    'localStorage key: cart not found',
    'Authentication failed: user not found',
  ])('%s stays readable', (text) => {
    expect(plain.text(text)).toBe(text);
  });

  test.each(['password: correct horse battery staple', 'Secret: open sesame now', 'token: 81f3 9a'])(
    '%s does not',
    (text) => {
      expect(plain.text(text)).toMatch(/^\w+: \[Filtered]$/);
    },
  );

  test('a line of code keeps names and calls, and loses what is written into it', () => {
    for (const line of [
      'const key = getKey(user);',
      'for (const [key, value] of entries) {',
      'login({ password: input.value })',
    ]) {
      expect(plain.code(line)).toBe(line);
    }
    expect(plain.code(`login({ password: "hunter2" })`)).toBe('login({ password: "[Filtered]" })');
    expect(plain.code(`const password = 'hunter2';`)).toBe(`const password = '[Filtered]';`);
    expect(plain.code(`fetch("https://bob:hunter2@shop.example")`)).not.toContain('hunter2');
  });
});

describe('scrubHeaders', () => {
  const headers = {
    Authorization: 'Bearer abc',
    Cookie: 'a=b',
    'X-Forwarded-For': '1.2.3.4',
    'x-real-ip': '1.2.3.4',
    Via: 'proxy',
    Accept: ['text/html', 'text/plain'],
    Host: 'shop.example',
    'X-Nothing': undefined,
  };

  test('takes secrets out always, and what tells who somebody is unless asked', () => {
    expect(scrubHeaders(headers, resolveDataCollection({}).httpHeaders.request)).toEqual({
      Authorization: '[Filtered]',
      Cookie: '[Filtered]',
      'X-Forwarded-For': '[Filtered]',
      'x-real-ip': '[Filtered]',
      Via: '[Filtered]',
      Accept: 'text/html,text/plain',
      Host: 'shop.example',
    });
    expect(scrubHeaders(headers, true)).toEqual({
      Authorization: '[Filtered]',
      Cookie: '[Filtered]',
      'X-Forwarded-For': '1.2.3.4',
      'x-real-ip': '1.2.3.4',
      Via: 'proxy',
      Accept: 'text/html,text/plain',
      Host: 'shop.example',
    });
  });

  test('has none where none are collected', () => {
    expect(scrubHeaders(headers, false)).toEqual({});
  });

  test('keeps the names of those that a list leaves out, and never the secrets that it lets in', () => {
    const kept = scrubHeaders(headers, { allow: ['HOST', 'authorization'] });
    expect(kept).toMatchObject({ Host: 'shop.example', Accept: '[Filtered]', Authorization: '[Filtered]' });
    expect(scrubHeaders(headers, { deny: ['acc'] })).toMatchObject({ Accept: '[Filtered]', Via: 'proxy' });
  });
});

describe('scrubCookies', () => {
  test('reads names and values, and takes out those of sessions and of what is not collected', () => {
    const header = 'theme=dark;lang = de ; connect.sid=s1; __Host-x=s2; sb-abc=s3; PHPSESSID=s4; empty=; eq=a=b; flag';
    const secret = { 'connect.sid': '[Filtered]', '__Host-x': '[Filtered]', 'sb-abc': '[Filtered]' };
    const others = { PHPSESSID: '[Filtered]', empty: '', eq: 'a=b', flag: '' };
    expect(scrubCookies(header, true)).toEqual({ theme: 'dark', lang: 'de', ...secret, ...others });
    expect(scrubCookies(header, { deny: ['THEME'] })).toMatchObject({ theme: '[Filtered]', lang: 'de', ...secret });
    expect(scrubCookies(header, false)).toEqual({});
  });
});

describe('filterQuery', () => {
  const url = 'https://h.example:8080/a;v=1?page=2&user%49d=7&q=a?b=c&flag&at=12:30&empty=#top?page=3';

  test.each([
    [true, url],
    [false, 'https://h.example:8080/a;v=1#top'],
    [
      { deny: ['PAGE', 'userid'] },
      'https://h.example:8080/a;v=1?page=[Filtered]&user%49d=[Filtered]&q=a?b=c&flag&at=12:30&empty=#top?page=[Filtered]',
    ],
    [
      { allow: ['pag', 'At'] },
      'https://h.example:8080/a;v=1?page=2&user%49d=[Filtered]&q=[Filtered]&flag&at=12:30&empty=#top?page=3',
    ],
  ])('with %j says %s', (behavior, filtered) => {
    expect(filterQuery(url, behavior)).toBe(filtered);
    expect(filterQuery(filtered, behavior)).toBe(filtered);
  });

  test.each(['', '/a;v=1', 'not a url'])('leaves %j, which has no query', (text) => {
    expect(filterQuery(text, false)).toBe(text);
    expect(filterQuery(text, { allow: [] })).toBe(text);
  });

  test.each(['?', '&', 'a', '=', '?a', '&a', '?a=', ';', '#', '?a#', '%41'])('takes linear time on many %j', (part) => {
    const query = `/?${part.repeat(200_000)}`;
    expect(cpuMilliseconds(() => filterQuery(query, { deny: ['b'] }))).toBeLessThan(1000);
  });
});

describe('scrubUrl', () => {
  test.each([
    ['https://user:pass@host/a', 'https://[Filtered]:[Filtered]@host/a'],
    ['https://user@host/a', 'https://[Filtered]:[Filtered]@host/a'],
    ['https://user:p@ss:w@rd@host/a', 'https://[Filtered]:[Filtered]@host/a'],
    ['//user:pass@host/a', '//[Filtered]:[Filtered]@host/a'],
    ['  https://user:pass@host', '  https://[Filtered]:[Filtered]@host'],
    ['postgres://user:pass@db:5432/shop', 'postgres://[Filtered]:[Filtered]@db:5432/shop'],
    ['postgres://user:pa#s/s@db/shop', 'postgres://[Filtered]:[Filtered]@db/shop'],
    ['/pay?token=abc&page=2', '/pay?token=[Filtered]&page=2'],
    ['/pay?page=2&API_KEY=abc&password=a=b', '/pay?page=2&API_KEY=[Filtered]&password=[Filtered]'],
    ['https://host/cb#access_token=abc&state=1', 'https://host/cb#access_token=[Filtered]&state=1'],
    ['https://host/#/reset?token=abc', 'https://host/#/reset?token=[Filtered]'],
    ['/pay?page=2;token=abc;sort=price', '/pay?page=2;token=[Filtered];sort=price'],
    ['/pay?%74oken=abc&page=2', '/pay?%74oken=[Filtered]&page=2'],
    ['/pay?user%5Bpassword%5D=abc&page=2', '/pay?user%5Bpassword%5D=[Filtered]&page=2'],
    ['https:\\\\user:pass@host\\a', 'https:\\\\[Filtered]:[Filtered]@host\\a'],
    ['https:/\\user:pass@host/a', 'https:/\\[Filtered]:[Filtered]@host/a'],
    ['https:\\/\\/user:pass@host\\/a', 'https:\\/\\/[Filtered]:[Filtered]@host\\/a'],
  ])('%s becomes %s', (url, scrubbed) => {
    expect(scrubUrl(url)).toBe(scrubbed);
  });

  test.each([
    '',
    'not a url',
    '/products?page=2&q=shoes',
    'https://host/@scope/package?at=a@b',
    'https://host/mail/a@b.c',
    'https://host:8080/@scope/package',
    'https://host/?email=a@b.c',
    'https://host/token/abc',
    'data:text/plain,a@b',
    '/a?flag&empty=&=odd',
  ])('%j stays as it is', (url) => {
    expect(scrubUrl(url)).toBe(url);
  });

  test.each([
    ['//', '@'],
    ['https://', 'a:'],
    ['/?', '&'],
    ['/?', '?a'],
    ['/?', '='],
    ['', ' '],
    ['', '//'],
    ['', 'token'],
  ])('takes linear time on %j and many %j', (start, part) => {
    const url = start + part.repeat(200_000);
    expect(cpuMilliseconds(() => scrubUrl(url))).toBeLessThan(1000);
  });
});
