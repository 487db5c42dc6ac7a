import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../../test-support/hostile.ts';
import { createScrubber } from '../privacy/scrub.ts';
import { normalize, sanitize } from './normalize.ts';

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

describe('sanitize', () => {
  const rules = { depth: 2, breadth: 3 };
  const hideSecrets = {
    name: (key: string) => (key.includes('password') ? '' : key.replaceAll('hunter2', '[Filtered]')),
    text: (text: string) => text.replaceAll('hunter2', '[Filtered]').replaceAll(/\S+@\S+/g, '[Email]'),
    code: (line: string) => line.replaceAll('"hunter2"', '"[Filtered]"'),
  };
  const scrub = <T>(payload: T): T => sanitize(payload, { depth: 5, breadth: 100, scrubber: hideSecrets });

  test('keeps the shape of the protocol, however deep and wide', () => {
    const frames = Array.from({ length: 9 }, (_, lineno) => ({ filename: '/app.js', lineno, pre_context: ['a', 'b'] }));
    const event = { exception: { values: [{ type: 'E', stacktrace: { frames } }] } };
    expect(sanitize(event, rules)).toEqual(event);
  });

  test('bounds what hosts fill, wherever it stands', () => {
    const deep = { a: { b: { c: 1 } } };
    const cut = { a: { b: '[Object]' } };
    const event = {
      extra: deep,
      contexts: { mine: deep, trace: { data: { list: [1, 2] } } },
      breadcrumbs: [{ data: deep }],
      spans: [{ data: deep }],
      request: { data: deep },
      exception: { values: [{ stacktrace: { frames: [{ vars: deep }] } }] },
    };
    expect(sanitize(event, rules)).toEqual({
      extra: cut,
      contexts: { mine: { a: '[Object]' }, trace: { data: { list: [1, 2] } } },
      breadcrumbs: [{ data: cut }],
      spans: [{ data: cut }],
      request: { data: cut },
      exception: { values: [{ stacktrace: { frames: [{ vars: cut }] } }] },
    });
  });

  test('takes secrets out of texts everywhere, and from under sensitive names where hosts name things', () => {
    expect(
      scrub({
        message: 'it was hunter2',
        extra: { password: 'p', list: ['hunter2'], nested: { password2: { a: 1 } }, 'hunter2 as key': 1 },
        password_shaped_field: 'stays',
      }),
    ).toEqual({
      message: 'it was [Filtered]',
      extra: {
        password: '[Filtered]',
        list: ['[Filtered]'],
        nested: { password2: '[Filtered]' },
        '[Filtered] as key': 1,
      },
      password_shaped_field: 'stays',
    });
  });

  test('leaves nothing, yes and no under sensitive names', () => {
    const tags = { password1: false, password2: true };
    expect(scrub({ tags, extra: { password: null } })).toEqual({ tags, extra: { password: null } });
  });

  test('keeps who somebody is where it was given as such', () => {
    const user = { id: 'me@x.io', email: 'me@x.io', username: 'me@x.io', note: 'me@x.io' };
    expect(scrub({ user, message: 'me@x.io' })).toEqual({ user: { ...user, note: '[Email]' }, message: '[Email]' });
    expect(scrub({ attributes: { 'user.email': { value: 'me@x.io', type: 'string' } } })).toEqual({
      attributes: { 'user.email': { value: 'me@x.io', type: 'string' } },
    });
    expect(scrub({ contexts: { feedback: { contact_email: 'me@x.io', message: 'me@x.io' } } })).toEqual({
      contexts: { feedback: { contact_email: 'me@x.io', message: '[Email]' } },
    });
  });

  test('keeps the type of an attribute it hides', () => {
    expect(scrub({ attributes: { password: { value: 7, type: 'integer' } } })).toEqual({
      attributes: { password: { value: '[Filtered]', type: 'string' } },
    });
  });

  test('keeps attributes whole, whatever the depth and breadth', () => {
    const attributes = Object.fromEntries([1, 2, 3, 4, 5].map((key) => [key, { value: ['a', 'b'], type: 'array' }]));
    expect(sanitize({ items: [{ attributes }] }, { depth: 1, breadth: 2 })).toEqual({ items: [{ attributes }] });
  });

  test('knows a secret also where a text is cut, and a number that is one', () => {
    const cut = scrub({ message: `${'x'.repeat(16_380)}hunter2${'y'.repeat(100)}` });
    expect(cut.message).not.toContain('hunt');
    const card = {
      depth: 3,
      breadth: 3,
      scrubber: { name: String, code: String, text: (text: string) => text.replace(/4{16}/, '!') },
    };
    expect(sanitize({ extra: { card: 4444444444444444, owed: -4444444444444444, at: 1763724000000 } }, card)).toEqual({
      extra: { card: '[!]', owed: '[-!]', at: 1763724000000 },
    });
  });

  test('knows the shortest pair there is, and the shortest name', () => {
    const scrubber = createScrubber({ sanitizeFields: ['z'] });
    const extra = { note: 'z=1', z: '1', '': 'z', list: ['', 'z', 'z='] };
    expect(sanitize({ extra }, { depth: 3, breadth: 9, scrubber })).toEqual({
      extra: { ...extra, note: 'z=[Filtered]', z: '[Filtered]' },
    });
  });

  test('says of an object whose toJSON throws what it holds, and goes on', () => {
    const broken = {
      password: 'p',
      toJSON: () => {
        throw new Error('no');
      },
    };
    expect(scrub({ extra: { broken, after: 1 } })).toEqual({
      extra: { broken: { password: '[Filtered]', toJSON: '[Function: toJSON]' }, after: 1 },
    });
  });

  test('reads source lines as code', () => {
    const frame = { pre_context: ['f(hunter2)'], context_line: 'f("hunter2")', post_context: ['// hunter2'] };
    expect(scrub({ frames: [frame] })).toEqual({ frames: [{ ...frame, context_line: 'f("[Filtered]")' }] });
  });

  test('leaves the protocol’s own ids as they are', () => {
    const ids = { event_id: 'hunter2', span_id: 'hunter2', sid: 'hunter2', other: 'hunter2' };
    expect(scrub(ids)).toEqual({ ...ids, other: '[Filtered]' });
  });

  test('changes nothing the second time', () => {
    const once = scrub({
      extra: { password: 'p', text: 'x'.repeat(20_000), list: [1n, Number.NaN, new Map([[1, 2]])] },
    });
    expect(scrub(once)).toEqual(once);
  });

  test('ends within the bytes a server takes, the essential first', () => {
    const wide = Object.fromEntries(Array.from({ length: 1000 }, (_, key) => [key, '\u0000'.repeat(10_000)]));
    const event = sanitize(
      { message: 'kept', contexts: { a: { b: 'kept' } }, breadcrumbs: [{ message: 'kept' }], extra: wide },
      { depth: 3, breadth: 1000 },
    );
    expect(JSON.stringify(event).length).toBeLessThan(1_048_576);
    expect(event).toMatchObject({
      message: 'kept',
      contexts: { a: { b: 'kept' } },
      breadcrumbs: [{ message: 'kept' }],
    });
    expect(Object.values(event.extra).at(-1)).toBe('[MaxProperties ~]');
  });

  test('reads lists of every kind', () => {
    expect(normalize({ set: new Set([1]), map: new Map([['a', 1]]), bytes: Uint8Array.of(1, 2) }, 4, 10)).toEqual({
      set: [1],
      map: [['a', 1]],
      bytes: [1, 2],
    });
  });
});
