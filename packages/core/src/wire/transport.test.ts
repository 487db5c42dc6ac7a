import { describe, expect, test } from 'vitest';
import { createTestPlatform, readEnvelope, settle } from '../../test-support/setup-core.ts';
import type { MemoryPlatform } from '../testing/memory-platform.ts';
import type { Transport, TransportResponse } from '../types/client.ts';
import type { Envelope, EnvelopeItem } from '../types/envelope.ts';
import { createTransport, type TransportOptions } from './transport.ts';

const id = (n: number): string => n.toString(16).padStart(32, '0');

/** An envelope with one message, which names its number. */
const message = (n: number, ...more: EnvelopeItem[]): Envelope => [
  { event_id: id(n), sent_at: '2020-01-01T00:00:00.000Z' },
  [[{ type: 'event' }, { event_id: id(n), timestamp: 1, platform: 'node', message: `m${n}` }], ...more],
];
const attachment: EnvelopeItem = [{ type: 'attachment', filename: 'a.txt' }, 'text'];
const report: Envelope = [{}, [[{ type: 'client_report' }, { timestamp: 1, discarded_events: [] }]]];

interface Line {
  transport: Transport;
  platform: MemoryPlatform;
  dropped: string[];
  /** Messages in the order they were posted, with repetitions. */
  posted(): unknown[];
}

function setup(options: Partial<TransportOptions> = {}): Line {
  const platform = createTestPlatform();
  const dropped: string[] = [];
  const transport = createTransport(
    {
      now: platform.now,
      delay: platform.delay,
      recordDroppedEvent: (reason, category, count) => dropped.push(`${reason} ${category} ${count}`),
      ...options,
    },
    ({ body }) => platform.send({ url: 'https://host/', body }),
  );
  const posted = () =>
    platform.sent.map(
      ({ body }) => (readEnvelope(body).items[0]?.payload as { message?: string } | undefined)?.message,
    );
  return { transport, platform, dropped, posted };
}

/** Answers that a test gives one by one; the requests wait meanwhile. */
function byHand(platform: MemoryPlatform): Array<(response: TransportResponse | Error) => Promise<void>> {
  const answers: Array<(response: TransportResponse | Error) => Promise<void>> = [];
  platform.answer(
    () =>
      new Promise((resolve, reject) => {
        answers.push((response) => {
          response instanceof Error
            ? reject(response)
            : resolve({ statusCode: 200, headers: {}, ...response } as never);
          return settle();
        });
      }),
  );
  return answers;
}

const noAnswer = (): never => {
  throw new Error('connection refused');
};

describe('the way out', () => {
  test('sends at once and resolves with the answer', async () => {
    const { transport, posted } = setup();
    const sending = transport.send(message(1));
    expect(posted()).toEqual(['m1']);
    expect(await sending).toEqual({ statusCode: 200, headers: {} });
  });

  test('keeps the order, with no more than maxRequests under way', async () => {
    const { transport, platform, posted } = setup({ maxRequests: 2 });
    const answers = byHand(platform);
    for (const n of [1, 2, 3, 4]) {
      transport.send(message(n));
    }
    expect(posted()).toEqual(['m1', 'm2']);
    await answers[1]?.({});
    expect(posted()).toEqual(['m1', 'm2', 'm3']);
    await answers[0]?.({});
    expect(posted()).toEqual(['m1', 'm2', 'm3', 'm4']);
  });

  test('says of each attempt when it was sent', async () => {
    const { transport, platform } = setup();
    platform.answer(noAnswer);
    transport.send(message(1));
    await settle();
    platform.advance(1000);
    await settle();
    const times = platform.sent.map(({ body }) => Date.parse(readEnvelope(body).headers.sent_at as string) / 1000);
    expect(times).toHaveLength(2);
    expect(times[0]).toBeCloseTo(platform.now() - 1);
    expect(times[1]).toBeGreaterThan(times[0] as number);
  });

  test('adds no time to envelopes that have none', async () => {
    const { transport, platform } = setup();
    await transport.send(report);
    expect(readEnvelope(platform.sent[0]?.body as string).headers).toEqual({});
  });
});

