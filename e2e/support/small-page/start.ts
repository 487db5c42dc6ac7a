import type { Page } from '@playwright/test';
import type * as Vedette from '@vedette/browser';

declare global {
  interface Window {
    vedette: typeof Vedette;
  }
}

/** Opens the page and starts the SDK in it. */
export async function openSmallPage(
  page: Page,
  url: string,
  options: { dsn?: string; debug?: boolean },
): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => 'vedette' in window);
  await page.evaluate((given) => {
    window.vedette.init(given);
  }, options);
}
