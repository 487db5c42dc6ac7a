import { describe, expect, test } from 'vitest';
import { createTestPlatform, readEnvelope, settle } from '../../test-support/setup-core.ts';
import type { Envelope, EnvelopeItem } from '../types/envelope.ts';
import { makeOfflineTransport, type OfflineQueue, type OfflineStore, type OfflineTransportOptions } from './offline.ts';
import { createTransport, type TransportOptions } from './transport.ts';

const id = (n: number): string => n.toString(16).padStart(32, '0');
const message = (n: number): Envelope => [
  { event_id: id(n), sent_at: '2020-01-01T00:00:00.000Z' },
  [[{ type: 'event' }, { event_id: id(n), timestamp: 1, platform: 'node', message: `m${n}` }]],
];
const report: Envelope = [{}, [[{ type: 'client_report' }, { timestamp: 1, discarded_events: [] }]]];
const OK = { statusCode: 200, headers: {} };

function setup(options: OfflineTransportOptions & Pick<TransportOptions, 'on' | 'consent'> = {}) {
  const platform = createTestPlatform();
  const dropped: string[] = [];
  const stored: Envelope[] = [];
  const store: OfflineStore = {
    push: async (envelope) => void stored.push(envelope),
    unshift: async (envelope) => void stored.unshift(envelope),
    shift: async () => stored.shift(),
  };
  const make = makeOfflineTransport((given: TransportOptions) =>
    createTransport(given, ({ body }) => platform.send({ url: 'https://host/', body })),
  );
  const transport = make({
    now: platform.now,
    delay: platform.delay,
    recordDroppedEvent: (reason, category, count) => dropped.push(`${reason} ${category} ${count}`),
    createStore: () => store,
    ...options,
  });
  const nameOf = ([[, payload]]: EnvelopeItem[] | [[unknown, unknown]]) => (payload as { message?: string }).message;
  return {
    platform,
    transport,
    dropped,
    store,
    stored: () => stored.map(([, items]) => nameOf(items)),
    posted: () =>
      platform.sent.map(
        ({ body }) => (readEnvelope(body).items[0]?.payload as { message?: string } | undefined)?.message,
      ),
    goOffline: () =>
      platform.answer(() => {
        throw new Error('offline');
      }),
    goOnline: () => platform.answer(OK),
    async pass(ms: number) {
      platform.advance(ms);
      await settle();
    },
  };
}

describe('what nobody answers for', () => {
  test('is kept at once, not counted, and sent in order when somebody does', async () => {
    const { transport, dropped, stored, posted, goOffline, goOnline, pass } = setup();
    goOffline();
    expect(await transport.send(message(1))).toEqual({});
    await transport.send(message(2));
    expect(stored()).toEqual(['m1', 'm2']);
    goOnline();
    await pass(5000);
    expect(posted()).toEqual(['m1', 'm2', 'm1']);
    await pass(99);
    expect(posted()).toHaveLength(3);
    await pass(1);
    expect(posted()).toEqual(['m1', 'm2', 'm1', 'm2']);
    expect(stored()).toEqual([]);
    expect(dropped).toEqual([]);
  });

  test('is sent 100 ms after something else was', async () => {
    const { transport, posted, goOffline, goOnline, pass } = setup();
    goOffline();
    await transport.send(message(1));
    goOnline();
    await transport.send(message(2));
    await pass(100);
    expect(posted()).toEqual(['m1', 'm2', 'm1']);
  });

  test('is tried after 5 s, then half as often each time, down to once an hour, and goes back to its place', async () => {
    const { transport, platform, stored, goOffline, pass } = setup();
    goOffline();
    await transport.send(message(1));
    await transport.send(message(2));
    const waits: number[] = [];
    for (let tries = platform.sent.length, seconds = 0; waits.length < 12; seconds += 5) {
      if (platform.sent.length > tries) {
        tries = platform.sent.length;
        waits.push(seconds);
        seconds = 0;
      }
      await pass(5000);
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]);
    expect(stored()).toEqual(['m1', 'm2']);
  });

  test('says when it was sent in the end', async () => {
    const { transport, platform, goOffline, goOnline, pass } = setup();
    goOffline();
    await transport.send(message(1));
    goOnline();
    await pass(5000);
    const { sent_at } = readEnvelope(platform.sent[1]?.body as string).headers;
    expect(Date.parse(sent_at as string) / 1000).toBeCloseTo(platform.now());
  });

  test('is also what an own transport rejects', async () => {
    const make = makeOfflineTransport(() => ({
      send: () => Promise.reject(new Error('offline')),
      flush: async () => true,
    }));
    const kept: Envelope[] = [];
    const store = {
      push: async (envelope: Envelope) => void kept.push(envelope),
    } as Partial<OfflineStore> as OfflineStore;
    const transport = make({ recordDroppedEvent: () => {}, createStore: () => store });
    expect(await transport.send(message(1))).toEqual({});
    expect(kept).toHaveLength(1);
  });
});

