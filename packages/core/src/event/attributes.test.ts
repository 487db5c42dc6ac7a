import { cpuMilliseconds } from '@vedette/testkit';
import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../../test-support/hostile.ts';
import { typedAttributes } from './attributes.ts';

const typed = (value: unknown) => typedAttributes({ value }, { left: 100_000 }).value!;
const bytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

describe('typedAttributes', () => {
  test.each([
    ['text', { value: 'text', type: 'string' }],
    ['', { value: '', type: 'string' }],
    [true, { value: true, type: 'boolean' }],
    [7, { value: 7, type: 'integer' }],
    [-0, { value: -0, type: 'integer' }],
    [0.5, { value: 0.5, type: 'double' }],
    [1e300, { value: 1e300, type: 'double' }],
    [Number.NaN, { value: '[NaN]', type: 'string' }],
    [Number.POSITIVE_INFINITY, { value: '[Infinity]', type: 'string' }],
    [null, { value: 'null', type: 'string' }],
    [undefined, { value: '', type: 'string' }],
    [['a', 'b'], { value: ['a', 'b'], type: 'array' }],
    [[1, 0.5], { value: [1, 0.5], type: 'array' }],
    [[true], { value: [true], type: 'array' }],
    [[], { value: [], type: 'array' }],
    [[1, 'a'], { value: '[1,"a"]', type: 'string' }],
    [['a', null], { value: '["a",null]', type: 'string' }],
    [[1, Number.NaN], { value: '[1,"[NaN]"]', type: 'string' }],
    [[[1]], { value: '[[1]]', type: 'string' }],
    [{ a: { b: 1 } }, { value: '{"a":{"b":1}}', type: 'string' }],
    [new Date(0), { value: '1970-01-01T00:00:00.000Z', type: 'string' }],
  ])('%j', (value, expected) => {
    expect(typed(value)).toEqual(expected);
  });

  test('writes a big integer out', () => {
    expect(typed(10n)).toEqual({ value: '10', type: 'string' });
  });

  test('tells what an error says, not that it is an empty object', () => {
    expect(typed(new TypeError('boom')).value).toMatch(/"message":"boom","name":"TypeError"/);
  });

  test.each([
    [
      { value: 5, unit: 'ms' },
      { value: 5, type: 'integer', unit: 'ms' },
    ],
    [{ value: 5 }, { value: 5, type: 'integer' }],
    [
      { value: { a: 1 }, unit: 'ms' },
      { value: '{"a":1}', type: 'string', unit: 'ms' },
    ],
    [
      { value: 5, currency: 'EUR' },
      { value: '{"value":5,"currency":"EUR"}', type: 'string' },
    ],
    [
      { value: 5, unit: 7 },
      { value: '{"value":5,"unit":7}', type: 'string' },
    ],
  ])('takes %j apart only when it is a value with a unit', (value, expected) => {
    expect(typed(value)).toEqual(expected);
  });

  test('leaves out what is undefined when asked to', () => {
    expect(typedAttributes({ a: undefined, c: 1 }, { left: 1000 }, true)).toEqual({
      c: { value: 1, type: 'integer' },
    });
  });

  test('shares no list with the host', () => {
    const list = ['a'];
    const { value } = typed(list);
    list.push('b');
    expect(value).toEqual(['a']);
  });

  test('replaces lone surrogates in keys, values and lists', () => {
    expect(typedAttributes({ 'a\ud800': 'b\udc00', l: ['\ud800'] }, { left: 1000 })).toEqual({
      'a\ufffd': { value: 'b\ufffd', type: 'string' },
      l: { value: ['\ufffd'], type: 'array' },
    });
  });

  test.each([
    ['many', Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`k${n}`, n]))],
    ['numbers', { a: 1, b: 0.1, c: -1.2345678901234567e100, d: 1, e: 1, f: 1, g: 1, h: 1, i: 1, j: 1, k: 1 }],
    ['a long key', { ['k'.repeat(5000)]: -1.2345678901234567e100, b: 1 }],
    ['a long text', { a: '"'.repeat(5000), b: 'b' }],
    ['a long wide text', { a: '漢'.repeat(5000) }],
    ['a list of numbers', { a: Array.from({ length: 5000 }, () => -1.2345678901234567e100) }],
    ['a list of texts', { a: Array.from({ length: 5000 }, () => '\u0001') }],
    ['a long unit', { a: { value: 1, unit: 'u'.repeat(5000) } }],
    ['a large object', { a: { b: Array.from({ length: 5000 }, () => 'x') } }],
  ])('%s stay within the room there is', (_, attributes) => {
    const room = { left: 500 };
    // What one cut and the last number may come to on top.
    expect(bytes(typedAttributes(attributes, room))).toBeLessThanOrEqual(500 + 40);
  });

  test('where the room ends, values are cut, and what comes after is left out', () => {
    expect(typedAttributes({ a: 'x'.repeat(500), b: 1 }, { left: 100 })).toEqual({
      a: { value: `${'x'.repeat(54)}...`, type: 'string' },
    });
  });

  test('a list with a length beyond all measure takes no time', () => {
    expect(cpuMilliseconds(() => typed(new Array(4e9)))).toBeLessThan(500);
  });

  test.each(Object.entries(HOSTILE))('%s as a value or as the attributes does not throw', (_, make) => {
    const value = typed(make());
    expect(() => JSON.stringify(value)).not.toThrow();
    expect(() => typedAttributes(make() as Record<string, unknown>, { left: 1000 })).not.toThrow();
    expect(typedAttributes({ value: make(), after: 1 }, { left: 100_000 }).after).toEqual({
      value: 1,
      type: 'integer',
    });
  });
});
