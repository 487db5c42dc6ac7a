import { cpuMilliseconds } from '@vedette/testkit';
import { afterEach, describe, expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { captureException } from '../capture/capture.ts';
import { parameterize } from '../lib/parameterize.ts';
import type { Event, StackFrame } from '../types/event.ts';
import {
  addContextToFrame,
  addExceptionMechanism,
  addExceptionTypeValue,
  applyAggregateErrorsToEvent,
  checkOrSetAlreadyCaught,
  eventFromMessage,
  eventFromUnknownInput,
  exceptionFromError,
  getDebugImagesForResources,
  getFilenameToDebugIdMap,
  isAlreadyCaptured,
} from './errors.ts';
import {
  createStackParser,
  filenameIsInApp,
  nodeStackLineParser,
  parseStackFrames,
  stripSentryFramesAndReverse,
} from './stack-parser.ts';

const parser = createStackParser(nodeStackLineParser((filename) => filename?.split('/').at(-1)));
const STACK = `TypeError: no price
    at price (/app/src/price.js:10:5)
    at async Shop.buy (file:///app/src/shop.mjs:20:7)
    at new Cart (/app/node_modules/cart/index.js:3:1)
    at /app/src/main.js:1:2
    at Array.map (<anonymous>)
    at node:internal/main/run_main_module:23:47
    at run (C:\\app (x86)\\run.js:7:8)`;

describe('stacks of Node', () => {
  test('are read, outermost call first', () => {
    const frames = parser(STACK);
    expect(frames.map(({ function: name, filename, lineno, colno }) => [name, filename, lineno, colno])).toEqual([
      ['run', 'C:\\app (x86)\\run.js', 7, 8],
      ['?', 'node:internal/main/run_main_module', 23, 47],
      ['Array.map', '<anonymous>', undefined, undefined],
      ['?', '/app/src/main.js', 1, 2],
      ['new Cart', '/app/node_modules/cart/index.js', 3, 1],
      ['Shop.buy', '/app/src/shop.mjs', 20, 7],
      ['price', '/app/src/price.js', 10, 5],
    ]);
    expect(frames.map(({ in_app }) => in_app)).toEqual([true, false, false, true, false, true, true]);
    expect(frames.at(-1)?.module).toBe('price.js');
  });

  test('can be read without their newest frames, and from a later line on', () => {
    expect(parser(STACK, 0, 2).at(-1)?.function).toBe('new Cart');
    expect(parser(STACK, 3).at(-1)?.function).toBe('new Cart');
  });

  test('that are endless are read in part, and soon', () => {
    const lines = '    at f (/a.js:1:2)\n'.repeat(200_000);
    const brackets = `at ${'('.repeat(500_000)}`;
    expect(parser(lines)).toHaveLength(50);
    expect(parser(brackets).length).toBeLessThan(2);
    expect(cpuMilliseconds(() => [parser(lines), parser(brackets)], 3)).toBeLessThan(500);
  });

  test('a frame belongs to the application unless it was installed or is Node’s', () => {
    expect(
      ['/app/a.js', './a.js', 'node:fs', 'internal/x.js', '/app/node_modules/a.js'].map((file) =>
        filenameIsInApp(file),
      ),
    ).toEqual([true, true, false, false, false]);
  });
});

test('parsers with a lower number are asked first', () => {
  const named = (name: string) => (): StackFrame => ({ function: name });
  expect(createStackParser([2, named('second')], [1, named('first')])('line')).toMatchObject([{ function: 'first' }]);
});

test('frames without a function have a name all the same', () => {
  expect(stripSentryFramesAndReverse([{ lineno: 1 }, { lineno: 2, function: 'f' }])).toEqual([
    { lineno: 2, function: 'f' },
    { lineno: 1, function: '?' },
  ]);
});

test('a stack that cannot be read has no frames', () => {
  expect(
    parseStackFrames(parser, Object.defineProperty(new Error('x'), 'stack', { get: () => Object.assign({}) })),
  ).toEqual([]);
});

test('errors, things thrown and messages become what events are made of', () => {
  const { client } = setupCore({ attachStacktrace: true });
  const error = Object.assign(new TypeError('no price'), { stack: STACK });
  const exception = exceptionFromError(parser, error);
  expect(exception).toMatchObject({ type: 'TypeError', value: 'no price' });
  expect(exception.stacktrace?.frames?.at(-1)).toMatchObject({ function: 'price', lineno: 10 });
  const event = eventFromUnknownInput(client, parser, error, {
    event_id: 'a',
    mechanism: { type: 'own', handled: false },
  });
  expect(event).toMatchObject({
    event_id: 'a',
    exception: { values: [{ mechanism: { type: 'own', handled: false } }] },
  });
  expect(eventFromUnknownInput(undefined, parser, 'text').exception?.values?.[0]?.value).toBe('text');
  expect(eventFromMessage(parser, parameterize`user ${1}`, 'warning')).toMatchObject({
    message: 'user 1',
    level: 'warning',
    logentry: { message: 'user %s', params: [1] },
  });
});

test('errors behind the captured one are added, as many as allowed', () => {
  setupCore();
  const error = new Error('a', { cause: new Error('b', { cause: new Error('c') }) });
  const event: Event = { exception: { values: [exceptionFromError(parser, error)] } };
  applyAggregateErrorsToEvent(exceptionFromError, parser, 'cause', 5, event, { originalException: error });
  expect(event.exception?.values?.map(({ value }) => value)).toEqual(['c', 'b', 'a']);
});

test('an exception is completed, not changed', () => {
  const event: Event = {};
  addExceptionTypeValue(event, 'value', 'Type');
  addExceptionTypeValue(event, 'other', 'Other');
  addExceptionMechanism(event, { type: 'own', data: { a: 'b' } });
  addExceptionMechanism(event, { handled: false, data: { c: 'd' } });
  expect(event.exception?.values).toEqual([
    { type: 'Type', value: 'value', mechanism: { type: 'own', handled: false, data: { a: 'b', c: 'd' } } },
  ]);
  expect(() => addExceptionMechanism({}, { type: 'own' })).not.toThrow();
});

test('a frame gets the lines around it', () => {
  const frame: StackFrame = { lineno: 2 };
  addContextToFrame(['one', 'two', 'three', 'four'], frame, 1);
  expect(frame).toEqual({ lineno: 2, pre_context: ['one'], context_line: 'two', post_context: ['three'] });
  const without: StackFrame = {};
  addContextToFrame(['one'], without);
  expect(without).toEqual({});
});

test('what was captured is known', () => {
  setupCore();
  const error = new Error('x');
  expect([isAlreadyCaptured(error), checkOrSetAlreadyCaught(error), checkOrSetAlreadyCaught(error)]).toEqual([
    false,
    false,
    true,
  ]);
  const other = new Error('y');
  captureException(other);
  expect([isAlreadyCaptured(other), isAlreadyCaptured('text'), checkOrSetAlreadyCaught('text')]).toEqual([
    true,
    false,
    false,
  ]);
});

describe('debug ids that bundler plugins left', () => {
  afterEach(() => {
    delete (globalThis as { _sentryDebugIds?: unknown })._sentryDebugIds;
  });

  test('are found by file', () => {
    (globalThis as { _sentryDebugIds?: unknown })._sentryDebugIds = {
      'Error\n    at /app/a.js:1:2\n    at /app/b.js:1:2': 'id-1',
    };
    expect(getFilenameToDebugIdMap(parser)).toEqual({ '/app/a.js': 'id-1' });
    expect(getDebugImagesForResources(parser, ['/app/a.js', '/app/c.js'])).toEqual([
      { type: 'sourcemap', code_file: '/app/a.js', debug_id: 'id-1' },
    ]);
  });

  test('may be missing', () => expect(getFilenameToDebugIdMap(parser)).toEqual({}));
});
