import { expect, test } from 'vitest';
import { matchesSome } from './match-pattern.ts';

test.each([
  ['https://api.example.io/a', ['example.io'], true],
  ['https://api.example.io/a', [/^https:\/\/api\./], true],
  ['https://api.example.io/a', ['nowhere', /a$/], true],
  ['https://api.example.io/a', [], false],
  ['https://api.example.io/a', ['EXAMPLE', /^a/], false],
])('%s against %j: %s', (text, patterns, expected) => {
  expect(matchesSome(text, patterns)).toBe(expected);
});

test.each([/b/g, /b/y, /b/gy])('%s matches each time, wherever it stands', (pattern) => {
  expect([1, 2, 3].map(() => matchesSome('abc', [pattern]))).toEqual([true, true, true]);
});
