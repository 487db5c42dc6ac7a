import { test as base } from '@playwright/test';
import { type Backend, startBackend } from '@vedette/testkit';
import { type PageLog, pageLog } from './page-log.ts';
import { startTestReceiver, type TestReceiver } from './receiver.ts';
import { startShop, type TestShop } from './shop.ts';
import { type SmallPage, startSmallPage } from './small-page/server.ts';

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
  /** What the test's page says. */
  log: PageLog;
}

/** Each test has a receiver, a tap and a shop of its own, started when it asks for them. */
export const test = base.extend<Fixtures>({
  dsn: [null, { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: playwright reads the names in the braces to know what is needed.
  receiver: async ({}, use) => {
    const receiver = await startTestReceiver();
    await use(receiver);
    await receiver.close();
  },
  backend: async ({ receiver }, use) => {
    const backend = await startBackend({ forwardTo: receiver.dsn });
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
  log: async ({ page }, use) => {
    await use(pageLog(page));
  },
});

export { expect } from '@playwright/test';