describe('the queue', () => {
  test('drops the newest when it is full, and counts them', async () => {
    const { transport, platform, dropped, posted } = setup({ maxRequests: 1, bufferSize: 2 });
    const answers = byHand(platform);
    const fates = [1, 2, 3, 4, 5].map((n) => transport.send(message(n)));
    expect(dropped).toEqual(['queue_overflow error 1', 'queue_overflow error 1']);
    expect(await fates[3]).toEqual({});
    for (const n of [0, 1, 2]) {
      await answers[n]?.({});
    }
    expect(posted()).toEqual(['m1', 'm2', 'm3']);
  });
});

describe('when nobody answers', () => {
  test('tries three times, later each time, then gives up and counts', async () => {
    const { transport, platform, dropped, posted } = setup();
    platform.answer(noAnswer);
    const fate = transport.send(message(1));
    await settle();
    expect(posted()).toHaveLength(1);
    platform.advance(499);
    await settle();
    expect(posted()).toHaveLength(1);
    platform.advance(501);
    await settle();
    expect(posted()).toHaveLength(2);
    platform.advance(999);
    await settle();
    expect(posted()).toHaveLength(2);
    platform.advance(1001);
    await settle();
    expect(posted()).toHaveLength(3);
    expect(await fate).toEqual({});
    expect(dropped).toEqual(['network_error error 1']);
    expect(platform.timers).toBe(0);
  });

  test('nothing else is sent meanwhile, and the order stays', async () => {
    const { transport, platform, posted } = setup({ maxRequests: 3 });
    const answers = byHand(platform);
    for (const n of [1, 2, 3]) {
      transport.send(message(n));
    }
    await answers[1]?.(new Error('down'));
    await answers[0]?.(new Error('down'));
    await answers[2]?.({});
    transport.send(message(4));
    expect(posted()).toEqual(['m1', 'm2', 'm3']);
    platform.advance(1000);
    expect(posted()).toEqual(['m1', 'm2', 'm3', 'm1', 'm2', 'm4']);
  });

  test('delivers once the backend is back, and counts nothing', async () => {
    const { transport, platform, dropped } = setup();
    platform.answer(noAnswer);
    const fate = transport.send(message(1));
    await settle();
    platform.answer({ statusCode: 200, headers: {} });
    platform.advance(1000);
    expect(await fate).toMatchObject({ statusCode: 200 });
    expect(dropped).toEqual([]);
  });

  test('what failed together is tried again as often as what failed alone', async () => {
    const { transport, platform, dropped, posted } = setup({ maxRequests: 3 });
    platform.answer(noAnswer);
    for (const n of [1, 2, 3]) {
      transport.send(message(n));
    }
    for (let turn = 0; turn < 10; turn++) {
      await settle();
      platform.advance(10_000);
    }
    expect(posted()).toEqual(['m1', 'm2', 'm3', 'm1', 'm2', 'm3', 'm1', 'm2', 'm3']);
    expect(dropped).toHaveLength(3);
  });

  test('does not try again without a timer', async () => {
    const { transport, platform, dropped } = setup({ delay: undefined });
    platform.answer(noAnswer);
    expect(await transport.send(message(1))).toEqual({});
    expect(dropped).toEqual(['network_error error 1']);
  });

  test('a request that throws at once is one that failed', async () => {
    const dropped: string[] = [];
    const recordDroppedEvent = (reason: string): number => dropped.push(reason);
    const transport = createTransport({ recordDroppedEvent }, noAnswer);
    expect(await transport.send(message(1))).toEqual({});
    expect(dropped).toEqual(['network_error']);
  });
});

