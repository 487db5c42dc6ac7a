import vm from 'node:vm';
import { expect, test } from 'vitest';
import { HOSTILE } from '../../test-support/hostile.ts';
import { isError } from './is-error.ts';

class Payment extends Error {}

test.each([
  ['an error', new Error()],
  ['one of a class', new Payment()],
  ['a group', new AggregateError([])],
  ['one of another realm', vm.runInNewContext('new TypeError()')],
  ['a DOM exception', new DOMException('x', 'AbortError')],
  ['what inherits from Error', Object.create(Error.prototype)],
  ['a frozen one', Object.freeze(new Error())],
])('%s is an error', (_, value) => {
  expect(isError(value)).toBe(true);
});

test.each([undefined, null, 'Error', 1, {}, { message: 'm', name: 'Error', stack: 's' }, [], () => {}])(
  '%j is none',
  (value) => {
    expect(isError(value)).toBe(false);
  },
);

test.each(Object.entries(HOSTILE))('survives %s', (_, make) => {
  expect(isError(make())).toBeTypeOf('boolean');
});
