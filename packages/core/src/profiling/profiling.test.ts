import { afterEach, describe, expect, test } from 'vitest';
import { addIntegration, type ClientOptions, startInactiveSpan, startSpan, withActiveSpan } from '../index.ts';
import { createProfiler, createProfiling, type ProfilingOptions, type SampledProfile } from '../profiling.ts';
import { createTestClient, type TestClient } from '../testing.ts';

const SEEN: SampledProfile = {
  frames: [{ function: 'pay', filename: 'app.js', lineno: 3 }],
  stacks: [[0]],
  samples: [{ stack_id: 0, thread_id: '7', timestamp: 1 }],
  thread_metadata: { 7: { name: 'worker' } },
};
const TRACE: ProfilingOptions = { profileSessionSampleRate: 1, profileLifecycle: 'trace' };

/** A sampler that sees what the test says, and what was asked of it. */
function sampler(seen: SampledProfile | undefined | Promise<SampledProfile | undefined> = SEEN) {
  const asked: string[] = [];
  const open = () => ({
    thread: { id: '7', name: 'worker' },
    start: () => void asked.push('start'),
    stop: () => {
      asked.push('stop');
      return seen;
    },
    close: () => void asked.push('close'),
  });
  return { asked, open };
}

let running: TestClient | undefined;
afterEach(() => running?.close());

function start(open: Parameters<typeof createProfiling>[1], options: ProfilingOptions & ClientOptions): TestClient {
  running = createTestClient({ tracesSampleRate: 1, integrations: [createProfiling('Profiling', open)], ...options });
  return running;
}
const itemsOf = ({ envelopes }: TestClient) =>
  envelopes.flatMap(({ items }) => items).filter(({ headers }) => headers.type === 'profile_chunk');
const chunksOf = (app: TestClient) =>
  itemsOf(app).map(({ payload }) => payload as { profiler_id: string; chunk_id: string; profile: SampledProfile });

describe('with profileLifecycle trace', () => {
  test('one profile covers all roots that are open together', () => {
    const { asked, open } = sampler();
    const app = start(open, { ...TRACE, release: 'shop@1' });
    const first = startInactiveSpan({ name: 'first', forceTransaction: true });
    const second = startInactiveSpan({ name: 'second', forceTransaction: true });
    first.end();
    expect(asked).toEqual(['start']);
    second.end();
    expect(asked).toEqual(['start', 'stop']);
    expect(itemsOf(app)).toMatchObject([
      {
        headers: { platform: 'javascript' },
        payload: {
          version: '2',
          profiler_id: expect.stringMatching(/^[0-9a-f]{32}$/),
          chunk_id: expect.stringMatching(/^[0-9a-f]{32}$/),
          platform: 'javascript',
          client_sdk: { name: 'vedette.javascript.testing' },
          release: 'shop@1',
          environment: 'production',
          debug_meta: { images: [] },
          profile: SEEN,
        },
      },
    ]);
  });

  test('spans name the thread, and their transaction the profiler', () => {
    const app = start(sampler().open, TRACE);
    startSpan({ name: 'root' }, () => startSpan({ name: 'inner' }, () => {}));
    const [chunk] = chunksOf(app);
    expect(app.transactions).toMatchObject([{ contexts: { profile: { profiler_id: chunk?.profiler_id } } }]);
    expect(app.spans.map(({ data }) => [data?.['thread.id'], data?.['thread.name']])).toEqual([
      ['7', 'worker'],
      ['7', 'worker'],
    ]);
  });

  test('what takes longer than a minute is told in chunks of a minute', () => {
    const { asked, open } = sampler();
    const app = start(open, TRACE);
    const root = startInactiveSpan({ name: 'long' });
    app.platform.advance(150_000);
    expect(asked).toEqual(['start', 'stop', 'start', 'stop', 'start']);
    root.end();
    expect(new Set(chunksOf(app).map(({ chunk_id }) => chunk_id)).size).toBe(3);
    app.platform.advance(150_000);
    expect(chunksOf(app)).toHaveLength(3);
  });

  test('nothing is left out of a busy minute, which takes several chunks', () => {
    const numbers = Array.from({ length: 6000 }, (_, index) => index);
    const busy: SampledProfile = {
      frames: numbers.map((n) => ({
        function: `handle${n}`,
        filename: 'https://shop.example/assets/app.js',
        lineno: n,
      })),
      stacks: numbers.map((n) => numbers.slice(n % 5960, (n % 5960) + 40)),
      samples: numbers.map((n) => ({ stack_id: n, thread_id: '7', timestamp: 1_700_000_000 + n / 100 })),
      thread_metadata: SEEN.thread_metadata,
    };
    const app = start(sampler(busy).open, TRACE);
    startSpan({ name: 'busy' }, () => {});
    const sent = chunksOf(app);
    expect(sent.length).toBeGreaterThan(1);
    expect(new Set(sent.map(({ profiler_id }) => profiler_id)).size).toBe(1);
    expect(sent.flatMap(({ profile }) => profile.samples).length).toBe(6000);
    for (const { profile } of sent) {
      expect(profile.samples.every(({ stack_id }) => profile.stacks[stack_id]?.length === 40)).toBe(true);
      expect(profile.stacks.flat().every((at) => profile.frames[at]?.function)).toBe(true);
    }
  });

  test('flush sends what was seen so far, unless that was sent a moment ago', async () => {
    const { asked, open } = sampler();
    const app = start(open, TRACE);
    const root = startInactiveSpan({ name: 'open' });
    app.platform.advance(1000);
    await app.flush();
    expect(asked).toEqual(['start', 'stop', 'start']);
    expect(chunksOf(app)).toHaveLength(1);
    root.end();
  });

  test('a root that is open already is profiled from now on', () => {
    const app = createTestClient({ tracesSampleRate: 1, ...TRACE });
    running = app;
    const root = startInactiveSpan({ name: 'page load' });
    withActiveSpan(root, () => addIntegration(createProfiling('Profiling', sampler().open)));
    root.end();
    expect(chunksOf(app)).toHaveLength(1);
    expect(app.transactions[0]?.contexts?.profile).toBeDefined();
  });

  test('unsampled traces are not profiled', () => {
    const { asked, open } = sampler();
    start(open, { ...TRACE, tracesSampleRate: 0 });
    startSpan({ name: 'root' }, () => {});
    expect(asked).toEqual([]);
  });

  test('close ends it', async () => {
    const { asked, open } = sampler();
    const app = start(open, TRACE);
    startInactiveSpan({ name: 'open' });
    await app.close();
    expect(asked.at(-1)).toBe('close');
    app.platform.advance(150_000);
    expect(asked.at(-1)).toBe('close');
  });
});

