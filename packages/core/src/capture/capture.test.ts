import { describe, expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { getCurrentScope, getGlobalScope, getIsolationScope } from '../scope/current.ts';
import {
  addEventProcessor,
  addIntegration,
  captureEvent,
  captureException,
  captureMessage,
  lastEventId,
} from './capture.ts';
import { setContext, setExtra, setExtras, setTag, setTags, setUser } from './context.ts';

const ID = /^[0-9a-f]{32}$/;

describe('captureException', () => {
  test('returns the id of what is sent', () => {
    const core = setupCore();
    const id = captureException(new Error('x'));
    expect(id).toMatch(ID);
    expect(core.events()[0]?.event_id).toBe(id);
    expect(lastEventId()).toBe(id);
  });

  test.each([
    ['an error', () => new Error('x')],
    ['a frozen error', () => Object.freeze(new Error('x'))],
    ['an object', () => ({ code: 1 })],
    ['a function', () => () => {}],
  ])('sends %s once, however often it is captured', (_, make) => {
    const core = setupCore();
    const thrown = make();
    const first = captureException(thrown);
    const second = captureException(thrown);
    expect(second).toMatch(ID);
    expect(second).not.toBe(first);
    expect(core.events()).toHaveLength(1);
  });

  test('sends equal primitives each time', () => {
    const core = setupCore();
    captureException('text');
    captureException('text');
    expect(core.events()).toHaveLength(2);
  });

  test('leaves the error as it was', () => {
    setupCore();
    const error = new Error('x');
    const before = Object.getOwnPropertyNames(error);
    captureException(error);
    expect(Object.getOwnPropertyNames(error)).toEqual(before);
  });

  test('of an object has the stack of the caller, with no frame of ours', function theCaller() {
    const core = setupCore();
    captureException({ code: 1 });
    expect(core.events()[0]?.exception?.values?.[0]?.stacktrace?.frames?.at(-1)).toMatchObject({
      filename: expect.stringContaining('capture.test.ts'),
    });
  });
});

describe('captureMessage', () => {
  test('is info unless told otherwise', () => {
    const core = setupCore();
    const id = captureMessage('m');
    captureMessage('n', 'fatal');
    expect(core.events()).toMatchObject([
      { event_id: id, message: 'm', level: 'info' },
      { message: 'n', level: 'fatal' },
    ]);
    expect(core.events()[0]?.exception).toBeUndefined();
  });

  test('has the stack of the caller with attachStacktrace, and keeps the message', () => {
    const core = setupCore({ attachStacktrace: true });
    captureMessage('m');
    const [event] = core.events();
    expect(event?.message).toBe('m');
    const [exception] = event?.exception?.values ?? [];
    expect(exception).toMatchObject({ value: 'm', mechanism: { synthetic: true } });
    expect(exception?.stacktrace?.frames?.at(-1)?.filename).toContain('capture.test.ts');
  });
});

test('captureEvent is one way more in which an error is captured, which it is once', () => {
  const core = setupCore();
  const [first, second] = [new Error('first'), new Error('second')];
  captureEvent({ message: 'first' }, { originalException: first });
  captureException(first);
  captureException(second);
  captureEvent({ message: 'second' }, { originalException: second });
  expect(core.events()).toHaveLength(2);
});

test('captureEvent sends what it is given and does not change it', () => {
  const core = setupCore();
  const event = Object.freeze({ message: 'm', level: 'debug' as const, logger: 'mine' });
  const id = captureEvent(event);
  expect(core.events()).toMatchObject([{ event_id: id, message: 'm', level: 'debug', logger: 'mine' }]);
});

test('what is set at the top level is written to the isolation scope', () => {
  const core = setupCore();
  setTag('a', 1);
  setTags({ b: 2 });
  setExtra('c', 3);
  setExtras({ d: 4 });
  setContext('e', { f: 5 });
  setUser({ id: '6' });
  addEventProcessor((event) => ({ ...event, logger: '7' }));
  for (const scope of [getCurrentScope(), getGlobalScope()]) {
    const { tags, extra, contexts, user, eventProcessors } = scope.getScopeData();
    expect([tags, extra, contexts, user, eventProcessors]).toEqual([{}, {}, {}, {}, []]);
  }
  expect(getIsolationScope().getUser()).toEqual({ id: '6' });
  captureMessage('m');
  expect(core.events()[0]).toMatchObject({
    tags: { a: 1, b: 2 },
    extra: { c: 3, d: 4 },
    contexts: { e: { f: 5 } },
    user: { id: '6' },
    logger: '7',
  });
});

test('addIntegration adds to the client of the moment', () => {
  const { client } = setupCore();
  addIntegration({ name: 'A' });
  addIntegration(null as never);
  expect(client.getIntegrationByName('A')).toBeDefined();
});
