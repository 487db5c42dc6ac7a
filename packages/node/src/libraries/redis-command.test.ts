import { expect, test } from 'vitest';
import { redisKeys, redisStatement } from './redis-command.ts';

test.each([
  ['get', ['shop'], 'GET shop'],
  ['GET', ['user:42:cart'], 'GET user:?:cart'],
  ['set', ['sess:aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ', 'secret'], 'SET sess:? ?'],
  ['hset', ['user:a@b.example', 'name', 'secret'], 'HSET user:? ?'],
  ['mget', ['a:1', 'a:2'], 'MGET a:? ?'],
  ['del', [Buffer.from('bytes')], 'DEL bytes'],
  ['lrem', ['list', '0', 'secret'], 'LREM list ?'],
  ['getset', ['counter', 'secret'], 'GETSET counter ?'],
  ['auth', ['secret'], 'AUTH ?'],
  ['config', ['SET', 'requirepass', 'secret'], 'CONFIG ?'],
  ['acl', ['SETUSER', 'joe', '>secret'], 'ACL ?'],
  ['eval', ['return secret', '0'], 'EVAL ?'],
  ['my.own', ['secret'], 'MY.OWN ?'],
  ['ping', [], 'PING'],
])('tells of %s %j no value', (name, args, expected) => {
  expect(redisStatement(name, args)).toBe(expected);
});

test('knows the keys of commands that take several, and none of those it does not know', () => {
  expect(redisKeys('MGET', ['a', 'b'])).toEqual(['a', 'b']);
  expect(redisKeys('set', ['a', 'b'])).toEqual(['a']);
  expect(redisKeys('auth', ['a'])).toEqual([]);
});
