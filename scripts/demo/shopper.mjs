/** A shopper in headless Chromium who runs into the failure. Playwright belongs to the e2e workspace. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromiumFlags, findChromium } from '../browser.mjs';
import { root } from '../lib/run.mjs';

const STEP_TIMEOUT_MS = 15_000;

/** Buys the lantern, which fails; calls `whileOpen` with the page still open, and closes the browser. */
export async function buyTheLantern(shopUrl, whileOpen) {
  const executablePath = await findChromium();
  if (!executablePath) {
    throw new Error('There is no Chromium to drive the shop with.');
  }
  const { chromium } = createRequire(path.join(root, 'e2e', 'package.json'))('@playwright/test');
  const browser = await chromium.launch({ executablePath, args: chromiumFlags, timeout: STEP_TIMEOUT_MS * 2 });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(STEP_TIMEOUT_MS);
    await page.goto(shopUrl);
    await page.getByRole('button', { name: 'Add Lantern' }).click();
    await page.getByRole('link', { name: 'Cart' }).click();
    await page.getByRole('button', { name: 'Buy' }).click();
    await page.getByText('payment was declined').waitFor();
    return await whileOpen();
  } finally {
    await browser.close();
  }
}
