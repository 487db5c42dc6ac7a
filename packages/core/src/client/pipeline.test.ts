import { describe, expect, test, vi } from 'vitest';
import { setupCore } from '../../test-support/setup-core.ts';
import { addEventProcessor, captureEvent, captureException, captureMessage, flush } from '../capture/capture.ts';
import type { SendResponse } from '../platform.ts';
import { getCurrentScope, getIsolationScope } from '../scope/current.ts';
import { startSpan } from '../trace/start-span.ts';

describe('beforeSend', () => {
  test('sees what would be sent, and the hint', () => {
    const beforeSend = vi.fn((event) => event);
    setupCore({ beforeSend });
    getCurrentScope().setExtra('n', 1n);
    const error = new Error('x');
    captureException(error);
    const [event, hint] = beforeSend.mock.calls[0] as unknown as [Record<string, unknown>, Record<string, unknown>];
    expect(event).toMatchObject({ extra: { n: '[BigInt: 1]' }, environment: 'production' });
    expect(hint.originalException).toBe(error);
  });

  test('may change the event, at once or later', async () => {
    const core = setupCore({ beforeSend: (event) => ({ ...event, message: 'changed' }) });
    captureMessage('m');
    expect(core.events()[0]?.message).toBe('changed');
    const later = setupCore({ beforeSend: async (event) => ({ ...event, message: 'changed later' }) });
    captureMessage('m');
    expect(later.events()).toEqual([]);
    expect(await flush(1000)).toBe(true);
    expect(later.events()[0]?.message).toBe('changed later');
  });

  test('what it adds that JSON refuses is made safe', () => {
    const core = setupCore({ beforeSend: (event) => ({ ...event, extra: { n: 1n } }) });
    captureMessage('m');
    expect(core.events()[0]?.extra).toEqual({ n: '[BigInt: 1]' });
  });

  test.each([
    ['null', 'before_send', () => null],
    ['a promise of null', 'before_send', async () => null],
    ['undefined', 'before_send', () => undefined],
    ['true', 'before_send', () => true],
    [
      'nothing, because it throws',
      'callback_error',
      () => {
        throw new Error('of the host');
      },
    ],
    ['a promise that rejects', 'callback_error', () => Promise.reject(new Error('of the host'))],
  ])('that returns %s drops the event as %s', async (_, reason, beforeSend) => {
    const core = setupCore({ beforeSend: beforeSend as never });
    captureMessage('m');
    await flush(1000);
    expect(core.events()).toEqual([]);
    expect(core.reported()).toEqual({ [`${reason} error`]: 1 });
  });

  test('is not asked about transactions, which have beforeSendTransaction', async () => {
    const beforeSend = vi.fn(() => null);
    const core = setupCore({
      tracesSampleRate: 1,
      beforeSend,
      beforeSendTransaction: (event) => ({ ...event, transaction: 'renamed' }),
    });
    startSpan({ name: 'work' }, () => {});
    expect(core.transactions()[0]?.transaction).toBe('renamed');
    expect(beforeSend).not.toHaveBeenCalled();
  });

  test('dropped transactions count as their spans too', async () => {
    const core = setupCore({ tracesSampleRate: 1, beforeSendTransaction: () => null });
    startSpan({ name: 'work' }, () => startSpan({ name: 'part' }, () => {}));
    await flush(1000);
    expect(core.reported()).toEqual({ 'before_send transaction': 1, 'before_send span': 2 });
  });
});

describe('sampleRate', () => {
  test('0 drops all errors and messages, and counts them', async () => {
    const core = setupCore({ sampleRate: 0, tracesSampleRate: 1 });
    captureMessage('m');
    captureException(new Error('x'));
    startSpan({ name: 'work' }, () => {});
    await flush(1000);
    expect(core.events()).toEqual([]);
    expect(core.transactions()).toHaveLength(1);
    expect(core.reported()).toEqual({ 'sample_rate error': 2 });
  });

  test('is a share', async () => {
    const core = setupCore({ sampleRate: 0.25, floodControl: false });
    for (let n = 0; n < 1000; n++) {
      captureMessage('m');
    }
    await flush(1000);
    expect(core.events().length).toBeGreaterThan(150);
    expect(core.events().length).toBeLessThan(350);
    expect(core.reported()['sample_rate error']).toBe(1000 - core.events().length);
  });
});

describe('sampleRate as a function', () => {
  test('is asked of the event as it would be sent, and its drops are counted', async () => {
    const core = setupCore({
      sampleRate: ({ level, tags }) => (level === 'fatal' || tags?.important ? 1 : 0),
      beforeSend: (event) => ({ ...event, tags: { ...event.tags, seen: true } }),
    });
    captureMessage('a', 'info');
    captureMessage('b', 'fatal');
    captureMessage('c', { tags: { important: true } });
    await flush(1000);
    expect(core.events().map(({ message }) => message)).toEqual(['b', 'c']);
    expect(core.reported()).toEqual({ 'sample_rate error': 1 });
  });

  test('that throws or says nonsense sends the event', () => {
    const core = setupCore({
      sampleRate: () => {
        throw new Error('of the host');
      },
    });
    captureMessage('a');
    expect(core.events()).toHaveLength(1);
  });

  test('is not asked about transactions', () => {
    const core = setupCore({ sampleRate: () => 0, tracesSampleRate: 1 });
    startSpan({ name: 'work' }, () => {});
    expect(core.transactions()).toHaveLength(1);
  });
});

