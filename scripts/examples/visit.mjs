/** A visitor in headless Chromium. Playwright belongs to the e2e workspace. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromiumFlags, findChromium } from '../browser.mjs';
import { root } from '../lib/run.mjs';

const STEP_TIMEOUT_MS = 15_000;

/** Opens the address, does what `act(page)` does, and keeps the page open until `whileOpen()` has its answer. */
export async function visit(url, act, whileOpen) {
  const executablePath = await findChromium({ say: () => {} });
  if (!executablePath) {
    throw new Error('There is no Chromium to open the page with.');
  }
  const { chromium } = createRequire(path.join(root, 'e2e', 'package.json'))('@playwright/test');
  const browser = await chromium.launch({ executablePath, args: chromiumFlags, timeout: STEP_TIMEOUT_MS * 2 });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(STEP_TIMEOUT_MS);
    await page.goto(url);
    await act(page);
    return await whileOpen();
  } finally {
    await browser.close();
  }
}
