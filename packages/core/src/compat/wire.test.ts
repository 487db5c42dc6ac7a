import { afterEach, describe, expect, test, vi } from 'vitest';
import { DSN, setupCore } from '../../test-support/setup-core.ts';
import {
  addItemToEnvelope,
  createAttachmentEnvelopeItem,
  createClientReportEnvelope,
  createEnvelope,
  createEventEnvelope,
  createSpanEnvelope,
  createTransport,
  dsnFromString,
  dsnToString,
  type Envelope,
  envelopeContainsItemType,
  envelopeItemTypeToDataCategory,
  forEachEnvelopeItem,
  getEnvelopeEndpointWithUrlEncodedAuth,
  getReportDialogEndpoint,
  getSdkMetadataForEnvelopeHeader,
  makeDsn,
  makePromiseBuffer,
  parseEnvelope,
  SENTRY_BUFFER_FULL_ERROR,
  serializeEnvelope,
  startInactiveSpan,
} from '../index.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const WITH_SECRET = 'https://abc:secret@host:8443/sub/42';

describe('a DSN', () => {
  test('is taken apart with its secret, which is written only when asked for', () => {
    const dsn = dsnFromString(WITH_SECRET);
    expect(dsn).toMatchObject({ publicKey: 'abc', pass: 'secret', host: 'host', port: '8443', path: 'sub' });
    expect(dsn && dsnToString(dsn)).toBe('https://abc@host:8443/sub/42');
    expect(dsn && dsnToString(dsn, true)).toBe(WITH_SECRET);
  });

  test('may be given as its parts', () => {
    const parts = { protocol: 'https', publicKey: 'abc', host: 'host', projectId: '42' } as never;
    expect(makeDsn(parts)).toMatchObject({ publicKey: 'abc', port: '', path: '', pass: '' });
  });

  test.each(['nonsense', { protocol: 'ftp' }, {}, null])('%j is none, which is said once', (from) => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    expect(makeDsn(from as never)).toBeUndefined();
    expect(warn).toHaveBeenCalledOnce();
  });

  test('leads to the URL for envelopes, with whatever stands in the name of the SDK encoded', () => {
    const dsn = dsnFromString(DSN) as NonNullable<ReturnType<typeof dsnFromString>>;
    const url = getEnvelopeEndpointWithUrlEncodedAuth(dsn, undefined, { name: 'a b', version: '1+2' });
    expect(url).toMatch(/\?sentry_version=7&sentry_key=abc&sentry_client=a%20b%2F1%2B2$/);
    expect(getEnvelopeEndpointWithUrlEncodedAuth(dsn)).toMatch(/sentry_key=abc$/);
    expect(getEnvelopeEndpointWithUrlEncodedAuth(dsn, '/tunnel')).toBe('/tunnel');
  });

  test('leads to the report dialog, with the options but callbacks', () => {
    const user = { name: 'A & B', email: 'a@b' };
    const options = { eventId: 'e', user, dsn: 'other', onClose: () => {}, onError: () => {}, lang: undefined };
    expect(getReportDialogEndpoint(WITH_SECRET, options)).toBe(
      'https://host:8443/sub/api/embed/error-page/?dsn=https%3A%2F%2Fabc%40host%3A8443%2Fsub%2F42&eventId=e&name=A%20%26%20B&email=a%40b',
    );
    vi.spyOn(console, 'warn').mockReturnValue();
    expect(getReportDialogEndpoint('nonsense', options)).toBe('');
  });
});