describe('a sampler', () => {
  const TWICE = (): void => {
    startSpan({ name: 'one' }, () => {});
    startSpan({ name: 'two' }, () => {});
  };

  test('that saw nothing is counted', async () => {
    const app = start(() => ({ ...sampler().open(), stop: () => undefined }), TRACE);
    const root = startInactiveSpan({ name: 'idle' });
    app.platform.advance(1000);
    root.end();
    await app.flush();
    expect(app.outcomes).toEqual({ 'insufficient_data profile_chunk': 1 });
  });

  test('that had no time to see anything is not', async () => {
    const app = start(() => ({ ...sampler().open(), stop: () => undefined }), TRACE);
    TWICE();
    await app.flush();
    expect(app.outcomes).toEqual({});
  });

  test('that answers later is waited for by cut', async () => {
    const profiling = createProfiling('Profiling', sampler(Promise.resolve(SEEN)).open);
    const app = start(() => undefined, { ...TRACE, integrations: [profiling] });
    startSpan({ name: 'root' }, () => {});
    expect(chunksOf(app)).toEqual([]);
    await profiling.cut();
    expect(chunksOf(app)).toHaveLength(1);
    expect(profiling.cut()).toBeUndefined();
  });

  test('that fails later is counted', async () => {
    const profiling = createProfiling('Profiling', () => ({
      ...sampler().open(),
      stop: () => Promise.reject(new Error('gone')),
    }));
    const app = start(() => undefined, { ...TRACE, integrations: [profiling] });
    const root = startInactiveSpan({ name: 'root' });
    app.platform.advance(1000);
    root.end();
    await profiling.cut();
    await app.flush();
    expect(app.outcomes).toEqual({ 'insufficient_data profile_chunk': 1 });
  });

  test.each([
    ['there is none', () => undefined],
    [
      'it cannot start',
      () => ({
        ...sampler().open(),
        start: () => {
          throw new Error('not allowed');
        },
      }),
    ],
    [
      'it cannot be opened',
      () => {
        throw new Error('no inspector');
      },
    ],
  ])('is asked once when %s, and nothing says that it was profiled', (_what, open) => {
    let asked = 0;
    const app = start(() => {
      asked++;
      return open();
    }, TRACE);
    TWICE();
    expect(asked).toBe(1);
    expect(chunksOf(app)).toEqual([]);
    for (const { contexts } of app.transactions) {
      expect(contexts).not.toHaveProperty('profile');
      expect(contexts?.trace?.data).not.toHaveProperty(['thread.id']);
    }
  });
});

test('by hand, what lies between start and stop is profiled, and no root of itself', () => {
  const { asked, open } = sampler();
  const app = start(open, { profileSessionSampleRate: 1 });
  const profiler = createProfiler('Profiling');
  startSpan({ name: 'before' }, () => {});
  expect(asked).toEqual([]);
  profiler.startProfiler();
  profiler.startProfiler();
  startSpan({ name: 'between' }, () => {});
  profiler.stopProfiler();
  profiler.stopProfiler();
  expect(asked).toEqual(['start', 'stop']);
  expect(app.transactions.map(({ contexts }) => 'profile' in (contexts ?? {}))).toEqual([false, true]);
});

test.each<[string, ProfilingOptions]>([
  ['a share of none', { profileSessionSampleRate: 0, profileLifecycle: 'trace', profilesSampleRate: 1 }],
  ['no option at all', {}],
  ['a life cycle alone', { profileLifecycle: 'trace' }],
])('with %s nothing is ever asked', (_what, options) => {
  const { asked, open } = sampler();
  start(open, options);
  createProfiler('Profiling').startProfiler();
  startSpan({ name: 'root' }, () => {});
  expect(asked).toEqual([]);
});

test('without a client the switch does nothing', () => {
  expect(() => createProfiler('Profiling').startProfiler()).not.toThrow();
});
