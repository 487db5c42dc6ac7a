import vm from 'node:vm';
import { describe, expect, test } from 'vitest';
import { parameterize } from '../lib/parameterize.ts';
import { createMemoryPlatform } from '../testing/memory-platform.ts';
import type { EventHint } from '../types/client.ts';
import type { Event } from '../types/event.ts';
import { eventFromException, eventFromMessage } from './from-error.ts';

const platform = createMemoryPlatform();
/** What our public function makes when the host calls it. */
const syntheticException = Object.assign(new Error('synthetic'), {
  stack: 'Error: synthetic\n    at captureException (/sdk.js:1:1)\n    at pay (/app.js:2:2)\n    at main (/app.js:3:3)',
});
const hostFrames = { frames: [{ function: 'main' }, { function: 'pay' }] };

const generic = { type: 'generic', handled: true };

function exception(thrown: unknown, hint: EventHint = {}, attachStack = false) {
  const event = eventFromException(thrown, hint, platform, attachStack);
  return { event, ...event.exception?.values?.[0] };
}

describe('errors', () => {
  test('keep name, message and stack', () => {
    const { event, type, value, mechanism, stacktrace } = exception(new TypeError('x is undefined'));
    expect({ type, value, mechanism }).toEqual({ type: 'TypeError', value: 'x is undefined', mechanism: generic });
    expect(stacktrace?.frames?.at(-1)).toMatchObject({ filename: expect.stringContaining('from-error.test.ts') });
    expect(event.level).toBe('error');
  });

  test('take their type from the constructor when they have no name', () => {
    class Payment extends Error {}
    Object.defineProperty(Payment.prototype, 'name', { value: '' });
    expect(exception(new Payment('x')).type).toBe('Payment');
  });

  test('of another realm are errors', () => {
    const { type, value, mechanism } = exception(vm.runInNewContext("new RangeError('elsewhere')"));
    expect({ type, value, mechanism }).toEqual({ type: 'RangeError', value: 'elsewhere', mechanism: generic });
  });

  test('that are frozen are read like others', () => {
    expect(exception(Object.freeze(new Error('ice'))).value).toBe('ice');
  });

  test('whose properties throw keep what can be read', () => {
    const fail = (): never => {
      throw new Error('hostile');
    };
    const error = Object.defineProperties(new Error('x'), {
      stack: { get: fail },
      name: { get: fail },
      constructor: { get: fail },
    });
    const { type, value, stacktrace } = exception(error);
    expect({ type, value, stacktrace }).toEqual({ type: 'Error', value: 'x', stacktrace: undefined });
  });

  test('without a message have an empty value', () => {
    expect(exception(new Error()).value).toBe('');
  });

  test('have the mechanism of the hint, whose gaps are filled', () => {
    const data = { function: 'setTimeout' };
    expect(exception(new Error('x'), { mechanism: { type: 'auto.x', handled: false, data } }).mechanism).toEqual({
      type: 'auto.x',
      handled: false,
      data,
    });
    expect(exception(new Error('x'), { mechanism: { type: undefined, handled: undefined } }).mechanism).toEqual(
      generic,
    );
  });
});

/** event-payload, "Values that are not Errors". */
describe('what is thrown and is no error', () => {
  test.each([
    ['text', 'oops', 'oops'],
    ['a number', 42, '42'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['a big integer', 5n, '5'],
    ['a function', function pay() {}, '[Function: pay]'],
    ['a function without a name', () => {}, '[Function: <anonymous>]'],
    ['an object', { b: 1, a: 2 }, 'Object captured as exception with keys: a, b'],
    ['an empty object', {}, 'Object captured as exception with keys: [object has no keys]'],
  ])('%s', (_, thrown, value) => {
    expect(exception(thrown)).toMatchObject({ type: 'Error', value, mechanism: { ...generic, synthetic: true } });
  });

  test('the first error inside an object stands for it', () => {
    expect(exception({ status: 1, error: new TypeError('inner') })).toMatchObject({
      type: 'TypeError',
      value: 'inner',
      mechanism: generic,
    });
  });

  test('objects come along, made safe', () => {
    const { event } = exception({ a: { b: { c: {} } }, id: 1n });
    expect(event.extra).toEqual({ __serialized__: { a: { b: { c: '[Object]' } }, id: '[BigInt: 1]' } });
  });

  test.each([
    ['no', 'Non-Error promise rejection captured with value: no'],
    [{ a: 1 }, 'Object captured as promise rejection with keys: a'],
  ])('a rejection with %j says so', (reason, value) => {
    const mechanism = { type: 'auto.browser.global_handlers.onunhandledrejection', handled: false };
    expect(exception(reason, { mechanism })).toMatchObject({ type: 'UnhandledRejection', value });
  });

  test('objects have our stack, primitives only when asked, both without our own frame', () => {
    expect(exception({}, { syntheticException }).stacktrace).toMatchObject(hostFrames);
    expect(exception('text', { syntheticException }).stacktrace).toBeUndefined();
    expect(exception('text', { syntheticException }, true).stacktrace).toMatchObject(hostFrames);
    expect(exception('text', {}, true).stacktrace).toBeUndefined();
  });
});

describe('eventFromMessage', () => {
  const message = (text: unknown, hint: EventHint = {}, attachStack = false): Event =>
    eventFromMessage(text as string, 'info', hint, platform, attachStack);

  test('is the message and its level', () => {
    expect(message('hello')).toEqual({ message: 'hello', level: 'info' });
  });

  test('with parameters keeps them apart, so that messages group by their template', () => {
    expect(message(parameterize`user ${7} of ${'shop'}`)).toMatchObject({
      message: 'user 7 of shop',
      logentry: { message: 'user %s of %s', params: [7, 'shop'] },
    });
  });

  test('with a stack is also an exception without a type', () => {
    expect(message('hello', { syntheticException }, true)).toMatchObject({
      message: 'hello',
      exception: { values: [{ value: 'hello', mechanism: { synthetic: true }, stacktrace: hostFrames }] },
    });
  });

  test.each([
    [12, '12'],
    [Symbol('s'), 'Symbol(s)'],
    [undefined, 'undefined'],
    [Object.create(null), '[unreadable]'],
  ])('makes text of what is none', (given, text) => {
    expect(message(given).message).toBe(text);
  });
});
