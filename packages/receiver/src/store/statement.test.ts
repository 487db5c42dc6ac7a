import { expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { prepare, type SqlValue } from './statement.ts';

it('throws for what libsql cannot store instead of letting it end the process', () => {
  const echo = prepare<{ value: SqlValue }, { value: SqlValue }>(openDatabase(':memory:'), 'SELECT :value AS value');
  for (const value of [true, undefined, {}, 10n] as unknown as SqlValue[]) {
    expect(() => echo.get({ value })).toThrow(TypeError);
  }
});

it('gives back what it was given, and texts whole though they hold a NUL', () => {
  const echo = prepare<{ value: SqlValue }, { value: SqlValue }>(openDatabase(':memory:'), 'SELECT :value AS value');
  expect(['a', '', 1.5, -7, null].map((value) => echo.get({ value }))).toEqual(
    ['a', '', 1.5, -7, null].map((value) => ({ value })),
  );
  expect(echo.get({ value: 'a\0b' })).toEqual({ value: 'a\ufffdb' });
});
