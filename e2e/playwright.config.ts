import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { browserVariables, chromiumFlags, findBrowsers } from '../scripts/browser.mjs';

// `npm test` names the browsers it found; started by hand we look for them ourselves, once, for this and all workers.
if (process.env.VEDETTE_CHROMIUM === undefined) {
  Object.assign(process.env, browserVariables(await findBrowsers({ install: false, say: () => {} })));
}
const { VEDETTE_CHROMIUM: chromium, VEDETTE_FIREFOX: firefox, VEDETTE_WEBKIT: webkit } = process.env;

/** Counts the lines that ran, which Chromium alone tells. Everything else runs in every engine, as far as it can. */
const IN_CHROMIUM_ONLY = 'path-of-an-event.test.ts';

/** Starts the Firefox that was found. */
const FIREFOX_LIVES_ON = fileURLToPath(new URL('support/firefox-lives-on.sh', import.meta.url));

const isCi = Boolean(process.env.CI && process.env.CI !== 'false');

export default defineConfig({
  testDir: '.',
  outputDir: 'results',
  // What was built runs as it was built: coverage is read by its source maps.
  build: { external: ['**/packages/*/dist/**'] },
  reporter: 'list',
  workers: 2,
  // Two browsers and all they talk to share two cores there. What passes only then is named at the end.
  retries: isCi ? 1 : 0,
  // What takes as long has failed: nothing is known of how busy the machine is.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  use: {
    viewport: { width: 1280, height: 900 },
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
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
            testIgnore: IN_CHROMIUM_ONLY,
            // Playwright has a Firefox of its own, and drives everybody else's by WebDriver BiDi.
            use: {
              browserName: 'firefox' as const,
              ...(firefox.includes('ms-playwright')
                ? { launchOptions: { executablePath: firefox } }
                : { channel: 'moz-firefox', launchOptions: { executablePath: FIREFOX_LIVES_ON } }),
            },
          },
        ]
      : []),
    ...(webkit
      ? [
          {
            name: 'webkit',
            testIgnore: IN_CHROMIUM_ONLY,
            use: { browserName: 'webkit' as const, launchOptions: { executablePath: webkit } },
          },
        ]
      : []),
  ],
});
