import { describe, expect, it } from 'vitest';
import { patternOf, withoutWildcard } from './route-pattern.ts';

const matches = (...paths: Array<string | undefined>) => paths.map((path) => ({ route: { path } }));

describe('patternOf', () => {
  it.each([
    [['/'], '/'],
    [['/', 'users', ':id'], '/users/:id'],
    [['users', undefined, ':id'], '/users/:id'],
    [['users', '/users/:id'], '/users/:id'],
    [['users/*', ':id'], '/users/:id'],
    [['users/'], '/users'],
    [['*'], '/*'],
    [['files', '*'], '/files/*'],
    [['lang?', 'about'], '/lang?/about'],
  ])('of %j is %s', (paths, pattern) => {
    expect(patternOf(matches(...paths))).toBe(pattern);
  });

  it('goes on from a base, also where a nested path is absolute', () => {
    expect(patternOf(matches(':id', 'edit'), '/users')).toBe('/users/:id/edit');
    expect(patternOf(matches('/users'), '/shop')).toBe('/shop/users');
  });

  it('is nothing when nothing matches', () => {
    expect([patternOf([]), patternOf(null), patternOf(undefined)]).toEqual([undefined, undefined, undefined]);
  });
});

describe('withoutWildcard', () => {
  it.each([
    ['/users/*', '/users'],
    ['/*', ''],
    ['/', ''],
    ['/users/:id', '/users/:id'],
  ])('of %s is "%s"', (pattern, base) => {
    expect(withoutWildcard(pattern)).toBe(base);
  });
});
