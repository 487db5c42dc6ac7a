/** Built packages against the real receiver, in a real browser, with playwright. */
import { run } from '../lib/run.mjs';
import { withReport } from './with-report.mjs';

/** Counts tests. `chromium`: the path of the browser, which the tests find in `VEDETTE_CHROMIUM`. */
export function e2e({ chromium } = {}) {
  return withReport(async (file) => {
    const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file, ...(chromium && { VEDETTE_CHROMIUM: chromium }) };
    return run('pnpm', ['--filter', '@vedette/e2e', 'exec', 'playwright', 'test', '--reporter=line,json'], { env });
  }, countPlaywright);
}

/** A test that passed only when repeated has passed; one that errors outside of any test counts as failed. */
function countPlaywright({ stats, errors }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}
