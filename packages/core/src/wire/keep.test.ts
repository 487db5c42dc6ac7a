import { expect, test } from 'vitest';
import { createTestPlatform, settle } from '../../test-support/setup-core.ts';
import type { KeptEnvelope, TransportResponse } from '../types/client.ts';
import type { Envelope } from '../types/envelope.ts';
import { serializeEnvelope } from './envelope.ts';
import { MAX_RETRIES } from './limits.ts';
import { createTransport } from './transport.ts';

const id = (n: number): string => n.toString(16).padStart(32, '0');
const envelope = (n: number): Envelope => [
  { event_id: id(n), sent_at: '2020-01-01T00:00:00.000Z' },
  [[{ type: 'event' }, { event_id: id(n), message: `m${n}`, timestamp: 1, platform: 'node' }]],
];

/** A transport, and a store that keeps everything and lets go of what has ended well or cannot. */
function setup({ bufferSize = 10, maxRequests = 8 } = {}) {
  const platform = createTestPlatform();
  const dropped: string[] = [];
  const ends: Array<[statusCode: number | undefined, mayWork: boolean]> = [];
  const keep = (kept: Envelope): KeptEnvelope => ({
    body: serializeEnvelope(kept),
    end({ statusCode }: TransportResponse, mayWork: boolean) {
      ends.push([statusCode, mayWork]);
      return mayWork;
    },
  });
  const recordDroppedEvent = (reason: string, category: string): number => dropped.push(`${reason} ${category}`);
  const { now, delay } = platform;
  const transport = createTransport({ now, delay, recordDroppedEvent, keep, bufferSize, maxRequests }, ({ body }) =>
    platform.send({ url: 'https://host/', body }),
  );
  return { transport, platform, dropped, ends };
}

test('what was kept is what is sent, when that happens at once', async () => {
  const { transport, platform, dropped, ends } = setup();
  await transport.send(envelope(1));
  expect(platform.sent.map(({ body }) => body)).toEqual([serializeEnvelope(envelope(1))]);
  expect([ends, dropped]).toEqual([[[200, false]], []]);
});

test('what had to wait for its turn says when it was sent in truth', async () => {
  const { transport, platform } = setup({ maxRequests: 1 });
  await Promise.all([transport.send(envelope(1)), transport.send(envelope(2))]);
  expect(platform.sent.map(({ body }) => String(body).includes('2020-01-01'))).toEqual([true, false]);
});

test('what nobody answered is still kept, and so not lost', async () => {
  const { transport, platform, dropped, ends } = setup();
  platform.answer(() => Promise.reject(new Error('nobody there')));
  const fate = transport.send(envelope(1));
  for (let turn = 0; turn <= MAX_RETRIES; turn++) {
    await settle();
    platform.advance(10_000);
  }
  await fate;
  expect([ends, dropped]).toEqual([[[undefined, true]], []]);
});

test('what the backend refused is not kept, and is lost', async () => {
  const { transport, platform, dropped, ends } = setup();
  platform.answer(async () => ({ statusCode: 400, headers: {} }));
  await transport.send(envelope(1));
  expect([ends, dropped]).toEqual([[[400, false]], ['send_error error']]);
});

test('what finds the queue full is still kept', async () => {
  const { transport, platform, dropped, ends } = setup({ bufferSize: 1, maxRequests: 1 });
  platform.answer(() => new Promise(() => {}));
  for (const n of [1, 2, 3]) {
    transport.send(envelope(n));
  }
  expect([ends, dropped]).toEqual([[[undefined, true]], []]);
});

test('what is limited meanwhile is not sent, is counted, and is not kept', async () => {
  const { transport, platform, dropped, ends } = setup();
  platform.answer(async () => ({ statusCode: 200, headers: { 'x-sentry-rate-limits': '60:error' } }));
  await transport.send(envelope(1));
  await transport.send(envelope(2));
  expect(platform.sent).toHaveLength(1);
  expect([ends.at(-1), dropped]).toEqual([[undefined, false], ['ratelimit_backoff error']]);
});
