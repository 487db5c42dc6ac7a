import type { Page } from '@playwright/test';
import type { Backend } from '@vedette/testkit';
import type { BrowserPage } from './support/browser-page.ts';
import { type LastingPage, startLastingPage } from './support/lasting-page/server.ts';
import { signalPages } from './support/page-process.ts';
import { playwrightPageOf } from './support/playwright-page.ts';
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

/** What happens to a page in the middle of sending. Gives the next that the user opens. */
const ENDS: Record<string, (page: BrowserPage) => Promise<BrowserPage>> = {
  async closed(page) {
    // The last page would take its browser along.
    const next = await page.another();
    await page.close();
    return next;
  },
  async 'navigated away'(page) {
    await page.goto(site.elsewhere);
    // The same, to which the user returns: WebKit lets a page in the background rest.
    return page;
  },
  async crashed(page) {
    const driven = playwrightPageOf(page) as Page;
    if (driven.context().browser()?.browserType().name() === 'chromium') {
      // This one page alone: a signal also meets the process that the next one is to have.
      const cdp = await driven.context().newCDPSession(driven);
      const crash = driven.waitForEvent('crash');
      cdp.send('Page.crash').catch(() => {});
      await crash;
    } else {
      await signalPages('SIGKILL');
    }
    return page.another();
  },
};

for (const [end, happen] of Object.entries(ENDS)) {
  test(`a page that is ${end} while it sends loses nothing`, async ({ tab, browserName, backend, receiver }) => {
    test.skip(browserName === 'webkit' && end === 'crashed', 'its driver ends the browser when a page crashes');
    await site.open(tab, backend.dsn);
    const ids = await failOn(tab, 0, CAPTURED);
    await backend.waitFor(({ events }) => events().length >= ARRIVED);
    const next = await happen(tab);
    const before = backend.events().length;
    await site.open(next, backend.dsn);
    await expectAll(end, ids, receiver, backend, before);
  });
}

test('a page whose machine sleeps while it sends goes on afterwards', async ({ tab, backend, receiver }) => {
  await site.open(tab, backend.dsn);
  const ids = await failOn(tab, 0, CAPTURED);
  await backend.waitFor(({ events }) => events().length >= ARRIVED);
  await signalPages('SIGSTOP');
  const before = backend.events().length;
  await signalPages('SIGCONT');
  await expectAll('asleep', ids, receiver, backend, before);
});

for (const then of ['discarded', 'thawed'] as const) {
  test(`a page that is frozen while it sends and then ${then} loses nothing`, async ({
    tab,
    browserName,
    backend,
    receiver,
  }) => {
    test.skip(browserName !== 'chromium', 'nobody can freeze a page in other engines');
    await site.open(tab, backend.dsn);
    const ids = await failOn(tab, 0, CAPTURED);
    await backend.waitFor(({ events }) => events().length >= ARRIVED);
    const page = playwrightPageOf(tab) as Page;
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
    const before = backend.events().length;
    if (then === 'thawed') {
      await cdp.send('Page.setWebLifecycleState', { state: 'active' });
    } else {
      const next = await tab.another();
      await tab.close();
      await site.open(next, backend.dsn);
    }
    await expectAll(`frozen, then ${then}`, ids, receiver, backend, before);
  });
}

test('a page that is offline in between loses nothing', async ({ tab, backend, receiver }) => {
  await site.open(tab, backend.dsn);
  const ids = await failOn(tab, 0, CAPTURED / 2);
  await tab.setOffline(true);
  const before = backend.events().length;
  ids.push(...(await failOn(tab, CAPTURED / 2, CAPTURED)));
  await tab.setOffline(false);
  await expectAll('offline', ids, receiver, backend, before);
});

test('pages that are open or closed while the backend is away lose nothing, and send nothing twice', async ({
  tab,
  backend,
  receiver,
}) => {
  const pages = [tab];
  while (pages.length < 4) {
    pages.push(await tab.another());
  }
  for (const page of pages) {
    await site.open(page, backend.dsn);
  }
  await backend.behave('down');
  const each = CAPTURED / pages.length;
  const ids: string[] = [];
  for (const [n, page] of pages.entries()) {
    ids.push(...(await failOn(page, n * each, (n + 1) * each)));
  }
  await expect.poll(() => storedIn(tab), { timeout: 60_000 }).toBe(CAPTURED);
  await pages.pop()?.close();
  await pages.pop()?.close();
  const later = [await tab.another(), await tab.another()];
  backend.clear();
  await backend.behave('ok');
  for (const page of later) {
    await site.open(page, backend.dsn);
  }
  await expectAll('backend away', ids, receiver, backend, 0);
  expect(backend.events()).toHaveLength(CAPTURED);
});

test('a page without storage sends as ever', async ({ tab, backend, receiver }) => {
  await tab.beforeScripts(() => {
    Object.defineProperty(window, 'indexedDB', {
      get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
  });
  await site.open(tab, backend.dsn);
  const ids = await failOn(tab, 0, CAPTURED);
  await expectAll('without storage', ids, receiver, backend, 0);
});

test('what waits is bounded by number, by bytes and by age; what is above is counted', async ({ tab, backend }) => {
  const small = await tab.another();
  const late = await tab.another();
  await site.open(tab, backend.dsn, { maxQueueSize: 5 });
  await backend.behave('down');
  await failOn(tab, 0, 20);
  await expect.poll(() => storedIn(tab), { timeout: 60_000 }).toBe(5);
  await tab.close();

  await site.open(small, backend.dsn, { maxBytes: 100 });
  await failOn(small, 20, 40);
  await small.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  expect(await storedIn(small)).toBe(5);
  await small.close();

  await backend.behave('ok');
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

function failOn(page: BrowserPage, from: number, to: number): Promise<string[]> {
  return page.evaluate(([first, end]) => window.fail(first as number, end as number), [from, to]);
}

/** How many envelopes are in the page's store. */
function storedIn(page: BrowserPage): Promise<number> {
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
  backend: Backend,
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
  const again = backend.events().length - CAPTURED;
  console.log(
    `${test.info().project.name}, ${what}: ${CAPTURED} captured, ${before} arrived before it, ${await kept(receiver)} in the end; ${again} came again and were recognised`,
  );
}

/** Events in the receiver, each counted once. */
async function kept(receiver: TestReceiver): Promise<number> {
  return (await receiver.issues()).reduce((sum, { count }) => sum + count, 0);
}