describe('answers', () => {
  test.each([400, 401, 404, 413])('%i: dropped, counted, not tried again', async (statusCode) => {
    const { transport, platform, dropped, posted } = setup();
    platform.answer({ statusCode, headers: {} });
    await transport.send(message(1, attachment));
    platform.advance(100_000);
    expect(posted()).toEqual(['m1']);
    expect(dropped).toEqual(['send_error error 1', 'send_error attachment 1']);
  });

  test.each([500, 503])('%i: tried three times, then dropped and counted', async (statusCode) => {
    const { transport, platform, dropped, posted } = setup();
    platform.answer({ statusCode, headers: {} });
    const sent = transport.send(message(1));
    for (let retry = 0; retry < 5; retry++) {
      await settle();
      platform.advance(100_000);
    }
    expect(await sent).toMatchObject({ statusCode });
    expect(posted()).toEqual(['m1', 'm1', 'm1']);
    expect(dropped).toEqual(['send_error error 1']);
  });

  test('503 once: the envelope arrives the second time, before those that came after it', async () => {
    const { transport, platform, dropped, posted } = setup();
    let answers = 0;
    platform.answer(() => ({ statusCode: answers++ === 0 ? 503 : 200, headers: {} }));
    const first = transport.send(message(1));
    await settle();
    const second = transport.send(message(2));
    expect(posted()).toEqual(['m1']);
    platform.advance(10_000);
    expect(await first).toMatchObject({ statusCode: 200 });
    await second;
    expect(posted()).toEqual(['m1', 'm1', 'm2']);
    expect(dropped).toEqual([]);
  });

  test('429: dropped and not counted, which the server does', async () => {
    const { transport, platform, dropped } = setup();
    platform.answer({ statusCode: 429, headers: {} });
    await transport.send(message(1));
    expect(dropped).toEqual([]);
  });

  test.each([
    ['none', undefined],
    ['nonsense', { statusCode: 'fine', headers: { 'x-sentry-rate-limits': 12 } }],
    ['null headers', { statusCode: 200, headers: null }],
  ])('%s at all harms nothing', async (_, nonsense) => {
    const dropped: string[] = [];
    const bodies: unknown[] = [];
    const recordDroppedEvent = (reason: string): number => dropped.push(reason);
    const transport = createTransport({ recordDroppedEvent }, async ({ body }) => {
      bodies.push(body);
      return nonsense as never;
    });
    await transport.send(message(1));
    await transport.send(message(2));
    expect(bodies).toHaveLength(2);
    expect(dropped).toEqual([]);
  });
});

describe('rate limits', () => {
  const limit = (header: string) => ({ statusCode: 200, headers: { 'x-sentry-rate-limits': header } });

  test('drop the items they name and let the rest of the envelope go', async () => {
    const { transport, platform, dropped } = setup();
    platform.answer(limit('60:attachment'));
    await transport.send(message(1, attachment));
    await transport.send(message(2, attachment));
    const types = platform.sent.map(({ body }) => readEnvelope(body).items.map(({ headers }) => headers.type));
    expect(types).toEqual([['event', 'attachment'], ['event']]);
    expect(dropped).toEqual(['ratelimit_backoff attachment 1']);
  });

  test('send nothing when nothing is left, until they are over', async () => {
    const { transport, platform, dropped, posted } = setup();
    platform.answer(limit('60:error'));
    await transport.send(message(1));
    expect(await transport.send(message(2))).toEqual({});
    platform.answer(limit(''));
    platform.advance(60_001);
    await transport.send(message(3));
    expect(posted()).toEqual(['m1', 'm3']);
    expect(dropped).toEqual(['ratelimit_backoff error 1']);
  });

  test('count for what waits in the queue', async () => {
    const { transport, platform, dropped, posted } = setup({ maxRequests: 1 });
    platform.answer(limit('60::key'));
    await Promise.all([transport.send(message(1)), transport.send(message(2))]);
    expect(posted()).toEqual(['m1']);
    expect(dropped).toEqual(['ratelimit_backoff error 1']);
  });

  test('count a transaction also as its spans, and a batch as what is in it', async () => {
    const { transport, platform, dropped } = setup();
    platform.answer(limit('60::key'));
    await transport.send(message(1));
    await transport.send([{}, [[{ type: 'transaction' }, { spans: [{}, {}] }]]]);
    await transport.send([{}, [[{ type: 'log', item_count: 7 }, {}]]]);
    expect(dropped).toEqual([
      'ratelimit_backoff transaction 1',
      'ratelimit_backoff span 3',
      'ratelimit_backoff log_item 7',
      'ratelimit_backoff log_byte 2',
    ]);
  });
});

