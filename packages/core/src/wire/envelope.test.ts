import { describe, expect, test } from 'vitest';
import type { Envelope } from '../types/envelope.ts';
import { parseEnvelope, serializeEnvelope } from './envelope.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (input: string | Uint8Array): string =>
  typeof input === 'string' ? input : new TextDecoder().decode(input);
/** Payloads as text, which is easier to compare. */
const read = (input: string | Uint8Array) => {
  const { headers, items, error } = parseEnvelope(input);
  return { headers, items: items.map((item) => ({ ...item, payload: text(item.payload) })), error };
};

const id = '9ec79c33ec9942ab8353589fcb2e04dc';

/** The byte-exact examples of wire-protocol, "Envelope format". */
const EXAMPLES: Array<[name: string, envelope: Envelope, written: string]> = [
  [
    'an event',
    [
      { event_id: id, sent_at: '2026-01-02T03:04:05.678Z', sdk: { name: 'x', version: '1.0.0' } },
      [[{ type: 'event' }, { event_id: id, message: 'hi' }]],
    ],
    `{"event_id":"${id}","sent_at":"2026-01-02T03:04:05.678Z","sdk":{"name":"x","version":"1.0.0"}}\n{"type":"event"}\n{"event_id":"${id}","message":"hi"}`,
  ],
  [
    'an attachment with line feeds, then an event',
    [
      { event_id: id },
      [
        [{ type: 'attachment', length: 5, filename: 'a.txt' }, bytes('a\nb\nc')],
        [{ type: 'event' }, {}],
      ],
    ],
    `{"event_id":"${id}"}\n{"type":"attachment","length":5,"filename":"a.txt"}\na\nb\nc\n{"type":"event"}\n{}`,
  ],
  [
    'empty attachments',
    [
      {},
      [
        [{ type: 'attachment' }, bytes('')],
        [{ type: 'attachment' }, bytes('')],
      ],
    ],
    '{}\n{"type":"attachment","length":0}\n\n{"type":"attachment","length":0}\n',
  ],
  [
    'a client report',
    [{}, [[{ type: 'client_report' }, { timestamp: 1700000000.1, discarded_events: [] }]]],
    '{}\n{"type":"client_report"}\n{"timestamp":1700000000.1,"discarded_events":[]}',
  ],
];

describe('serializeEnvelope', () => {
  test.each(EXAMPLES)('writes %s byte by byte as the protocol has it', (_, envelope, written) => {
    expect(text(serializeEnvelope(envelope))).toBe(written);
  });

  test('is text without binary parts, else bytes', () => {
    expect(serializeEnvelope([{}, [[{ type: 'event' }, {}]]])).toBeTypeOf('string');
    expect(serializeEnvelope([{}, [[{ type: 'attachment' }, 'x']]])).toBeInstanceOf(Uint8Array);
  });

  test('counts the bytes of text, not its characters', () => {
    const written = serializeEnvelope([{}, [[{ type: 'attachment' }, 'ä€😀']]]);
    expect(text(written)).toBe('{}\n{"type":"attachment","length":9}\nä€😀');
  });

  test('keeps bytes that are no text', () => {
    const payload = Uint8Array.of(0, 255, 10, 13, 128);
    const { items } = parseEnvelope(serializeEnvelope([{}, [[{ type: 'attachment' }, payload]]]));
    expect(items[0]?.payload).toEqual(payload);
  });
});

describe('parseEnvelope', () => {
  test.each(EXAMPLES)('reads back %s', (_, envelope, written) => {
    const { headers, items, error } = read(written);
    expect(error).toBeUndefined();
    expect(headers).toEqual(envelope[0]);
    expect(items.map((item) => item.headers.type)).toEqual(envelope[1].map(([item]) => item.type));
    expect(text(serializeEnvelope([headers, parseEnvelope(written).items.map(rewritten)]))).toBe(written);
  });

  /** An item as it was read, to be written again: JSON as JSON, with a length only where there was one. */
  const rewritten = (item: ReturnType<typeof parseEnvelope>['items'][number]): Envelope[1][number] => [
    item.headers,
    item.headers.length === undefined ? JSON.parse(text(item.payload)) : item.payload,
  ];

  test('takes one line feed at the very end, and no more', () => {
    expect(read('{}\n')).toEqual({ headers: {}, items: [], error: undefined });
    expect(read('{}\n{"type":"event"}\n{}\n').items).toHaveLength(1);
    expect(read('{}\n{"type":"event"}\n{}\n\n')).toMatchObject({
      items: [{}],
      error: expect.stringContaining('item 2'),
    });
  });

  test('counts lengths in bytes', () => {
    expect(read('{}\n{"type":"attachment","length":9}\nä€😀\n{"type":"event"}\n{}').items).toEqual([
      { headers: { type: 'attachment', length: 9 }, payload: 'ä€😀' },
      { headers: { type: 'event' }, payload: '{}' },
    ]);
  });

  test('leaves a carriage return to the line it stands in', () => {
    expect(read('{}\r\n{"type":"event"}\r\n{"a":1}\r\n')).toEqual({
      headers: {},
      items: [{ headers: { type: 'event' }, payload: '{"a":1}\r' }],
      error: undefined,
    });
  });

  test('reads a header at the end of the input as an item without payload, with or without a length', () => {
    expect(read('{}\n{"type":"x"}').items).toEqual([{ headers: { type: 'x' }, payload: '' }]);
    expect(read('{}\n{"type":"x","length":0}').items).toEqual([{ headers: { type: 'x', length: 0 }, payload: '' }]);
  });

  test('keeps unknown keys and types', () => {
    expect(read('{"a":1}\n{"type":"zebra","b":2}\nz')).toEqual({
      headers: { a: 1 },
      items: [{ headers: { type: 'zebra', b: 2 }, payload: 'z' }],
      error: undefined,
    });
  });

  test.each(['', '\n', 'x', '[]', 'null', '"{}"', '{'])('a first line %j is an error and yields nothing', (input) => {
    expect(read(input)).toEqual({ headers: {}, items: [], error: 'the envelope header is not a JSON object' });
  });

  test.each([
    ['no JSON', 'x\n{}', /header of item 2/],
    ['no object', '[]\n{}', /header of item 2/],
    ['no type', '{}\n{}', /header of item 2/],
    ['a type that is no text', '{"type":1}\n{}', /header of item 2/],
    ['a negative length', '{"type":"x","length":-1}\n{}', /length of item 2/],
    ['a broken length', '{"type":"x","length":1.5}\n{}', /length of item 2/],
    ['a length that is no number', '{"type":"x","length":"2"}\n{}', /length of item 2/],
    ['too few bytes', '{"type":"x","length":9}\nabc', /item 2 is shorter/],
    ['too many bytes', '{"type":"x","length":2}\nabc', /item 2 is longer/],
  ])('an item with %s ends the reading and keeps what came before', (_, rest, error) => {
    const result = read(`{"a":1}\n{"type":"event"}\n{"b":2}\n${rest}`);
    expect(result.error).toMatch(error);
    expect(result).toMatchObject({ headers: { a: 1 }, items: [{ headers: { type: 'event' }, payload: '{"b":2}' }] });
  });

  test('survives being cut anywhere', () => {
    const whole = serializeEnvelope([
      { a: 'ä' },
      [
        [{ type: 'attachment' }, 'a\nb'],
        [{ type: 'event' }, { b: 'ö' }],
      ],
    ]);
    for (let length = 0; length <= whole.length; length++) {
      const { items } = parseEnvelope((whole as Uint8Array).subarray(0, length));
      expect(items.length).toBeLessThanOrEqual(2);
    }
  });
});
