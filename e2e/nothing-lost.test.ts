import type { BrowserContext, Page } from '@playwright/test';
import { type LastingPage, startLastingPage } from './support/lasting-page/server.ts';
import type { TestReceiver } from './support/receiver.ts';
import { expect, test } from './support/test.ts';

/** Errors a page captures, and how many of them have arrived when something happens to it. */
const CAPTURED = 200;
const ARRIVED = 160;

let site: LastingPage;
test.beforeAll(async () => {
  site = await startLastingPage();
});
test.afterAll(() => site.close());
// What waits is sent one at a time, ten a second.
test.setTimeout(150_000);

/** What happens to a page in the middle of sending, and what the user does next. */
const ENDS: Record<string, (page: Page, context: BrowserContext) => Promise<unknown>> = {
  closed: (page) => page.close(),
  'navigated away': (page) => page.goto(site.elsewhere),
  crashed: async (page) => {
    const crash = page.waitForEvent('crash');
    page.goto('chrome://crash').catch(() => undefined);
    await crash;
  },
  'frozen and then discarded': async (page, context) => {
    const cdp = await context.newCDPSession(page);
    await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
    await page.close();
  },
};

for (const [end, happen] of Object.entries(ENDS)) {
  test(`a page that is ${end} while it sends loses nothing`, async ({ page, context, backend, receiver }) => {
    await site.open(page, backend.dsn);
    const ids = await failOn(page, 0, CAPTURED);
    await backend.waitFor(({ events }) => events().length >= ARRIVED);
    await happen(page, context);
    const before = backend.events().length;
    await site.open(await context.newPage(), backend.dsn);
    await expectAll(end, ids, receiver, () => backend.events().length, before);
  });
}

test('a page that is frozen while it sends goes on when it is not any more', async ({
  page,
  context,
  backend,
  receiver,
}) => {
  await site.open(page, backend.dsn);
  const ids = await failOn(page, 0, CAPTURED);
  await backend.waitFor(({ events }) => events().length >= ARRIVED);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
  const before = backend.events().length;
  await cdp.send('Page.setWebLifecycleState', { state: 'active' });
  await expectAll('frozen', ids, receiver, () => backend.events().length, before);
});

test('a page that is offline in between loses nothing', async ({ page, context, backend, receiver }) => {
  await site.open(page, backend.dsn);
  const ids = await failOn(page, 0, CAPTURED / 2);
  await context.setOffline(true);
  const before = backend.events().length;
  ids.push(...(await failOn(page, CAPTURED / 2, CAPTURED)));
  await context.setOffline(false);
  await expectAll('offline', ids, receiver, () => backend.events().length, before);
});

test('a page that is closed while the backend is away loses nothing', async ({ page, context, backend, receiver }) => {
  await site.open(page, backend.dsn);
  await backend.behave('down');
  const ids = await failOn(page, 0, CAPTURED);
  await expect.poll(() => storedIn(page), { timeout: 60_000 }).toBe(CAPTURED);
  await page.close();
  await backend.behave('ok');
  await site.open(await context.newPage(), backend.dsn);
  await expectAll('backend away', ids, receiver, () => backend.events().length, 0);
});

test('pages that are open at the same time send nothing twice', async ({ context, backend, receiver }) => {
  const pages = await Promise.all(Array.from({ length: 4 }, () => context.newPage()));
  await Promise.all(pages.map((page) => site.open(page, backend.dsn)));
  await backend.behave('down');
  const each = CAPTURED / pages.length;
  const ids = await Promise.all(pages.map((page, n) => failOn(page, n * each, (n + 1) * each)));
  await expect.poll(() => storedIn(pages[0] as Page), { timeout: 60_000 }).toBe(CAPTURED);
  backend.clear();
  await backend.behave('ok');
  await expectAll('four pages', ids.flat(), receiver, () => backend.events().length, 0);
  expect(backend.events()).toHaveLength(CAPTURED);
});

test('a page without storage sends as ever', async ({ page, backend, receiver }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', {
      get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
  });
  await site.open(page, backend.dsn);
  const ids = await failOn(page, 0, CAPTURED);
  await expectAll('without storage', ids, receiver, () => backend.events().length, 0);
});

test('what waits is bounded by number, by bytes and by age; what is above is counted', async ({
  page,
  context,
  backend,
}) => {
  await site.open(page, backend.dsn, { maxQueueSize: 5 });
  await backend.behave('down');
  await failOn(page, 0, 20);
  await expect.poll(() => storedIn(page), { timeout: 60_000 }).toBe(5);
  await page.close();

  const small = await context.newPage();
  await site.open(small, backend.dsn, { maxBytes: 100 });
  await failOn(small, 20, 40);
  await small.waitForTimeout(300);
  expect(await storedIn(small)).toBe(5);
  await small.close();

  await backend.behave('ok');
  const late = await context.newPage();
  await site.open(late, backend.dsn, { maxAgeMs: 1 });
  await expect.poll(() => storedIn(late), { timeout: 60_000 }).toBe(0);
  // Hidden pages send their reports.
  await late.goto(site.elsewhere);
  const { discarded_events } = await backend.waitFor(({ items }) => items<Report>('client_report').at(-1));
  expect(discarded_events).toEqual([{ reason: 'cache_overflow', category: 'error', quantity: 5 }]);
  expect(backend.events()).toEqual([]);
});

interface Report {
  discarded_events: unknown[];
}

function failOn(page: Page, from: number, to: number): Promise<string[]> {
  return page.evaluate(([first, end]) => window.fail(first as number, end as number), [from, to]);
}

/** How many envelopes are in the page's store. */
function storedIn(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('vedette-offline');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const counting = opening.result.transaction('queue').objectStore('queue').count(IDBKeyRange.lowerBound(1));
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
  );
}

/** Waits until the receiver has each of these events, once, and says so. */
async function expectAll(
  what: string,
  ids: string[],
  receiver: TestReceiver,
  arrivals: () => number,
  before: number,
): Promise<void> {
  expect(new Set(ids).size).toBe(CAPTURED);
  await expect.poll(() => kept(receiver), { timeout: 60_000 }).toBe(CAPTURED);
  const missing = await Promise.all(
    ids.map((id) =>
      receiver.event(id).then(
        () => undefined,
        () => id,
      ),
    ),
  );
  expect(missing.filter(Boolean)).toEqual([]);
  const again = arrivals() - CAPTURED;
  console.log(
    `${what}: ${CAPTURED} captured, ${before} arrived before it, ${await kept(receiver)} in the end; ${again} came again and were recognised`,
  );
}

/** Events in the receiver, each counted once. */
async function kept(receiver: TestReceiver): Promise<number> {
  return (await receiver.issues()).reduce((sum, { count }) => sum + count, 0);
}