test('hooks hear of an event that is captured, that nobody dropped, and that is sent, in this order', () => {
  const { client } = setupCore({ beforeSend: (event) => (event.message === 'dropped' ? null : event), sampleRate: 1 });
  const heard: string[] = [];
  for (const hook of ['preprocessEvent', 'postprocessEvent', 'beforeSendEvent'] as const) {
    client.on(hook, (...[{ message }]) => void heard.push(`${hook} ${message}`));
  }
  captureMessage('m');
  captureMessage('dropped');
  expect(heard).toEqual(['preprocessEvent m', 'postprocessEvent m', 'beforeSendEvent m', 'preprocessEvent dropped']);
});

test('beforeSend is given a copy: what it changes stays as it was for the host', () => {
  const mine = { secret: 1, list: [1] };
  const core = setupCore({
    beforeSend(event) {
      const { mine: copy } = event.extra as { mine: Partial<typeof mine> };
      delete copy.secret;
      copy.list?.push(2);
      return event;
    },
  });
  captureMessage('m', { extra: { mine } });
  expect(mine).toEqual({ secret: 1, list: [1] });
  expect(core.events()[0]?.extra).toEqual({ mine: { list: [1, 2] } });
});

test('an event that cannot be read is counted', async () => {
  const core = setupCore();
  captureEvent(
    Object.defineProperty({}, 'message', {
      enumerable: true,
      get() {
        throw new Error('hostile');
      },
    }),
  );
  captureMessage('m', {
    get user(): never {
      throw new Error('hostile');
    },
  });
  await flush(1000);
  expect(core.events().map(({ message }) => message)).toEqual(['m']);
  expect(core.reported()).toEqual({ 'internal_sdk_error error': 1 });
});

test('an event that cannot be read any more after an asynchronous processor is counted', async () => {
  const core = setupCore();
  addEventProcessor(async (event) =>
    Object.defineProperty({ ...event }, 'tags', {
      enumerable: true,
      get() {
        throw new Error('hostile');
      },
    }),
  );
  captureMessage('m');
  await flush(1000);
  expect(core.events()).toEqual([]);
  expect(core.reported()).toEqual({ 'internal_sdk_error error': 1 });
});

test('the id of the last error or message is remembered in the isolation scope', () => {
  const core = setupCore({ tracesSampleRate: 1 });
  const id = captureMessage('m');
  startSpan({ name: 'work' }, () => {});
  expect(core.transactions()).toHaveLength(1);
  expect(getIsolationScope().lastEventId()).toBe(id);
});

type Answer<T> = T | null | Promise<T>;

/** Pseudo-random numbers that come again with the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** design.md, "The way of an event": the equation holds under faults. */
test.each([1, 2, 3, 4, 5, 6, 7, 8])('captured = sent + dropped + waiting, in any weather (%i)', async (seed) => {
  const next = random(seed);
  const oneOf = <T>(...values: T[]): T => values[Math.floor(next() * values.length)] as T;
  const delivered = new Set<string>();
  const limitedByServer = new Set<string>();
  const held: Array<() => void> = [];
  const hold = <T>(value: T): Promise<T> => new Promise((resolve) => held.push(() => resolve(value)));
  const fail = (): never => {
    throw new Error('of the host');
  };

  const core = setupCore({
    sampleRate: 0.9,
    transportOptions: { bufferSize: 5 },
    beforeSend: (event) =>
      oneOf<() => Answer<typeof event>>(
        () => event,
        () => event,
        () => hold(event),
        () => null,
        fail,
      )(),
  });
  addEventProcessor((event) =>
    oneOf<() => Answer<typeof event>>(
      () => event,
      () => event,
      () => event,
      () => hold(event),
      () => null,
      fail,
    )(),
  );
  let storm = true;
  core.platform.answer(({ body }): SendResponse | Promise<SendResponse> => {
    const id = /"event_id":"(\w+)"/.exec(body as string)?.[1] as string;
    const good = (): SendResponse => {
      delivered.add(id);
      return { statusCode: 200, headers: {} };
    };
    const limit = (): SendResponse => {
      limitedByServer.add(id);
      return { statusCode: 429, headers: { 'retry-after': '1' } };
    };
    return storm
      ? oneOf<() => SendResponse | Promise<SendResponse>>(
          good,
          good,
          fail,
          limit,
          () => hold(good()),
          () => ({
            statusCode: 500,
            headers: {},
          }),
        )()
      : good();
  });

  let captured = 0;
  // Shorter than the minute after which drops are reported, so that no report meets the storm and is lost.
  for (let round = 0; round < 60; round++) {
    for (let n = Math.floor(next() * 8); n > 0; n--) {
      captureMessage(`m${captured++}`);
    }
    for (const release of held.splice(0, Math.floor(next() * 4))) {
      release();
    }
    await core.settle();
    core.platform.advance(next() * 900);
  }
  // The storm is over: what waits finds its way, and what was dropped is told.
  storm = false;
  for (let round = 0; round < 20; round++) {
    for (const release of held.splice(0)) {
      release();
    }
    await core.settle();
    core.platform.advance(5000);
  }
  expect(await flush()).toBe(true);
  expect(core.platform.timers).toBe(0);
  delivered.delete(undefined as never);
  const reported = Object.values(core.reported()).reduce((sum, count) => sum + count, 0);
  expect(Math.min(delivered.size, limitedByServer.size, reported)).toBeGreaterThan(0);
  // What the server limited (429) the server counts itself.
  expect(delivered.size + limitedByServer.size + reported).toBe(captured);
});
