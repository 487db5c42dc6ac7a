// @vitest-environment jsdom
import type { Envelope } from '@vedette/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DSN, startPage } from '../../test-support/start-page.ts';
import {
  type BrowserOptions,
  browserProfilingIntegration,
  type Client,
  close,
  flush,
  startInactiveSpan,
  startSpan,
  uiProfiler,
} from '../index.ts';
import type { Trace } from '../profiling/page-sampler.ts';

// What a real one sees is looked at in e2e/profiling.test.ts, in a real Chromium. Here it is only started and stopped.
const SEEN: Trace = {
  resources: ['https://shop.example/app.js'],
  frames: [{ name: 'pay', resourceId: 0, line: 3, column: 5 }, { name: 'now' }],
  stacks: [{ frameId: 0 }, { frameId: 1, parentId: 0 }],
  samples: [{ timestamp: 0, stackId: 1 }, { timestamp: 10 }, { timestamp: 20, stackId: 0 }],
};

const asked: string[] = [];
let now = 0;
class Profiler {
  constructor(options: { sampleInterval: number; maxBufferSize: number }) {
    asked.push(`start ${options.sampleInterval}`);
  }
  // Chromium answers in a task.
  stop(): Promise<Trace> {
    asked.push('stop');
    return new Promise((resolve) => setTimeout(resolve, 0, SEEN));
  }
}

interface Chunk {
  profiler_id: string;
  platform: string;
  profile: { frames: object[]; stacks: number[][]; samples: object[]; thread_metadata: object };
}
let sent: Chunk[] = [];

beforeEach(() => {
  asked.length = 0;
  sent = [];
});
afterEach(() => void vi.unstubAllGlobals());

function start(options: BrowserOptions = {}, profiler: unknown = Profiler): Client {
  vi.stubGlobal('Profiler', profiler);
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const { client } = startPage({
    dsn: DSN,
    tracesSampleRate: 1,
    profileSessionSampleRate: 1,
    profileLifecycle: 'trace',
    integrations: [browserProfilingIntegration()],
    ...options,
  });
  client.on('beforeEnvelope', ([, items]: Envelope) => {
    sent.push(...items.filter(([{ type }]) => type === 'profile_chunk').map(([, payload]) => payload as Chunk));
  });
  return client;
}
/** Opens a root and lets the page work for a second. */
function work() {
  const root = startInactiveSpan({ name: 'work' });
  now += 1000;
  return root;
}

describe('browserProfilingIntegration', () => {
  it('sends what the browser saw while a root was open, with the thread that servers expect', async () => {
    start();
    work().end();
    await flush();
    expect(asked).toEqual(['start 10', 'stop']);
    expect(sent).toMatchObject([
      {
        platform: 'javascript',
        profile: {
          frames: [
            { function: 'now', in_app: false },
            { function: 'pay', filename: 'https://shop.example/app.js', lineno: 3, colno: 5, in_app: true },
          ],
          stacks: [[0, 1], [1]],
          samples: [
            { stack_id: 0, thread_id: '0', timestamp: performance.timeOrigin / 1000 },
            { stack_id: 1, thread_id: '0', timestamp: performance.timeOrigin / 1000 + 0.02 },
          ],
          thread_metadata: { 0: { name: 'main' } },
        },
      },
    ]);
  });

  it.each(['visibilitychange', 'beforeunload'])('sends what there is on %s, and goes on', async (type) => {
    start();
    const root = work();
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    (type === 'beforeunload' ? window : document).dispatchEvent(new Event(type, { bubbles: true }));
    expect(asked).toEqual(['start 10', 'stop', 'start 10']);
    // Left at once, there is nothing new to tell.
    window.dispatchEvent(new Event('pagehide'));
    expect(asked).toHaveLength(3);
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    root.end();
  });

  it('close waits for what the browser hands over', async () => {
    const client = start();
    const { flush: patched } = client;
    work();
    await close();
    expect(sent).toHaveLength(1);
    expect(client.flush).not.toBe(patched);
  });

  it('profiles by hand what lies between the calls of uiProfiler', async () => {
    start({ profileLifecycle: 'manual' });
    work().end();
    expect(asked).toEqual([]);
    uiProfiler.startProfiler();
    startSpan({ name: 'between' }, () => {});
    now += 1000;
    uiProfiler.stopProfiler();
    await flush();
    expect(sent).toHaveLength(1);
  });

  it('takes the older rate, for each sampled trace', async () => {
    start({ profileSessionSampleRate: undefined, profilesSampleRate: 1 });
    work().end();
    await flush();
    expect(sent).toHaveLength(1);
  });

  it('leaves a page alone that was not chosen', async () => {
    const listen = vi.spyOn(window, 'addEventListener');
    start({ profileSessionSampleRate: 0 });
    expect(listen).not.toHaveBeenCalledWith('beforeunload', expect.anything(), undefined);
    work().end();
    expect(asked).toEqual([]);
  });

  it.each([
    ['the browser has no profiler', null, 'This browser does not profile pages.'],
    [
      'the page may not use it',
      class {
        constructor() {
          throw new DOMException('JS profiling is disabled by Document Policy.', 'NotAllowedError');
        }
      },
      'This page is not profiled. Is it served with `Document-Policy: js-profiling`?',
    ],
  ])('says so in debug when %s, and does nothing', async (_what, profiler, said) => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    start({ debug: true }, profiler);
    work().end();
    work().end();
    await flush();
    expect(log.mock.calls.filter((line) => line.includes(said))).toHaveLength(1);
    expect(sent).toEqual([]);
  });
});
