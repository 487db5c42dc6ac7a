import { describe, expect, test } from 'vitest';
import type { ConsentState, TransportResponse } from '../types/client.ts';
import type { Envelope } from '../types/envelope.ts';
import { type Consent, createConsent } from './consent.ts';

const envelope = (name: string, payload: object | string | Uint8Array = {}): Envelope => [
  { event_id: name },
  [[{ type: 'event' }, payload]],
];
const nameOf = ([{ event_id }]: Envelope): string => String(event_id);

function setup(initial?: ConsentState): { consent: Consent; sent: string[]; dropped: string[] } {
  const sent: string[] = [];
  const dropped: string[] = [];
  const consent = createConsent(
    initial,
    async (given): Promise<TransportResponse> => {
      sent.push(nameOf(given));
      return { statusCode: 200 };
    },
    (given, reason) => dropped.push(`${nameOf(given)} ${reason}`),
  );
  return { consent, sent, dropped };
}

test('sends at once when nothing else is said', async () => {
  const { consent, sent } = setup();
  expect(await consent.send(envelope('a'))).toEqual({ statusCode: 200 });
  expect(sent).toEqual(['a']);
  expect(consent.isGranted()).toBe(true);
});

describe('while it is pending', () => {
  test('sends nothing, and what waited in order once it is granted', async () => {
    const { consent, sent, dropped } = setup('pending');
    const answers = ['a', 'b', 'c'].map((name) => consent.send(envelope(name)));
    expect(consent.isGranted()).toBe(false);
    expect(sent).toEqual([]);
    consent.set('granted');
    consent.send(envelope('d'));
    expect(sent).toEqual(['a', 'b', 'c', 'd']);
    expect(await Promise.all(answers)).toEqual(Array(3).fill({ statusCode: 200 }));
    expect(dropped).toEqual([]);
  });

  test('forgets and counts what waited once it is denied', async () => {
    const { consent, sent, dropped } = setup('pending');
    const answer = consent.send(envelope('a'));
    consent.set('denied');
    expect(await answer).toEqual({});
    consent.set('granted');
    expect(sent).toEqual([]);
    expect(dropped).toEqual(['a ignored']);
  });

  test('goes on waiting when it is told so again', () => {
    const { consent, sent, dropped } = setup('pending');
    consent.send(envelope('a'));
    consent.set('pending');
    expect([...sent, ...dropped]).toEqual([]);
    consent.set('granted');
    expect(sent).toEqual(['a']);
  });

  test('keeps a hundred envelopes and counts the others', () => {
    const { consent, sent, dropped } = setup('pending');
    for (let index = 0; index < 103; index += 1) {
      consent.send(envelope(`${index}`));
    }
    expect(dropped).toEqual(['100', '101', '102'].map((name) => `${name} buffer_overflow`));
    consent.set('granted');
    expect(sent).toEqual(Array.from({ length: 100 }, (_, index) => `${index}`));
  });

  test.each([
    ['JSON', { text: 'x'.repeat(400_000) }],
    ['text', 'x'.repeat(400_000)],
    ['bytes', new Uint8Array(400_000)],
  ])('keeps a megabyte of %s, and smaller ones that still fit', (_, payload) => {
    const { consent, sent, dropped } = setup('pending');
    consent.send(envelope('a', payload));
    consent.send(envelope('b', payload));
    consent.send(envelope('c', payload));
    consent.send(envelope('d'));
    expect(dropped).toEqual(['c buffer_overflow']);
    consent.set('granted');
    expect(sent).toEqual(['a', 'b', 'd']);
  });

  test('has all its room again after an answer', () => {
    const { consent, dropped } = setup('pending');
    consent.send(envelope('a', 'x'.repeat(900_000)));
    consent.set('granted');
    consent.set('pending');
    consent.send(envelope('b', 'x'.repeat(900_000)));
    expect(dropped).toEqual([]);
  });
});

test.each(['denied', 'maybe'] as ConsentState[])('drops and counts everything when it is %s', async (state) => {
  const { consent, sent, dropped } = setup(state);
  expect(await consent.send(envelope('a'))).toEqual({});
  expect(sent).toEqual([]);
  expect(dropped).toEqual(['a ignored']);
});

test('can be taken back', () => {
  const { consent, sent, dropped } = setup('granted');
  consent.set('denied');
  consent.send(envelope('a'));
  consent.set('granted');
  consent.send(envelope('b'));
  expect([sent, dropped]).toEqual([['b'], ['a ignored']]);
});
