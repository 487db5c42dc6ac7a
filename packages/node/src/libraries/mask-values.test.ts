import { expect, test } from 'vitest';
import { maskValues } from './mask-values.ts';

test('keeps the shape and no value', () => {
  const query = { find: 'people', filter: { a: 1, b: [{ c: 'secret' }, 'more'], d: null, e: new Date(), f: [] } };
  expect(maskValues(query, ['find'])).toEqual({
    find: 'people',
    filter: { a: '?', b: [{ c: '?' }], d: '?', e: '?', f: [] },
  });
});

test('keeps a named text only at the top, and only text', () => {
  expect(maskValues({ find: { find: 'secret' } }, ['find'])).toEqual({ find: { find: '?' } });
});

test('ends in objects that contain themselves, and in broad ones', () => {
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  expect(JSON.stringify(maskValues(loop))).toMatch(/^(\{"self":)+"\?"}+$/);
  const broad = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`k${at}`, at]));
  expect(Object.keys(maskValues(broad))).toHaveLength(40);
});