test.each([
  ['limited', () => ({ statusCode: 200, headers: { 'x-sentry-rate-limits': '60::' } })],
  ['refused', () => ({ statusCode: 500, headers: {} })],
  ['lost', noAnswer],
  ['limited by 429', () => ({ statusCode: 429, headers: {} })],
])('a client report that is %s is none itself, and what it told of is told again', async (_, answer) => {
  const { transport, platform, dropped } = setup();
  platform.answer(answer);
  const told = { reason: 'sample_rate', category: 'error', quantity: 3 };
  for (let round = 0; round < 2; round++) {
    transport.send([{}, [[{ type: 'client_report' }, { timestamp: 1, discarded_events: [told] }]]]);
    await settle();
    platform.advance(5000);
    await settle();
    platform.advance(5000);
    await settle();
  }
  expect(dropped.slice(-1)).toEqual(['sample_rate error 3']);
});

test('a client report that arrived is not told again', async () => {
  const { transport, dropped } = setup();
  const told = { reason: 'sample_rate', category: 'error', quantity: 3 };
  await transport.send([{}, [[{ type: 'client_report' }, { timestamp: 1, discarded_events: [told] }]]]);
  expect(dropped).toEqual([]);
});

test('a client report that says nothing is lost quietly', async () => {
  const { transport, platform, dropped } = setup();
  platform.answer(() => ({ statusCode: 403, headers: {} }));
  await transport.send(report);
  expect(dropped).toEqual([]);
});

test('a payload that JSON refuses is dropped and counted', async () => {
  const { transport, platform, dropped } = setup();
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  expect(await transport.send([{}, [[{ type: 'event' }, cycle]]])).toEqual({});
  expect(platform.sent).toEqual([]);
  expect(dropped).toEqual(['internal_sdk_error error 1']);
});

describe('flush', () => {
  test('is true at once when nothing is under way', async () => {
    expect(await setup().transport.flush(0)).toBe(true);
    expect(await setup().transport.flush()).toBe(true);
  });

  test('waits for what is under way and what is queued', async () => {
    const { transport, platform } = setup({ maxRequests: 1 });
    const answers = byHand(platform);
    transport.send(message(1));
    transport.send(message(2));
    let flushed: boolean | undefined;
    transport.flush(1000).then((result) => {
      flushed = result;
    });
    await answers[0]?.({});
    expect(flushed).toBeUndefined();
    await answers[1]?.({});
    expect(flushed).toBe(true);
    expect(platform.timers).toBe(0);
  });

  test('is false when a backend never answers, and sending goes on', async () => {
    const { transport, platform, posted } = setup({ maxRequests: 1 });
    const answers = byHand(platform);
    transport.send(message(1));
    transport.send(message(2));
    const flushing = transport.flush(1000);
    platform.advance(1000);
    expect(await flushing).toBe(false);
    await answers[0]?.({});
    expect(posted()).toEqual(['m1', 'm2']);
  });

  test('tries at once what was put off', async () => {
    const { transport, platform, posted } = setup();
    platform.answer(noAnswer);
    transport.send(message(1));
    await settle();
    platform.answer({ statusCode: 200, headers: {} });
    expect(await transport.flush(100)).toBe(true);
    expect(posted()).toEqual(['m1', 'm1']);
    expect(platform.timers).toBe(0);
  });
});
