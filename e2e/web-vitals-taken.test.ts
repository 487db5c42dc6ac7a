import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Plugin } from 'esbuild';
import { bundle } from './support/bundle.ts';
import { root } from './support/paths.ts';
import { expect, test } from './support/test.ts';
import { startVitalsPages, type VitalsPages } from './support/vitals-page/server.ts';

/** What was told last of each vital. */
type Told = Record<string, { value: number; navigationType: string; moments: number[] }>;

declare global {
  var told: { package: Told; taken: Told };
}

// The others do not tell of all of it.
test.skip(({ browserName }) => browserName !== 'chromium', 'needs Chromium');

const browserPackage = path.join(root, 'packages/browser');
let pages: VitalsPages;
let script: string;

test.beforeAll(async () => {
  const { inlineWebVitals } = (await import(path.join(browserPackage, 'build/inline-web-vitals.ts'))) as {
    inlineWebVitals(): Plugin;
  };
  script = await bundle({
    stdin: {
      contents: `
        import * as all from 'web-vitals';
        import * as some from './src/vitals.ts';
        globalThis.told = { package: {}, taken: {} };
        const listen = (library, told) => {
          const keep = ({ name, value, entries, navigationType }) => {
            told[name] = { value, navigationType, moments: entries.map(({ startTime }) => startTime) };
          };
          library.onFCP(keep);
          for (const on of [library.onLCP, library.onCLS, library.onINP]) {
            on(keep, { reportAllChanges: true });
          }
        };
        listen(all, told.package);
        listen(some, told.taken);`,
      resolveDir: browserPackage,
    },
    format: 'iife',
    plugins: [inlineWebVitals()],
  });
});
test.beforeEach(async ({ backend, page }) => {
  pages = await startVitalsPages(backend.dsn);
  await page.addInitScript(script);
});
test.afterEach(() => pages.close());

/** What both say of a page that is hidden, once there is something to say of a vital. */
async function toldOf(page: Page, name: string): Promise<typeof told> {
  await page.waitForFunction((vital) => (told.package[vital]?.value ?? 0) > 0, name);
  return page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    dispatchEvent(new Event('visibilitychange'));
    return told;
  });
}

test('what is taken of web-vitals measures paints as all of it does', async ({ page }) => {
  await page.goto(`${pages.url}/image`);
  await page.waitForFunction(() => (told.package.LCP?.value ?? 0) > 500);
  const { package: all, taken } = await toldOf(page, 'LCP');
  expect(Object.keys(all)).toEqual(expect.arrayContaining(['FCP', 'LCP', 'CLS']));
  expect(taken).toEqual(all);
});

test('it measures layout shifts as all of it does', async ({ page }) => {
  await page.goto(`${pages.url}/banner`);
  const { package: all, taken } = await toldOf(page, 'CLS');
  expect(all.CLS?.moments.length).toBeGreaterThan(0);
  expect(taken).toEqual(all);
});

test('it measures interactions as all of it does', async ({ page }) => {
  await page.goto(`${pages.url}/button`);
  await page.click('#buy');
  const { package: all, taken } = await toldOf(page, 'INP');
  expect(all.INP?.moments.length).toBeGreaterThan(0);
  expect(taken).toEqual(all);
});
