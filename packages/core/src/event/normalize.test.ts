import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../../test-support/hostile.ts';
import { normalize } from './normalize.ts';

class Cart {
  items = [1];
}

const date = new Date(Date.UTC(2026, 0, 2));
const shared = { a: 1 };

/** The table of event-payload, "Normalisation". */
describe('normalize', () => {
  test.each([
    ['null', null, null],
    ['undefined', undefined, undefined],
    ['a string', 'text', 'text'],
    ['a boolean', true, true],
    ['a number', 1.5, 1.5],
    ['not a number', Number.NaN, '[NaN]'],
    ['infinity', Number.POSITIVE_INFINITY, '[Infinity]'],
    ['minus infinity', Number.NEGATIVE_INFINITY, '[-Infinity]'],
    ['a named function', function pay() {}, '[Function: pay]'],
    ['a nameless function', (() => () => {})(), '[Function: <anonymous>]'],
    ['a symbol', Symbol('x'), '[Symbol(x)]'],
    ['a big integer', 1n, '[BigInt: 1]'],
    ['a date', date, '2026-01-02T00:00:00.000Z'],
    ['an object of a class', new Cart(), { items: [1] }],
    ['an object without prototype', Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
    ['an array', [1, 'a', [Number.NaN]], [1, 'a', ['[NaN]']]],
    // biome-ignore lint/suspicious/noSparseArray: that is what is tested
    ['an array with gaps', [1, , 3], [1, undefined, 3]],
    ['an array that carries more', /b/.exec('abc'), ['b']],
    ['toJSON', { toJSON: () => ({ a: 1n }) }, { a: '[BigInt: 1]' }],
    ['one object in two places', [shared, shared], [{ a: 1 }, { a: 1 }]],
  ])('%s', (_, value, expected) => {
    expect(normalize(value, 3, 100)).toEqual(expected);
  });

  test('names what lies below the depth', () => {
    const deep = { a: { b: { object: {}, array: [], cart: new Cart(), bare: Object.create(null), text: 'kept' } } };
    expect(normalize(deep, 3, 100)).toEqual({
      a: { b: { object: '[Object]', array: '[Array]', cart: '[Cart]', bare: '[null prototype]', text: 'kept' } },
    });
  });

  test('takes toJSON one level deeper', () => {
    expect(normalize({ toJSON: () => ({ a: {} }) }, 2, 100)).toEqual({ a: '[Object]' });
  });

  test('marks where an object meets itself', () => {
    const cycle: Record<string, unknown> = { name: 'c' };
    cycle.self = cycle;
    cycle.list = [cycle];
    expect(normalize(cycle, 5, 100)).toEqual({ name: 'c', self: '[Circular ~]', list: ['[Circular ~]'] });
  });

  test('marks where the breadth ends', () => {
    expect(normalize({ a: 1, b: 2, c: 3 }, 3, 2)).toEqual({ a: 1, b: 2, c: '[MaxProperties ~]' });
    expect(normalize([1, 2, 3, 4], 3, 2)).toEqual([1, 2, '[MaxProperties ~]']);
    expect(normalize({ a: 1, b: 2 }, 3, 2)).toEqual({ a: 1, b: 2 });
  });

  test('keeps message, name, stack and own properties of an error', () => {
    const error = Object.assign(new RangeError('too far'), { code: 'E1', stack: 'the stack' });
    expect(normalize(error, 3, 100)).toEqual({
      message: 'too far',
      name: 'RangeError',
      stack: 'the stack',
      code: 'E1',
    });
  });

  test('visits as usual what cannot say itself in JSON', () => {
    const broken = {
      a: 1,
      toJSON() {
        throw new Error('no');
      },
    };
    expect(normalize(broken, 3, 100)).toEqual({ a: 1, toJSON: '[Function: toJSON]' });
  });

  test('says of a getter that threw why, and keeps the rest', () => {
    const object = Object.defineProperty({ a: 1 }, 'b', {
      enumerable: true,
      get() {
        throw new Error('locked');
      },
    });
    expect(normalize(object, 3, 100)).toEqual({ a: 1, b: '**non-serializable** (locked)' });
  });

  test('sets no prototype', () => {
    const polluted = JSON.parse('{"__proto__":{"admin":true},"a":1}');
    const result = normalize(polluted, 3, 100) as { admin?: boolean };
    expect(result).toEqual({ a: 1 });
    expect(result.admin).toBeUndefined();
  });

  test.each(Object.entries(HOSTILE))('makes JSON of %s', (_, make) => {
    for (const value of [make(), { in: make() }, [make()]]) {
      expect(() => JSON.stringify(normalize(value, 3, 100))).not.toThrow();
    }
  });
});
