import { describe, expect, test } from 'vitest';
import { decodePercent, hideNamedValues } from './named-values.ts';

const hide = (text: string): string => hideNamedValues(text, (name) => /secret/i.test(name));

describe('hideNamedValues', () => {
  test.each([
    ['secret=x', 'secret=[Filtered]'],
    ['secret = x, then', 'secret = [Filtered] then'],
    ['a=1&secret=x=y&b=2', 'a=1&secret=[Filtered]&b=2'],
    ['a=1;secret=x;b=2', 'a=1;secret=[Filtered];b=2'],
    ['a[secret]=x&b=2', 'a[secret]=[Filtered]&b=2'],
    ['secret[]=x&secret[0]=y&b=2', 'secret[]=[Filtered]&secret[0]=[Filtered]&b=2'],
    ['{"secret":\n  "x"}', '{"secret":\n  "[Filtered]"}'],
    ['s%65cret=x&b=2', 's%65cret=[Filtered]&b=2'],
    ['{"secret":"x","b":2}', '{"secret":"[Filtered]","b":2}'],
    ['{"secret" : "x \\" y" , "b":2}', '{"secret" : "[Filtered]" , "b":2}'],
    ['{"a":"{\\"secret\\":\\"x \\\\\\" y\\",\\"b\\":2}"}', '{"a":"{\\"secret\\":\\"[Filtered]\\",\\"b\\":2}"}'],
    ["{ secret: 'x', b: 2 }", "{ secret: '[Filtered]', b: 2 }"],
    ["{ 'secret' => 'x' }", "{ 'secret' => '[Filtered]' }"],
    ['{"secret":12,"b":2}', '{"secret":[Filtered],"b":2}'],
    ['{"b":2,"secret":true}', '{"b":2,"secret":[Filtered]}'],
    ['{"secret":["x","y"],"b":2}', '{"secret":[Filtered]'],
    ['{"secret":{"x":{"y":1}},"b":2}', '{"secret":[Filtered]'],
    ['{"b":2,"secret":"cut of', '{"b":2,"secret":"[Filtered]'],
    ['Secret: a b; c="d", e\r\nHost: x', 'Secret: [Filtered]\r\nHost: x'],
    ['<secret>a b</secret><b>2</b>', '<secret>[Filtered]</secret><b>2</b>'],
    ['name="secret"\r\n\r\na b\r\n--x', 'name="secret"\r\n\r\n[Filtered]\r\n--x'],
    ['secret=x&secret=y', 'secret=[Filtered]&secret=[Filtered]'],
    ['b: secret=x', 'b: secret=[Filtered]'],
  ])('%s becomes %s', (text, hidden) => {
    expect(hide(text)).toBe(hidden);
    expect(hide(hidden)).toBe(hidden);
  });

  test.each([
    'secret',
    'the secret is out',
    'secret=',
    'secret=&b=2',
    '{"secret":"","b":2}',
    'secret:\n  at f (a.js)',
    'if (secret === x)',
    'secret == x',
    'Secret::Key',
    'secret://x',
    'at secret:12:34',
    'public=secret',
    'Promise<Secret> x',
  ])('%j stays as it is', (text) => {
    expect(hide(text)).toBe(text);
  });
});

test.each([
  ['a%20b', 'a b'],
  ['%41%7a%7A', 'Azz'],
  ['100%', '100%'],
  ['%zz%4', '%zz%4'],
  ['%E2%82', '\xe2\x82'],
])('%s is decoded to %s', (text, decoded) => {
  expect(decodePercent(text)).toBe(decoded);
});
