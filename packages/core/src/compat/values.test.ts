import vm from 'node:vm';
import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../../test-support/hostile.ts';
import { parameterize } from '../lib/parameterize.ts';
import { isThenable } from '../lib/then.ts';
import * as values from './values.ts';

const { isElement, isErrorEvent, isEvent, isInstanceOf, isPlainObject, isPrimitive, isRegExp, isString } = values;

test('text is text, also parameterized', () => {
  expect([isString('a'), isString(parameterize`a ${1}`), isString(1), isString(null)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test.each([1, 'a', null, undefined, true, 1n, Symbol('s'), parameterize`a`])(
  'a primitive has no properties (%#)',
  (value) => {
    expect(isPrimitive(value)).toBe(true);
  },
);

test.each([{}, [], () => {}, new Date()])('what has properties is none (%#)', (value) => {
  expect(isPrimitive(value)).toBe(false);
});

test('plain objects are told from lists, dates and errors, of any realm', () => {
  expect([{}, Object.create(null), vm.runInNewContext('({})')].map(isPlainObject)).toEqual([true, true, true]);
  expect([[], new Date(), new Error('x'), null, 'a'].map(isPlainObject)).toEqual([false, false, false, false, false]);
});

test('regular expressions and classes are recognised', () => {
  expect([isRegExp(/a/), isRegExp(vm.runInNewContext('/a/')), isRegExp('/a/')]).toEqual([true, true, false]);
  expect([isInstanceOf(new Map(), Map), isInstanceOf({}, Map), isInstanceOf({}, undefined)]).toEqual([
    true,
    false,
    false,
  ]);
});

test('without a page nothing is an element', () => {
  expect(isElement({ tagName: 'A' })).toBe(false);
  expect(isEvent(new Event('click'))).toBe(true);
  expect(isErrorEvent(new Event('error'))).toBe(false);
});

describe.each(Object.entries({ ...values, isThenable }))('%s', (_, is) => {
  test.each(Object.entries(HOSTILE))('survives %s', (_, make) => {
    expect((is as (value: unknown, base: unknown) => unknown)(make(), make())).toBeTypeOf('boolean');
  });
});
