import { describe, expect, it } from 'vitest';
import { culpritOf, isHandled, titleOf, userIdentity } from './describe.ts';

const thrown = (type: string | undefined, value: string | undefined) => ({ exception: { values: [{ type, value }] } });

describe('the title', () => {
  it.each([
    [thrown('TypeError', 'x is undefined'), 'TypeError: x is undefined'],
    [thrown('TypeError', undefined), 'TypeError'],
    [thrown(undefined, 'boom'), 'boom'],
    [thrown('Error', 'first line\nsecond'), 'Error: first line'],
    [{ message: '  hello \n there' }, 'hello'],
    [{ message: 'hello', ...thrown(undefined, 'hello') }, 'hello'],
    [{}, '(no message)'],
    [thrown('', ''), '(no message)'],
  ])('of %j is %s', (event, title) => {
    expect(titleOf(event)).toBe(title);
  });

  it('is that of the captured error, the last of its chain', () => {
    expect(titleOf({ exception: { values: [{ type: 'Cause' }, { type: 'Captured' }] } })).toBe('Captured');
  });

  it('is cut', () => {
    expect(titleOf({ message: 'x'.repeat(1000) })).toHaveLength(250);
  });
});

describe('the culprit', () => {
  const at = (function_: string, filename: string, in_app: boolean) => ({ function: function_, filename, in_app });
  const culprit = (...frames: object[]) =>
    culpritOf({ transaction: 'GET /cart', exception: { values: [{ stacktrace: { frames } }] } });

  it('is the innermost frame of the application', () => {
    expect(culprit(at('a', 'a.js', true), at('b', 'b.js', true), at('c', 'c.js', false))).toBe('b (b.js)');
  });

  it('is the innermost frame when none is of the application', () => {
    expect(culprit(at('a', 'a.js', false), at('?', 'b.js', false))).toBe('b.js');
  });

  it('is the transaction when there is no stack', () => {
    expect(culprit()).toBe('GET /cart');
  });
});

it('knows an event as unhandled when any error of its chain was', () => {
  const handled = { mechanism: { type: 'generic', handled: true } };
  const crash = { mechanism: { type: 'onerror', handled: false } };
  expect(isHandled({ exception: { values: [handled] } })).toBe(true);
  expect(isHandled({ exception: { values: [handled, crash] } })).toBe(false);
  expect(isHandled({ message: 'hello' })).toBe(true);
});

it('names a user by what tells most', () => {
  expect(userIdentity({ id: 0, email: 'a@b.c' })).toBe('0');
  expect(userIdentity({ email: 'a@b.c', username: 'ann' })).toBe('a@b.c');
  expect(userIdentity({ ip_address: '10.0.0.7' })).toBe('10.0.0.7');
  expect([userIdentity({ ip_address: '{{auto}}' }), userIdentity({}), userIdentity(undefined)]).toEqual([
    null,
    null,
    null,
  ]);
});
