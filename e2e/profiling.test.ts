import type { Event, StackFrame } from '@vedette/browser';
import type { Backend } from '@vedette/testkit';
import type { BrowserPage } from './support/browser-page.ts';
import { BUSY_MS, COUNT_PRIMES_LINE, type ProfiledPages, startProfiledPages } from './support/profiled-page/server.ts';
import { expect, test } from './support/test.ts';

interface Chunk {
  profiler_id: string;
  platform: string;
  release: string;
  profile: {
    frames: StackFrame[];
    stacks: number[][];
    samples: Array<{ stack_id: number; thread_id: string; timestamp: number }>;
    thread_metadata: Record<string, { name: string }>;
  };
}

let pages: ProfiledPages;
test.beforeEach(async ({ backend }) => {
  pages = await startProfiledPages(backend.dsn);
});
test.afterEach(() => pages.close());

const canProfile = (tab: BrowserPage): Promise<boolean> => tab.evaluate(() => 'Profiler' in window);

const pageLoad = (backend: Backend): Promise<Event> =>
  backend.waitFor(() => backend.transactions().find(({ contexts }) => contexts?.trace?.op === 'pageload'));

/** The chunk in which the page works, its frame of the function that does, and the samples that met it there. */
async function workOf(backend: Backend) {
  const isWork = (frame: StackFrame): boolean => frame.function === 'countPrimes';
  const chunk = await backend.waitFor(() =>
    backend.items<Chunk>('profile_chunk').find(({ profile }) => profile.frames.some(isWork)),
  );
  const { frames, stacks, samples } = chunk.profile;
  const at = frames.findIndex(isWork);
  return { chunk, frame: frames[at], met: samples.filter(({ stack_id }) => stacks[stack_id]?.includes(at)) };
}

test('a profile names the function that was busy, and its page load', async ({ tab, backend }) => {
  await tab.goto(pages.url);
  test.skip(!(await canProfile(tab)), 'the browser does not profile pages');
  const { contexts, spans, start_timestamp = 0 } = await pageLoad(backend);
  const { chunk, frame, met } = await workOf(backend);
  expect(chunk).toMatchObject({ platform: 'javascript', release: 'profiled@1' });
  expect(chunk.profile.thread_metadata).toEqual({ 0: { name: 'main' } });
  expect(frame).toMatchObject({ filename: `${pages.url}/work.js`, lineno: COUNT_PRIMES_LINE, in_app: true });
  // A look every ten milliseconds, of which a busy machine leaves some out.
  expect(met.length).toBeGreaterThan(2);
  expect(met.length).toBeLessThanOrEqual(BUSY_MS / 5);
  for (const sample of met) {
    expect(sample.thread_id).toBe('0');
    expect(sample.timestamp).toBeGreaterThanOrEqual(start_timestamp as number);
    expect(sample.timestamp).toBeLessThan(Date.now() / 1000 + 1);
  }
  expect(contexts).toMatchObject({
    profile: { profiler_id: chunk.profiler_id },
    trace: { data: { 'thread.id': '0', 'thread.name': 'main' } },
  });
  expect(spans?.length).toBeGreaterThan(0);
});

test('a page that is left tells what it saw by then', async ({ tab, backend }) => {
  await tab.goto(`${pages.url}/by-hand`);
  test.skip(!(await canProfile(tab)), 'the browser does not profile pages');
  await tab.see('body', 'done');
  expect(backend.items('profile_chunk')).toEqual([]);
  await tab.goto(`${pages.refusedUrl}/by-hand`);
  const { frame, met } = await workOf(backend);
  expect(frame?.filename).toBe(`${pages.url}/work.js`);
  expect(met.length).toBeGreaterThan(2);
});

test('without the header, and in browsers that do not profile, debug says so and nothing else happens', async ({
  tab,
  backend,
}) => {
  const log = await tab.listen();
  await tab.goto(pages.refusedUrl);
  const { contexts } = await pageLoad(backend);
  expect(contexts).not.toHaveProperty('profile');
  expect(contexts?.trace?.data).not.toHaveProperty(['thread.id']);
  expect(backend.items('profile_chunk')).toEqual([]);
  const said = (await canProfile(tab)) ? 'This page is not profiled' : 'This browser does not profile pages';
  const lines = await log.console();
  expect(lines.filter((line) => line.includes(said))).toHaveLength(1);
  expect(await log.errors()).toEqual([]);
});
