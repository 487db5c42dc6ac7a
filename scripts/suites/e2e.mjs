/** Built packages against the real receiver, in real browsers of three engines, with playwright. */
import { browserVariables, howToGet } from '../browser.mjs';
import { run } from '../lib/run.mjs';
import { withReport } from './with-report.mjs';

/**
 * Counts tests. `browsers`: their paths by engine, as `findBrowsers` has them; without, the tests look for themselves. An
 * engine that is missing fails nothing, but is named in `notes`.
 */
export async function e2e({ browsers = {} } = {}) {
  const result = await withReport(async (file) => {
    const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file, ...browserVariables(browsers) };
    return run('pnpm', ['--filter', '@vedette/e2e', 'exec', 'playwright', 'test', '--reporter=line,json'], { env });
  }, countPlaywright);
  const missing = Object.keys(browsers).filter((engine) => !browsers[engine]);
  return { ...result, notes: missing.map((engine) => `NOT TESTED in ${engine}: ${howToGet(engine)}`) };
}

/** A test that passed only when repeated has passed; one that errors outside of any test counts as failed. */
function countPlaywright({ stats, errors }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}
