import { expect, test } from 'vitest';
import { parameterizeSql } from './parameterize-sql.ts';

test.each([
  ['SELECT * FROM users WHERE id = 42', 'SELECT * FROM users WHERE id = ?'],
  ["SELECT 'it''s', name FROM t1 WHERE a='x'", 'SELECT ?, name FROM t1 WHERE a=?'],
  ['SELECT "order", `key` FROM "my ""table"""', 'SELECT "order", `key` FROM "my ""table"""'],
  ['select * from t where a = $1 and b = 7', 'select * from t where a = $1 and b = ?'],
  ["SELECT E'a\\'secret' , x FROM t", 'SELECT ? , x FROM t'],
  ["SELECT N'secret', x'CAFE', b'01' FROM t", 'SELECT ?, ?, ? FROM t'],
  ["SELECT some'secret'", 'SELECT some?'],
  ['SELECT $$secret$$, $tag$ also $$ secret $tag$ FROM t', 'SELECT ?, ? FROM t'],
  ['SELECT -1, 2.5, .5, 1e-9, 0xFF, 3::int, col2 FROM t3', 'SELECT -?, ?, ?, ?, ?, ?::int, col2 FROM t3'],
  ['SELECT 1 -- secret\nFROM t /* secret */ WHERE\n\t  a', 'SELECT ? FROM t WHERE a'],
  ['SELECT a FROM t WHERE id IN (1, 2, 3) AND n in ($1,$2)', 'SELECT a FROM t WHERE id IN (?) AND n in (?)'],
  ["INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y'),(3, 'z')", 'INSERT INTO t (a, b) VALUES (?, ?)'],
  ['SELECT straße FROM größe2 WHERE ñ = 5', 'SELECT straße FROM größe2 WHERE ñ = ?'],
  ['', ''],
])('makes of %s', (sql, expected) => {
  expect(parameterizeSql(sql)).toBe(expected);
});

test.each([
  ['SELECT "secret", `name`', 'SELECT ?, `name`'],
  ["SELECT 'a\\'secret', b", 'SELECT ?, b'],
  ['SELECT a # secret\nFROM t', 'SELECT a FROM t'],
])('reads MySQL, where a text may stand in double quotes: %s', (sql, expected) => {
  expect(parameterizeSql(sql, { doubleQuotedValues: true })).toBe(expected);
});

test.each([
  "SELECT 'secret",
  "SELECT E'\\",
  'SELECT $$secret',
  'SELECT /* secret',
  'SELECT -- secret',
  "'",
  '$',
  '$secret'.slice(0, 1),
])('tells nothing of what is left open: %s', (sql) => {
  expect(parameterizeSql(sql)).not.toContain('secret');
});

test('tells that it was cut off, and no value that it was cut off in', () => {
  const short = parameterizeSql(`INSERT INTO t (a) VALUES ('${'secret'.repeat(10_000)}')`);
  expect(short).toBe('INSERT INTO t (a) VALUES (?…');
});

test.each(["'", '"', '$', '(', '(?,', 'IN (', 'e1', '1e-', '/*', '--', "E'\\", 'x', ' '])(
  'never reads more than its limit: "%s" a million times',
  (part) => {
    const sql = part.repeat(1_000_000);
    expect(parameterizeSql(sql)).toBe(parameterizeSql(sql.slice(0, 4097)));
  },
);

test('tells the same text of each dialect apart, also when many others came between', () => {
  for (let round = 0; round < 3; round++) {
    expect(parameterizeSql('SELECT "a"')).toBe('SELECT "a"');
    expect(parameterizeSql('SELECT "a"', { doubleQuotedValues: true })).toBe('SELECT ?');
    for (let id = 0; id < 150; id++) {
      expect(parameterizeSql(`SELECT c FROM t${id} WHERE id = ${id}`)).toBe(`SELECT c FROM t${id} WHERE id = ?`);
    }
  }
});
