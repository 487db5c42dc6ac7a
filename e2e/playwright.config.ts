import { defineConfig } from '@playwright/test';
import { browserVariables, chromiumFlags, findBrowsers } from '../scripts/browser.mjs';

// `npm test` names the browsers it found; started by hand we look for them ourselves, once, for this and all workers.
if (process.env.VEDETTE_CHROMIUM === undefined) {
  Object.assign(process.env, browserVariables(await findBrowsers({ install: false, say: () => {} })));
}
const { VEDETTE_CHROMIUM: chromium, VEDETTE_FIREFOX: firefox, VEDETTE_WEBKIT: webkit } = process.env;

/**
 * What is tested in all engines: tests that use `tab`. The others are about the receiver's own page, or count the lines
 * that ran, which Chromium alone tells.
 */
const IN_EVERY_ENGINE = [
  'broken-receiver',
  'error-boundary',
  'errors-nobody-caught',
  'page-load',
  'purchase',
  'what-is-heard',
  'without-dsn',
].map((name) => `${name}.test.ts`);

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
    viewport: { width: 1280, height: 900 },
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    trace: 'retain-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      use: { browserName: 'chromium', launchOptions: { executablePath: chromium, args: chromiumFlags } },
    },
    ...(firefox
      ? [
          {
            name: 'firefox',
            testMatch: IN_EVERY_ENGINE,
            // Playwright has a Firefox of its own, and drives everybody else's by WebDriver BiDi.
            use: {
              browserName: 'firefox' as const,
              channel: firefox.includes('ms-playwright') ? undefined : 'moz-firefox',
              launchOptions: { executablePath: firefox },
            },
          },
        ]
      : []),
    ...(webkit
      ? [
          {
            name: 'webkit',
            testMatch: IN_EVERY_ENGINE,
            // Its driver now and then does not answer when it is to open a browser; the next one does.
            retries: 1,
            use: { browserName: 'webkit' as const, launchOptions: { executablePath: webkit } },
          },
        ]
      : []),
  ],
});