describe('what is not kept', () => {
  test('a client report, which is not counted either', async () => {
    const { transport, stored, dropped, goOffline } = setup();
    goOffline();
    expect(await transport.send(report)).toEqual({});
    expect(stored()).toEqual([]);
    expect(dropped).toEqual([]);
  });

  test('what shouldStore refuses: it is told why and how long it would wait', async () => {
    const asked: unknown[] = [];
    const { transport, stored, dropped, goOffline } = setup({
      shouldStore: (envelope, error, delayMs) => {
        asked.push(envelope[0].event_id, error instanceof Error, delayMs);
        return false;
      },
    });
    goOffline();
    await transport.send(message(1));
    expect(asked).toEqual([id(1), true, 5000]);
    expect(stored()).toEqual([]);
    expect(dropped).toEqual(['network_error error 1']);
  });

  test('what the store does not take', async () => {
    const { transport, store, dropped, goOffline } = setup();
    store.push = () => Promise.reject(new Error('full'));
    goOffline();
    expect(await transport.send(message(1))).toEqual({});
    expect(dropped).toEqual(['cache_overflow error 1']);
  });

  test('anything, without a store', async () => {
    const { transport, platform, dropped, goOffline } = setup({ createStore: undefined });
    goOffline();
    const sending = transport.send(message(1));
    for (let turn = 0; turn < 3; turn++) {
      await settle();
      platform.advance(2000);
    }
    await sending;
    expect(dropped).toEqual(['network_error error 1']);
  });
});

describe('after an answer', () => {
  const kept = async (statusCode: number, headers: Record<string, string> = {}) => {
    const line = setup();
    line.goOffline();
    await line.transport.send(message(1));
    line.platform.answer({ statusCode, headers });
    await line.transport.send(message(2));
    line.goOnline();
    /** After how many milliseconds the next was tried. */
    for (let ms = 0; ms < 200_000; ms += 50) {
      if (line.posted().length > 2) {
        return ms;
      }
      await line.pass(50);
    }
    return undefined;
  };

  test.each([
    ['of success', 200, {}, 100],
    ['that limits something', 200, { 'x-sentry-rate-limits': '3:attachment' }, 60_000],
    ['that says how long to wait', 429, { 'retry-after': '7' }, 7000],
    ['of failure, when the back-off is over', 500, {}, 5000],
  ])('%s the next is tried in time', async (_, statusCode, headers, ms) => {
    expect(await kept(statusCode, headers as Record<string, string>)).toBe(ms);
  });

  test('of failure nothing is kept', async () => {
    const { transport, platform, stored, dropped } = setup();
    platform.answer({ statusCode: 400, headers: {} });
    expect(await transport.send(message(1))).toMatchObject({ statusCode: 400 });
    expect(stored()).toEqual([]);
    expect(dropped).toEqual(['send_error error 1']);
  });
});

test('what an earlier run left is sent 5 s after the start, if asked for', async () => {
  const left = [message(1)];
  const store = { shift: async () => left.shift() } as Partial<OfflineStore> as OfflineStore;
  const { posted, pass } = setup({ createStore: () => store, flushAtStartup: true });
  await pass(4999);
  expect(posted()).toEqual([]);
  await pass(1);
  expect(posted()).toEqual(['m1']);
});

