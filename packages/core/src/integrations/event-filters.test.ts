import { describe, expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { captureEvent, captureException, captureMessage, flush } from '../capture/capture.ts';
import type { EventFiltersOptions } from '../types/client.ts';
import type { Event, Exception } from '../types/event.ts';
import { eventFiltersIntegration } from './event-filters.ts';

function setup(options?: EventFiltersOptions) {
  return setupCore({ integrations: [eventFiltersIntegration(options)] });
}

/** Whether an event is sent. */
function passes(event: Event, options?: EventFiltersOptions): boolean {
  const core = setup(options);
  captureEvent(event);
  return core.platform.sent.length > 0;
}

/** An error thrown in a file, with what else is known of it. */
function thrownIn(filename: string, more: Partial<Exception> = {}): Exception {
  return { type: 'Error', value: 'x', stacktrace: { frames: [{ filename }] }, ...more };
}

const errorOf = (...values: Exception[]): Event => ({ exception: { values } });

describe('ignoreErrors', () => {
  test.each([
    ['a message that contains a string', { message: 'a boring message' }, 'boring'],
    ['a message that matches', { message: 'boring 12' }, /^boring \d+$/],
    ['an error by its value', errorOf({ type: 'TypeError', value: 'boring' }), /^boring$/],
    ['an error by type and value', errorOf({ type: 'TypeError', value: 'boring' }), 'TypeError: bor'],
    ['an error by its type alone', errorOf({ type: 'AbortError', value: '' }), 'AbortError'],
  ])('drops %s', (_, event, pattern) => {
    expect(passes(event, { ignoreErrors: [pattern] })).toBe(false);
    expect(passes(event, { ignoreErrors: ['something else'] })).toBe(true);
  });

  test('looks at the captured error, not at its causes', () => {
    const event = errorOf({ type: 'Error', value: 'the cause' }, { type: 'Error', value: 'the error' });
    expect(passes(event, { ignoreErrors: ['the cause'] })).toBe(true);
    expect(passes(event, { ignoreErrors: ['the error'] })).toBe(false);
  });

  test('does not make up texts for what an event has not', () => {
    expect(passes({ message: 'm' }, { ignoreErrors: ['undefined'] })).toBe(true);
    expect(passes(errorOf({ value: 'v' }), { ignoreErrors: ['undefined'] })).toBe(true);
  });

  test('drops what is captured as any other call would, and counts it', async () => {
    const core = setup({ ignoreErrors: ['boring'] });
    captureException(new Error('boring'));
    captureMessage('boring too');
    captureException(new Error('of interest'));
    await flush(1000);
    expect(core.events()).toHaveLength(1);
    expect(core.reported()).toEqual({ 'event_processor error': 2 });
  });

  test.each([
    { ignoreErrors: [undefined, null, ''] },
    { ignoreErrors: ['something else', null, ''] },
    { ignoreErrors: null },
    { denyUrls: [undefined] },
    { allowUrls: [''] },
  ])('%j drops nothing', (options) => {
    expect(passes(errorOf(thrownIn('https://a.example/x.js')), options as never)).toBe(true);
  });

  test('a string instead of a list is a list of one', () => {
    expect(passes({ message: 'boring' }, { ignoreErrors: 'boring' as never })).toBe(false);
  });
});

describe('errors known to be noise', () => {
  const noise = [
    'Script error.',
    'Script error',
    'Javascript error: Script error. on line 0',
    'ResizeObserver loop completed with undelivered notifications.',
    'ResizeObserver loop limit exceeded',
    'Cannot redefine property: googletag',
    "Can't find variable: gmo",
    "Can't find variable: _AutofillCallbackHandler",
    "undefined is not an object (evaluating 'a.L')",
    'can\'t redefine non-configurable property "solana"',
    "vv().getRestrictions is not a function. (In 'vv().getRestrictions(1,a)', 'vv().getRestrictions' is undefined)",
    'Object Not Found Matching Id:3, MethodName:simulateEvent, ParamCount:1',
    'Java exception was raised during method invocation',
    'Java object is gone',
  ];
  test.each(noise)('%s is dropped, unless the defaults are off', (value) => {
    const event = errorOf(thrownIn('https://a.example/x.js', { value }));
    expect(passes(event)).toBe(false);
    expect(passes({ message: value })).toBe(false);
    expect(passes(event, { disableErrorDefaults: true })).toBe(true);
  });

  test.each([
    'Script error in the checkout',
    'The template failed: Script error.',
    "Can't find variable: gmodel",
    "undefined is not an object (evaluating 'a.length')",
    "undefined is not an object (evaluating 'a.b.C')",
    'Cannot redefine property: googletagged',
    'Javascript',
    'JavaScript object is gone',
    'JavaScript error',
    'Failed to load script: googletag',
    'Unknown language: gmo',
  ])('%s is not', (value) => {
    expect(passes(errorOf(thrownIn('https://a.example/x.js', { value })))).toBe(true);
  });

  test('errors of which nothing is known are dropped', () => {
    expect(passes(errorOf({ type: 'Error', value: '' }))).toBe(false);
    expect(passes(errorOf({ type: 'Error', value: '' }), { disableErrorDefaults: true })).toBe(false);
    expect(passes({ ...errorOf({ type: 'Error', value: '' }), message: 'm' })).toBe(true);
    expect(passes(errorOf({ type: 'TypeError', value: '' }))).toBe(true);
    expect(passes(errorOf(thrownIn('https://a.example/x.js', { value: '' })))).toBe(true);
    expect(passes(errorOf({ type: 'Error', value: 'cause' }, { type: 'Error', value: '' }))).toBe(true);
    expect(passes({ logentry: { message: 'm' } })).toBe(true);
  });
});

describe('denyUrls and allowUrls', () => {
  const ours = errorOf(thrownIn('https://ours.example/app.js'));
  const theirs = errorOf(thrownIn('https://theirs.example/ad.js'));

  test('a denied file drops the error', () => {
    expect(passes(theirs, { denyUrls: [/theirs\.example/] })).toBe(false);
    expect(passes(ours, { denyUrls: [/theirs\.example/] })).toBe(true);
  });

  test('only allowed files pass', () => {
    expect(passes(ours, { allowUrls: ['ours.example'] })).toBe(true);
    expect(passes(theirs, { allowUrls: ['ours.example'] })).toBe(false);
    expect(passes(ours, { allowUrls: ['ours.example'], denyUrls: ['app.js'] })).toBe(false);
  });

  test('what has no file passes', () => {
    const options = { allowUrls: ['ours.example'], denyUrls: ['theirs.example'] };
    expect(passes({ message: 'm' }, options)).toBe(true);
    expect(passes(errorOf({ type: 'Error', value: 'x' }), options)).toBe(true);
    expect(passes(errorOf({ type: 'Error', value: 'x', stacktrace: { frames: [{ function: 'f' }] } }), options)).toBe(
      true,
    );
  });

  test('the file is where it was thrown, past what is no file', () => {
    const frames = [
      'https://theirs.example/ad.js',
      'https://ours.example/app.js',
      '<anonymous>',
      '[native code]',
      undefined,
    ];
    const event = errorOf({
      type: 'Error',
      value: 'x',
      stacktrace: { frames: frames.map((filename) => ({ filename, function: 'f' })) },
    });
    expect(passes(event, { denyUrls: ['ours.example'] })).toBe(false);
    expect(passes(event, { denyUrls: ['theirs.example'] })).toBe(true);
  });

  test('the file is that of the captured error, not of its causes', () => {
    const chained = { type: 'chained', exception_id: 1, parent_id: 0 };
    const cause = thrownIn('https://theirs.example/ad.js', { mechanism: chained });
    const mechanism = { type: 'generic', exception_id: 0 };
    const event = errorOf(cause, thrownIn('https://ours.example/app.js', { mechanism }));
    expect(passes(event, { denyUrls: ['theirs.example'] })).toBe(true);
    // Of the causes not even when nothing else has a file.
    const bare = errorOf(cause, { type: 'Error', value: 'x', mechanism });
    expect(passes(bare, { denyUrls: ['theirs.example'] })).toBe(true);
  });
});

describe('ignoreTransactions', () => {
  const transaction = (name: string): Event => ({
    type: 'transaction',
    transaction: name,
    start_timestamp: 1,
    timestamp: 2,
    spans: [],
    contexts: { trace: { trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16) } },
  });

  test('drops transactions by name, and counts them', async () => {
    const core = setup({ ignoreTransactions: ['/health', /^GET \/ping$/] });
    captureEvent(transaction('GET /health'));
    captureEvent(transaction('GET /ping'));
    captureEvent(transaction('GET /pings'));
    await flush(1000);
    expect(core.transactions().map((event) => event.transaction)).toEqual(['GET /pings']);
    expect(core.reported()).toMatchObject({ 'event_processor transaction': 2 });
  });

  test('has nothing to do with errors and feedback, and error lists nothing with transactions', () => {
    expect(passes({ message: 'm', transaction: '/health' }, { ignoreTransactions: ['/health'] })).toBe(true);
    expect(passes(transaction('Script error.'), { ignoreErrors: ['Script'] })).toBe(true);
    const feedback: Event = { type: 'feedback', transaction: '/health', contexts: { feedback: { message: 'slow' } } };
    expect(passes(feedback, { ignoreTransactions: ['/health'] })).toBe(true);
  });
});

test('lists of the integration and of the client both count', () => {
  const core = setupCore({
    ignoreErrors: ['of the client'],
    integrations: [eventFiltersIntegration({ ignoreErrors: ['of the integration'] })],
  });
  captureMessage('of the client');
  captureMessage('of the integration');
  captureMessage('of nobody');
  expect(core.events().map(({ message }) => message)).toEqual(['of nobody']);
});

test('disableErrorDefaults may be said to the client', () => {
  const core = setupCore({ disableErrorDefaults: true, integrations: [eventFiltersIntegration()] });
  captureMessage('Script error.');
  expect(core.events()).toHaveLength(1);
});