describe('an envelope', () => {
  const envelope: Envelope = createEnvelope({ event_id: 'e' }, [[{ type: 'event' }, { a: 1 }]]);

  test('gets an item more as a new one', () => {
    const more = addItemToEnvelope(envelope, [{ type: 'session' }, {}]);
    expect(more[1].map(([{ type }]) => type)).toEqual(['event', 'session']);
    expect(envelope[1]).toHaveLength(1);
    expect(createEnvelope({})).toEqual([{}, []]);
  });

  test('is gone through until a callback says true', () => {
    const two = addItemToEnvelope(envelope, [{ type: 'session' }, {}]);
    const seen: string[] = [];
    expect(forEachEnvelopeItem(two, (_, type) => void seen.push(type))).toBe(false);
    expect(forEachEnvelopeItem(two, (_, type) => seen.push(type) > 0)).toBe(true);
    expect(seen).toEqual(['event', 'session', 'event']);
    expect(envelopeContainsItemType(two, ['x', 'session'])).toBe(true);
    expect(envelopeContainsItemType(envelope, ['session'])).toBe(false);
  });

  test('is read back as it was written, JSON as objects and attachments as bytes', () => {
    const attachment = createAttachmentEnvelopeItem({ filename: 'ä.txt', data: 'ä\nb', contentType: 'text/plain' });
    expect(attachment[0]).toMatchObject({
      type: 'attachment',
      length: 4,
      filename: 'ä.txt',
      content_type: 'text/plain',
    });
    const whole = addItemToEnvelope(envelope, attachment);
    const [headers, items] = parseEnvelope(serializeEnvelope(whole));
    expect(headers).toEqual({ event_id: 'e' });
    expect(items.map(([, payload]) => payload)).toEqual([{ a: 1 }, attachment[1]]);
  });

  test('of nonsense is as much as could be read', () => {
    expect(parseEnvelope('nonsense')).toEqual([{}, []]);
    const [, items] = parseEnvelope('{}\n{"type":"event"}\nnonsense');
    expect(items[0]?.[1]).toBeInstanceOf(Uint8Array);
  });

  test('may hold an event, with the SDK in it', () => {
    const sdk = { name: 'x', version: '1' };
    const dsn = dsnFromString(WITH_SECRET);
    const [headers, items] = createEventEnvelope({ event_id: 'e', type: 'transaction' }, dsn, { sdk }, '/tunnel');
    expect(headers).toMatchObject({ event_id: 'e', sdk, dsn: 'https://abc@host:8443/sub/42' });
    expect(Date.parse(headers.sent_at as string)).toBeGreaterThan(0);
    expect(items).toEqual([[{ type: 'transaction' }, { event_id: 'e', type: 'transaction', sdk }]]);
  });

  test('may hold a client report', () => {
    const dropped = [{ reason: 'sample_rate', category: 'error', quantity: 2 }] as const;
    expect(createClientReportEnvelope([...dropped], DSN, 5)).toEqual([
      { dsn: DSN },
      [[{ type: 'client_report' }, { timestamp: 5, discarded_events: dropped }]],
    ]);
    expect(createClientReportEnvelope([])[0]).toEqual({});
  });

  test('may hold spans that stand alone, with the facts of their trace', () => {
    const { client } = setupCore({ tracesSampleRate: 1 });
    const span = startInactiveSpan({ name: 'click' });
    const [headers, items] = createSpanEnvelope([span], client);
    expect(headers.trace).toMatchObject({ public_key: 'abc', trace_id: span.spanContext().traceId });
    expect(items).toMatchObject([[{ type: 'span' }, { description: 'click' }]]);
  });
});

test('item types have data categories, and an SDK its two words in headers', () => {
  const types = ['event', 'session', 'client_report', 'log', 'replay_recording', 'trace_metric', 'user_report'];
  expect(types.map(envelopeItemTypeToDataCategory)).toEqual([
    'error',
    'session',
    'internal',
    'log_item',
    'replay',
    'trace_metric',
    'default',
  ]);
  const sdk = { name: 'x', version: '1' };
  expect(getSdkMetadataForEnvelopeHeader({ sdk: { ...sdk, integrations: ['a'] } })).toEqual(sdk);
  expect(getSdkMetadataForEnvelopeHeader({})).toBeUndefined();
});

describe('a promise buffer', () => {
  test('takes as many as its limit, and more when some are settled', async () => {
    const buffer = makePromiseBuffer<number>(1);
    let end: (value: number) => void = () => {};
    const first = buffer.add(
      () =>
        new Promise((resolve) => {
          end = resolve;
        }),
    );
    expect(buffer.$).toHaveLength(1);
    await expect(buffer.add(async () => 2)).rejects.toBe(SENTRY_BUFFER_FULL_ERROR);
    end(1);
    expect(await first).toBe(1);
    await expect(buffer.add(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(buffer.$).toEqual([]);
  });

  test('drains, no longer than it is told', async () => {
    const { platform } = setupCore();
    const buffer = makePromiseBuffer<number>();
    expect(await buffer.drain(1)).toBe(true);
    buffer.add(() => new Promise(() => {}));
    const draining = buffer.drain(100);
    platform.advance(100);
    expect(await draining).toBe(false);
  });

  test('before a transport bounds it; what is refused is counted', async () => {
    const dropped: string[] = [];
    const recordDroppedEvent = (reason: string): number => dropped.push(reason);
    let answer: (response: object) => void = () => {};
    const transport = createTransport(
      { recordDroppedEvent },
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
      makePromiseBuffer(1),
    );
    const event: Envelope = [{}, [[{ type: 'event' }, {}]]];
    const first = transport.send(event);
    expect(await transport.send(event)).toEqual({});
    expect(dropped).toEqual(['queue_overflow']);
    answer({ statusCode: 200 });
    expect(await first).toEqual({ statusCode: 200 });
    expect(await transport.flush()).toBe(true);
  });
});