test('shouldSend keeps envelopes for later', async () => {
  let online = false;
  const { transport, stored, posted, pass } = setup({ shouldSend: async () => online });
  await transport.send(message(1));
  expect([stored(), posted()]).toEqual([['m1'], []]);
  online = true;
  await pass(5000);
  expect([stored(), posted()]).toEqual([[], ['m1']]);
});

test('replays go through the store, so that their segments stay in order', async () => {
  const { transport, platform, store, goOffline, goOnline, pass } = setup();
  const segments: unknown[] = [];
  store.push = async ([, items]) => void segments.push(items[0]?.[0].type);
  goOffline();
  await transport.send([
    {},
    [
      [{ type: 'replay_event' }, {}],
      [{ type: 'replay_recording' }, 'x'],
    ],
  ]);
  expect(segments).toEqual(['replay_event']);
  expect(platform.sent).toEqual([]);
  goOnline();
  await pass(100);
});

test('a store that cannot be read harms nothing', async () => {
  const { transport, store, posted, pass } = setup();
  store.shift = () => Promise.reject(new Error('broken'));
  await transport.send(message(1));
  await pass(100);
  await transport.send(message(2));
  expect(posted()).toEqual(['m1', 'm2']);
});

test('flush begins to send what is kept, and waits no longer than it is told', async () => {
  const { transport, platform, posted, goOffline, goOnline, pass } = setup();
  goOffline();
  await transport.send(message(1));
  goOnline();
  expect(await transport.flush(1000)).toBe(true);
  await pass(100);
  expect(posted()).toEqual(['m1', 'm1']);
  platform.answer(() => new Promise(() => {}));
  transport.send(message(2));
  const flushing = transport.flush(1000);
  await pass(1000);
  expect(await flushing).toBe(false);
});

test('trouble of the backend’s own is waited out', async () => {
  const { transport, platform, stored, dropped, goOnline, pass } = setup();
  platform.answer({ statusCode: 503, headers: {} });
  expect(await transport.send(message(1))).toEqual({});
  expect(stored()).toEqual(['m1']);
  goOnline();
  await pass(5000);
  expect([stored(), dropped]).toEqual([[], []]);
});

test('the first try may be sooner than five seconds', async () => {
  const { transport, posted, goOffline, goOnline, pass } = setup({ minDelay: 500 });
  goOffline();
  await transport.send(message(1));
  goOnline();
  await pass(500);
  expect(posted()).toEqual(['m1', 'm1']);
});

