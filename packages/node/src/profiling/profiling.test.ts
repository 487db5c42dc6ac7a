import type { StackFrame } from '@vedette/core';
import type { ProfilingOptions, SampledProfile } from '@vedette/core/profiling';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Client, flush, init, type NodeOptions, startInactiveSpan, startSpan } from '../index.ts';
import { profiler } from './profiler.ts';
import { nodeProfilingIntegration } from './profiling.ts';

interface Chunk {
  version: string;
  profiler_id: string;
  chunk_id: string;
  platform: string;
  profile: SampledProfile;
}

let backend: Backend;
let client: Client | undefined;

beforeEach(async () => {
  backend = await startBackend();
});
afterEach(async () => {
  await client?.close(1000);
  await backend.close();
});

const start = (options: NodeOptions & ProfilingOptions): void => {
  client = init({
    dsn: backend.dsn,
    release: 'shop@1',
    tracesSampleRate: 1,
    integrations: [nodeProfilingIntegration()],
    ...options,
  });
};
const chunks = async (): Promise<Chunk[]> => {
  await flush(2000);
  return backend.items<Chunk>('profile_chunk');
};

/** Whether a frame is of this file. Which function V8 tells depends on what it had put into one another by then. */
const isOurs = ({ filename, in_app }: StackFrame): boolean => !!in_app && !!filename?.endsWith('profiling.test.ts');

function countPrimes(ms: number): number {
  let found = 0;
  const end = performance.now() + ms;
  for (let n = 2; performance.now() < end; n++) {
    let isPrime = true;
    for (let divisor = 2; divisor * divisor <= n && isPrime; divisor++) {
      isPrime = n % divisor !== 0;
    }
    found += Number(isPrime);
  }
  return found;
}
const work = (): number => startSpan({ name: 'work' }, () => startSpan({ name: 'inner' }, () => countPrimes(150)));

describe('with profileLifecycle trace', () => {
  const TRACE: ProfilingOptions = { profileSessionSampleRate: 1, profileLifecycle: 'trace' };

  test('what runs below a root span is profiled and linked to it', async () => {
    start(TRACE);
    const from = Date.now() / 1000;
    work();
    const [chunk] = await chunks();
    expect(chunk).toMatchObject({
      version: '2',
      platform: 'node',
      release: 'shop@1',
      profiler_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      chunk_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      client_sdk: { name: 'vedette.javascript.node' },
      profile: { thread_metadata: { [chunk?.profile.samples[0]?.thread_id ?? '?']: { name: expect.any(String) } } },
    });
    const { frames, stacks, samples } = (chunk as Chunk).profile;
    const ours = samples.filter(({ stack_id }) => stacks[stack_id]?.some((at) => isOurs(frames[at] ?? {})));
    expect(ours.length).toBeGreaterThan(0);
    for (const { timestamp } of samples) {
      expect(timestamp).toBeGreaterThan(from - 0.1);
      expect(timestamp).toBeLessThan(Date.now() / 1000 + 0.1);
    }
    expect(backend.transactions()).toMatchObject([
      {
        contexts: {
          profile: { profiler_id: chunk?.profiler_id },
          trace: { data: { 'thread.id': samples[0]?.thread_id } },
        },
        spans: [{ data: { 'thread.id': samples[0]?.thread_id } }],
      },
    ]);
  });

  test('the item says its platform, as servers want it', async () => {
    start(TRACE);
    work();
    await chunks();
    const item = backend.envelopes
      .flatMap(({ items }) => items)
      .find(({ headers }) => headers.type === 'profile_chunk');
    expect(item?.headers.platform).toBe('node');
  });

  test('two traces one after the other are two chunks of one profiler', async () => {
    start(TRACE);
    work();
    work();
    const sent = await chunks();
    expect(sent).toHaveLength(2);
    expect(new Set(sent.map(({ profiler_id }) => profiler_id)).size).toBe(1);
    expect(new Set(sent.map(({ chunk_id }) => chunk_id)).size).toBe(2);
  });

  test('unsampled traces are not profiled', async () => {
    start({ ...TRACE, tracesSampleRate: 0 });
    work();
    expect(await chunks()).toEqual([]);
  });

  test('a process that was not chosen is not profiled', async () => {
    start({ ...TRACE, profileSessionSampleRate: 0 });
    work();
    expect(await chunks()).toEqual([]);
    expect(backend.transactions()[0]?.contexts).not.toHaveProperty('profile');
  });

  test('close sends what was seen of a span that is still open', async () => {
    start(TRACE);
    startInactiveSpan({ name: 'open' });
    countPrimes(100);
    await client?.close(1000);
    const [chunk] = backend.items<Chunk>('profile_chunk');
    expect(chunk?.profile.frames.some(isOurs)).toBe(true);
  });
});

test('by hand, what lies between start and stop is profiled', async () => {
  start({ profileSessionSampleRate: 1 });
  countPrimes(50);
  expect(await chunks()).toEqual([]);
  profiler.startProfiler();
  countPrimes(150);
  profiler.stopProfiler();
  expect((await chunks())[0]?.profile.frames.some(isOurs)).toBe(true);
});

test('the older options choose traces by their name', async () => {
  const profilesSampler = vi.fn(({ name }) => name === 'work');
  start({ profilesSampler });
  startSpan({ name: 'other' }, () => countPrimes(50));
  expect(await chunks()).toEqual([]);
  work();
  expect(await chunks()).toHaveLength(1);
  expect(profilesSampler).toHaveBeenCalledTimes(2);
});

test('without any of the options nothing is profiled', async () => {
  start({});
  profiler.startProfiler();
  work();
  profiler.stopProfiler();
  expect(await chunks()).toEqual([]);
});
