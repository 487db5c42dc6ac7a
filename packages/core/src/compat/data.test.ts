import { expect, test, vi } from 'vitest';
import { HOSTILE } from '../../test-support/hostile.ts';
import { setupCore } from '../../test-support/setup-core.ts';
import { addNonEnumerableProperty, convertToPlainObject, normalize, normalizeToSize, uuid4 } from './data.ts';
import { LRUMap } from './lru-map.ts';
import { SentryError } from './sentry-error.ts';
import { rejectedSyncPromise, resolvedSyncPromise, SyncPromise } from './sync-promise.ts';
import { dateTimestampInSeconds, debounce, timestampInSeconds } from './time.ts';

test('an id has 32 hex digits', () => expect(uuid4()).toMatch(/^[0-9a-f]{32}$/));

test.each(Object.entries(HOSTILE))('normalize makes JSON of %s', (_, make) => {
  expect(() => JSON.stringify(normalize(make()))).not.toThrow();
});

test('normalizeToSize goes less deep until it is small enough', () => {
  const deep = { a: { b: { text: 'x'.repeat(1000) } } };
  expect(normalizeToSize(deep, 3, 5000)).toEqual(deep);
  expect(normalizeToSize(deep, 3, 100)).toEqual({ a: { b: '[Object]' } });
});

test('a hidden property is there and not seen', () => {
  const object = { a: 1 };
  addNonEnumerableProperty(object, 'b', 2);
  expect([JSON.stringify(object), (object as { b?: number }).b]).toEqual(['{"a":1}', 2]);
  expect(() => addNonEnumerableProperty(Object.freeze({}), 'b', 2)).not.toThrow();
});

test('errors and events become objects with their properties', () => {
  expect(convertToPlainObject(Object.assign(new TypeError('m'), { code: 5 }))).toMatchObject({
    name: 'TypeError',
    message: 'm',
    code: 5,
  });
  expect(convertToPlainObject(new Event('click'))).toMatchObject({ type: 'click', target: '[object Null]' });
  expect(convertToPlainObject('text')).toBe('text');
});

test('a map forgets what was used longest ago', () => {
  const map = new LRUMap<string, number>(2);
  map.set('a', 1);
  map.set('b', 2);
  expect(map.get('a')).toBe(1);
  map.set('c', 3);
  expect([map.keys(), map.values(), map.size]).toEqual([['a', 'c'], [1, 3], 2]);
  expect([map.remove('a'), map.get('a'), map.get('b')]).toEqual([1, undefined, undefined]);
});

test('a settled promise of this kind calls back at once, and goes on like others', async () => {
  const calls: unknown[] = [];
  resolvedSyncPromise(1).then((value) => calls.push(value));
  rejectedSyncPromise('no').then(undefined, (reason) => calls.push(reason));
  expect(calls).toEqual([1, 'no']);
  expect(await resolvedSyncPromise(Promise.resolve(2))).toBe(2);
  expect(await new SyncPromise((resolve) => setTimeout(() => resolve(3), 1)).then((value) => [value])).toEqual([3]);
  const fail = (): never => {
    throw new Error('of the callback');
  };
  await expect(resolvedSyncPromise(1).then(fail)).rejects.toThrow('of the callback');
  await expect(new SyncPromise(fail)).rejects.toThrow('of the callback');
  let ended = 0;
  await new SyncPromise((_, reject) => reject('no')).finally(() => void ended++).catch(() => {});
  expect(ended).toBe(1);
});

test('an error of ours says how loud it is', () => {
  expect(new SentryError('m')).toMatchObject({ name: 'SentryError', message: 'm', logLevel: 'warn' });
});

test('time is the client’s where there is one', () => {
  const { platform, client } = setupCore();
  expect(timestampInSeconds()).toBe(platform.now());
  expect(dateTimestampInSeconds()).toBeGreaterThan(1_700_000_000);
  expect(client).toBeDefined();
});

test('what is debounced is called once it is quiet, or when it has waited long enough', () => {
  const { platform } = setupCore();
  const callback = vi.fn(() => 'result');
  const debounced = debounce(callback, 100, { maxWait: 250 });
  for (let call = 0; call < 4; call++) {
    debounced();
    platform.advance(60);
  }
  expect(callback).toHaveBeenCalledTimes(0);
  platform.advance(60);
  expect(callback).toHaveBeenCalledTimes(1);
  debounced();
  platform.advance(100);
  expect(callback).toHaveBeenCalledTimes(2);
  debounced();
  debounced.cancel();
  platform.advance(1000);
  expect(callback).toHaveBeenCalledTimes(2);
  expect(debounced.flush()).toBe('result');
  expect(callback).toHaveBeenCalledTimes(2);
  debounced();
  expect([debounced.flush(), callback.mock.calls.length, platform.timers]).toEqual(['result', 3, 0]);
});
