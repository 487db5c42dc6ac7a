import path from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { type Backend, startBackend } from '@vedette/testkit';
import type { BrowserPage, Engine } from './browser-page.ts';
import { type PageLog, pageLog } from './page-log.ts';
import { playwrightEngine, playwrightPageOf } from './playwright-page.ts';
import { startTestReceiver, type TestReceiver } from './receiver.ts';
import { startShop, type TestShop } from './shop.ts';
import { type SmallPage, startSmallPage } from './small-page/server.ts';
import { startWebKit } from './webkit.ts';

/** As long as `expect` waits. */
const WAIT_MS = 20_000;

interface Fixtures {
  /** What the shop is told. Default: the backend's DSN. An empty text means no DSN at all. */
  dsn: string | null;
  receiver: TestReceiver;
  /** A tap in front of the receiver: it validates every envelope, and can misbehave. */
  backend: Backend;
  /** The built shop, both sides, sending to the backend. */
  shop: TestShop;
  /** A page with the bare SDK for browsers, for what the shop does not do. */
  smallPage: SmallPage;
  /** The test's page, in whichever engine. `page` is the same one where playwright drives it; elsewhere its tests are skipped. */
  tab: BrowserPage;
  /** What `page` says. In tests for every engine it is `tab.listen()`. */
  log: PageLog;
}

interface WorkerFixtures {
  engine: Engine;
}

/** Each test has a receiver, a tap and a shop of its own, started when it asks for them. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  dsn: [null, { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: playwright reads the names in the braces to know what is needed.
  receiver: async ({}, use) => {
    const receiver = await startTestReceiver();
    await use(receiver);
    await receiver.close();
  },
  backend: async ({ receiver }, use) => {
    const backend = await startBackend({ forwardTo: receiver.dsn });
    const { waitFor } = backend;
    backend.waitFor = (predicate, timeoutMs = WAIT_MS) => waitFor(predicate, timeoutMs);
    await use(backend);
    // Fails the test when an envelope was not valid.
    await backend.close();
  },
  shop: async ({ backend, dsn }, use) => {
    const shop = await startShop(dsn === null ? backend.dsn : dsn || undefined);
    await use(shop);
    await shop.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  smallPage: async ({}, use) => {
    const smallPage = await startSmallPage();
    await use(smallPage);
    await smallPage.close();
  },
  engine: [
    async ({ playwright, browserName }, use) => {
      const driver = process.env.VEDETTE_WEBKIT ?? '';
      const engine =
        browserName === 'webkit' && path.basename(driver) === 'WebKitWebDriver'
          ? await startWebKit(driver)
          : playwrightEngine(await playwright[browserName].launch());
      await use(engine);
      await engine.close();
    },
    { scope: 'worker' },
  ],
  tab: async ({ engine }, use) => {
    const { page, close } = await engine.open();
    await use(page);
    await close();
  },
  // Playwright's own would start a second browser.
  page: async ({ tab }, use, { skip }) => {
    const page = playwrightPageOf(tab);
    skip(!page, 'playwright does not drive this engine');
    await use(page as Page);
  },
  context: async ({ page }, use) => {
    await use(page.context());
  },
  log: async ({ page }, use) => {
    await use(pageLog(page));
  },
});

export { expect } from '@playwright/test';
