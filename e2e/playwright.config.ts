import { defineConfig } from '@playwright/test';
import { chromiumFlags, findChromium } from '../scripts/browser.mjs';

// `npm test` names the browser it found; started by hand we look for one ourselves, once, for this and all workers.
process.env.VEDETTE_CHROMIUM ??= await findChromium({ say: () => {} });

export default defineConfig({
  testDir: '.',
  outputDir: 'results',
  // What was built runs as it was built: coverage is read by its source maps.
  build: { external: ['**/packages/*/dist/**'] },
  reporter: 'list',
  workers: 2,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: process.env.VEDETTE_CHROMIUM, args: chromiumFlags },
    viewport: { width: 1280, height: 900 },
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    trace: 'retain-on-failure',
  },
});
