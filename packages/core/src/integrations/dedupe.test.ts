import { expect, test } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { captureEvent, captureException, captureMessage, flush } from '../capture/capture.ts';
import { withScope } from '../scope/current.ts';
import type { Event } from '../types/event.ts';
import { dedupeIntegration } from './dedupe.ts';

const setup = () => setupCore({ integrations: [dedupeIntegration()] });

/** How many of these events, captured one after the other, are sent. */
function countSent(...events: Event[]): number {
  const core = setup();
  for (const event of events) {
    captureEvent(event);
  }
  return core.platform.sent.length;
}

function thrown(change: object = {}, exception: object = {}, event: Event = {}): Event {
  const frame = { filename: 'a.js', lineno: 1, colno: 2, function: 'f', ...change };
  return {
    ...event,
    exception: { values: [{ type: 'T', value: 'v', stacktrace: { frames: [frame] }, ...exception }] },
  };
}

test('an error that is thrown again and again is sent once, and the others are counted', async () => {
  const core = setup();
  for (let n = 0; n < 5; n++) {
    captureException(new Error('again'));
  }
  await flush(1000);
  expect(core.events()).toHaveLength(1);
  expect(core.reported()).toEqual({ 'event_processor error': 4 });
});

test('only the event right before counts', () => {
  const core = setup();
  for (const message of ['a', 'a', 'b', 'a']) {
    captureMessage(message);
  }
  expect(core.events().map(({ message }) => message)).toEqual(['a', 'b', 'a']);
});

test.each([
  ['message', { message: 'a' }, { message: 'b' }],
  ['type', thrown(), thrown({}, { type: 'U' })],
  ['value', thrown(), thrown({}, { value: 'w' })],
  ['file', thrown(), thrown({ filename: 'b.js' })],
  ['line', thrown(), thrown({ lineno: 9 })],
  ['column', thrown(), thrown({ colno: 9 })],
  ['function', thrown(), thrown({ function: 'g' })],
  ['a stack', thrown(), thrown({}, { stacktrace: undefined })],
  ['fingerprint', thrown({}, {}, { fingerprint: ['a'] }), thrown({}, {}, { fingerprint: ['b'] })],
])('another %s makes another event', (_, one, other) => {
  expect(countSent(one, other)).toBe(2);
  expect(countSent(other, structuredClone(other))).toBe(1);
});

test('what else is known of an event does not matter', () => {
  const first = thrown({ vars: { a: 1 }, in_app: true }, { mechanism: { type: 'generic' } }, { tags: { a: 1 } });
  const second = thrown({ vars: { a: 2 } }, { mechanism: { type: 'other' } }, { tags: { a: 2 } });
  expect(countSent(first, second)).toBe(1);
});

test('the fingerprint of a scope counts', () => {
  const core = setup();
  for (const name of ['a', 'b']) {
    withScope((scope) => {
      scope.setFingerprint([name]);
      captureMessage('m');
    });
  }
  expect(core.events()).toHaveLength(2);
});

test('events with nothing to compare are all sent', () => {
  expect(countSent({ logentry: { message: 'm' } }, { logentry: { message: 'm' } })).toBe(2);
});

test('transactions are not compared, and do not come between', () => {
  const transaction: Event = {
    type: 'transaction',
    transaction: 'same',
    start_timestamp: 1,
    timestamp: 2,
    spans: [],
    contexts: { trace: { trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16) } },
  };
  expect(countSent({ message: 'm' }, transaction, transaction, { message: 'm' })).toBe(3);
});

test('an event that cannot be compared passes', () => {
  const { client } = setup();
  const dedupe = dedupeIntegration();
  const hostile: Event = { message: 'm', fingerprint: [Symbol('not a text') as never] };
  expect([1, 2].map(() => dedupe.processEvent?.(hostile, {}, client))).toEqual([hostile, hostile]);
});

test('each client compares for itself', () => {
  const one = setup();
  captureMessage('m');
  const other = setup();
  captureMessage('m');
  expect([one.events().length, other.events().length]).toEqual([1, 1]);
});
