import { describe, expect, test } from 'vitest';
import { basename, dirname, isAbsolute, join, normalizePath, relative, resolve } from './paths.ts';
import {
  isMatchingPattern,
  parseSampleRate,
  safeJoin,
  severityLevelFromString,
  snipLine,
  stringMatchesSomePattern,
  truncate,
} from './text.ts';
import { getSanitizedUrlString, parseUrl, stripUrlQueryAndFragment } from './urls.ts';

test('text is cut where it is too long, and 0 cuts nothing', () => {
  expect([truncate('abcdef', 3), truncate('abc', 3), truncate('abc')]).toEqual(['abc...', 'abc', 'abc']);
});

describe('snipLine', () => {
  const line = Array.from({ length: 100 }, (_, index) => String(index).padStart(3, '0')).join('');

  test('leaves short lines alone', () => expect(snipLine('short', 3)).toBe('short'));

  test.each([
    [0, /^000001.*\{snip\}$/],
    [150, /^\{snip\} .*050.* \{snip\}$/],
    [9999, /^\{snip\} .*098099$/],
  ])('shows what stands around column %d', (column, expected) => {
    expect(snipLine(line, column)).toMatch(expected);
    expect(snipLine(line, column).length).toBeLessThan(160);
  });
});

test('values are joined, also those that refuse', () => {
  const refusing = { toString: () => Promise.reject };
  expect(safeJoin(['a', 1, null, Symbol('s')], ' ')).toBe('a 1 null Symbol(s)');
  expect(() => safeJoin([refusing, Object.create(null)], ',')).not.toThrow();
  expect(safeJoin('abc' as never)).toBe('');
});

test.each([
  ['abc', 'b', false, true],
  ['abc', 'b', true, false],
  ['abc', 'abc', true, true],
  ['abc', /^a/, true, true],
  ['abc', (text: string) => text.length === 3, false, true],
  [7 as never, '7', false, false],
])('%j against %s, whole: %j is %j', (text, pattern, isWhole, expected) => {
  expect(isMatchingPattern(text, pattern, isWhole)).toBe(expected);
  expect(stringMatchesSomePattern(text, new Set(['nothing of it', pattern]), isWhole)).toBe(expected);
});

test('levels are known by name, and what nobody knows is log', () => {
  expect(['warn', 'fatal', 'debug', 'loud'].map(severityLevelFromString)).toEqual(['warning', 'fatal', 'debug', 'log']);
});

test.each([
  [0.5, 0.5],
  ['0.25', 0.25],
  [true, 1],
  [false, 0],
  [2, undefined],
  ['many', undefined],
  [Number.NaN, undefined],
  [null, undefined],
])('the rate %j is %j', (given, expected) => {
  expect(parseSampleRate(given)).toBe(expected);
});

test('URLs come apart', () => {
  expect(parseUrl('https://u:p@shop.example:8443/a/b?c=d#e')).toEqual({
    protocol: 'https',
    host: 'u:p@shop.example:8443',
    path: '/a/b',
    search: '?c=d',
    hash: '#e',
    relative: '/a/b?c=d#e',
  });
  expect(parseUrl('')).toEqual({});
  expect(parseUrl('/a?b')).toMatchObject({ protocol: undefined, path: '/a', search: '?b' });
});

test('URLs are shown without what is nobody’s business', () => {
  expect(getSanitizedUrlString(parseUrl('https://u:p@shop.example:443/a?token=x'))).toBe(
    'https://[filtered]:[filtered]@shop.example/a',
  );
  expect(stripUrlQueryAndFragment('/a/b?c#d')).toBe('/a/b');
  expect(stripUrlQueryAndFragment('/a/b#d?c')).toBe('/a/b');
});

test('paths are put together and taken apart', () => {
  expect([normalizePath('/a/./b//../c/'), normalizePath(''), normalizePath('../../a')]).toEqual([
    '/a/c/',
    '.',
    '../../a',
  ]);
  expect([isAbsolute('/a'), isAbsolute('a')]).toEqual([true, false]);
  expect([join('a', '..', 'b', 'c'), join('/a', '/b')]).toEqual(['b/c', '/a/b']);
  expect([resolve('/a', 'b', '../c'), resolve('/a', '/b'), resolve('a')]).toEqual(['/a/c', '/b', '/a']);
  expect([relative('/a/b', '/a/c/d'), relative('/a', '/a')]).toEqual(['../c/d', '']);
  expect([dirname('/a/b/c'), dirname('/a'), dirname('a'), dirname('/a/b/')]).toEqual(['/a/b', '/', '.', '/a']);
  expect([basename('/a/b.js'), basename('/a/b.js', '.js'), basename('/a/b/')]).toEqual(['b.js', 'b', 'b']);
});