describe('a store that holds what is being sent', () => {
  /** In memory, with what happened to it. */
  function hold(options: Parameters<typeof setup>[0] = {}) {
    const kept: Array<{ envelope: Envelope; isSending: boolean }> = [];
    const told: string[] = [];
    const held = (record: (typeof kept)[number]) => ({
      envelope: record.envelope,
      remove: async () => {
        told.push('removed');
        kept.splice(kept.indexOf(record), 1);
      },
      release: async () => {
        told.push('released');
        record.isSending = false;
      },
    });
    const queue: OfflineQueue = {
      async add(envelope) {
        const record = { envelope, isSending: true };
        kept.push(record);
        return held(record);
      },
      async claim() {
        const record = kept.find(({ isSending }) => !isSending);
        if (record) {
          record.isSending = true;
        }
        return record && held(record);
      },
      clear: async () => void kept.splice(0),
    };
    return { ...setup({ createStore: () => queue, ...options }), queue, kept, told };
  }

  test('has it before somebody answers, and until then', async () => {
    const { transport, platform, kept } = hold();
    let answer = (_: typeof OK): void => {};
    platform.answer(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const sending = transport.send(message(1));
    expect(kept).toHaveLength(1);
    answer(OK);
    await sending;
    expect(kept).toEqual([]);
  });

  test('keeps it in its place while nobody answers', async () => {
    const { transport, kept, told, posted, goOffline, goOnline, pass } = hold();
    goOffline();
    await transport.send(message(1));
    await transport.send(message(2));
    await pass(5000);
    expect(told).toEqual(['released', 'released', 'released']);
    goOnline();
    await pass(10_000);
    await pass(100);
    expect(posted()).toEqual(['m1', 'm2', 'm1', 'm1', 'm2']);
    expect(kept).toEqual([]);
  });

  test('and is slow to forget is emptied all the same', async () => {
    const { transport, queue, posted, goOffline, goOnline, pass } = hold();
    const { claim } = queue;
    let forget = (): void => {};
    queue.claim = async () => {
      const held = await claim();
      const slow = new Promise<void>((resolve) => {
        forget = resolve;
      });
      return held && { ...held, remove: () => slow.then(held.remove) };
    };
    goOffline();
    await transport.send(message(1));
    await transport.send(message(2));
    goOnline();
    await pass(5000);
    await pass(100);
    await pass(100);
    expect(posted()).toEqual(['m1', 'm2', 'm1']);
    forget();
    await settle();
    await pass(100);
    expect(posted()).toEqual(['m1', 'm2', 'm1', 'm2']);
  });

  test('lets go of what was refused', async () => {
    const { transport, platform, kept, dropped } = hold();
    platform.answer({ statusCode: 400, headers: {} });
    await transport.send(message(1));
    expect(kept).toEqual([]);
    expect(dropped).toEqual(['send_error error 1']);
  });

  test('is not given client reports, and nothing before shouldStore was asked', async () => {
    const { transport, kept, goOffline } = hold({ shouldStore: () => true });
    await transport.send(report);
    await transport.send(message(1));
    expect(kept).toEqual([]);
    goOffline();
    await transport.send(message(2));
    expect(kept).toHaveLength(1);
  });

  test('that is full does not keep anything from being sent; what then fails is counted', async () => {
    const { transport, queue, posted, dropped, goOffline } = hold();
    queue.add = () => Promise.reject(new Error('full'));
    await transport.send(message(1));
    expect(posted()).toEqual(['m1']);
    goOffline();
    await transport.send(message(2));
    expect(dropped).toEqual(['cache_overflow error 1']);
  });

  test('and cannot be written harms nothing', async () => {
    const { transport, queue, posted } = hold();
    queue.add = async (envelope) => ({
      envelope,
      remove: () => Promise.reject(new Error('broken')),
      release: () => Promise.reject(new Error('broken')),
    });
    expect(await transport.send(message(1))).toMatchObject({ statusCode: 200 });
    expect(posted()).toEqual(['m1']);
  });
});

describe('the client says', () => {
  /** What a client's hooks tell a transport. */
  function hooked(options: Parameters<typeof setup>[0] = {}) {
    const listeners: Record<string, (...args: unknown[]) => void> = {};
    const on = ((hook: string, listener: (...args: unknown[]) => void) => {
      listeners[hook] = listener;
      return () => {};
    }) as TransportOptions['on'];
    return { ...setup({ on, ...options }), tell: (hook: string, ...args: unknown[]) => listeners[hook]?.(...args) };
  }

  test('that nobody has consented yet: nothing is read from the store until somebody does', async () => {
    const { transport, stored, posted, tell, goOffline, goOnline, pass } = hooked({ consent: 'pending' });
    goOffline();
    await transport.send(message(1));
    goOnline();
    await pass(60_000);
    expect([posted(), stored()]).toEqual([['m1'], ['m1']]);
    tell('consent', 'granted');
    await transport.flush();
    await pass(100);
    expect([posted(), stored()]).toEqual([['m1', 'm1'], []]);
  });

  test('that consent is refused: the store is emptied', async () => {
    const { transport, stored, tell, goOffline, pass } = hooked();
    goOffline();
    await transport.send(message(1));
    tell('consent', 'denied');
    await pass(0);
    expect(stored()).toEqual([]);
  });

  test('that it is closed: no timer runs any more', async () => {
    const { transport, platform, tell, goOffline } = hooked();
    goOffline();
    await transport.send(message(1));
    tell('close');
    expect(platform.timers).toBe(0);
    await transport.flush();
    expect(platform.timers).toBe(0);
  });
});
