import { expect } from '@playwright/test';
import type { BrowserPage } from './browser-page.ts';

/** Goes back from within the page: `page.goBack()` never ends in Firefox as playwright drives it. */
export async function goBack({ evaluate }: Pick<BrowserPage, 'evaluate'>): Promise<void> {
  const before = await evaluate(() => {
    const { href } = location;
    // Later, because a document that is replaced while it answers does not answer.
    setTimeout(() => history.back());
    return href;
  });
  const address = () => evaluate(() => location.href).catch(() => before);
  await expect.poll(address, 'the address after going back').not.toBe(before);
}
