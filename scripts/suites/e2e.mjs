/** Built packages against the real receiver, in real browsers of three engines, with playwright. */
import { browserVariables, howToGet } from '../browser.mjs';
import { run } from '../lib/run.mjs';
import { withReport } from './with-report.mjs';

/**
 * Counts tests. `browsers`: their paths by engine, as `findBrowsers` has them; without, the tests look for themselves. An
 * engine that is missing fails nothing, but is named in `notes`; so is what passed only when it was repeated, what failed
 * each time, and how many tests an engine cannot run.
 */
export async function e2e({ browsers = {} } = {}) {
  let tests = [];
  const result = await withReport(
    async (file) => {
      const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file, ...browserVariables(browsers) };
      return run('pnpm', ['--filter', '@vedette/e2e', 'exec', 'playwright', 'test', '--reporter=line,json'], { env });
    },
    (report) => {
      tests = testsOf(report);
      return countPlaywright(report);
    },
  );
  const missing = Object.keys(browsers).filter((engine) => !browsers[engine]);
  return {
    ...result,
    notes: [
      ...tests.filter(({ status }) => status === 'flaky').map(({ name }) => `failed at first: ${name}`),
      ...tests.filter(({ status }) => status === 'unexpected').map(({ name }) => `failed: ${name}`),
      ...skippedByEngine(tests),
      ...missing.map((engine) => `NOT TESTED in ${engine}: ${howToGet(engine)}`),
    ],
  };
}

/** A test that passed only when repeated has passed; one that errors outside of any test counts as failed. */
function countPlaywright({ stats, errors }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}

/** Each test of playwright's report in each engine, and what came of it: `expected`, `flaky`, `unexpected`, `skipped`. */
export function testsOf({ suites = [] }) {
  return suites.flatMap((suite) => [
    ...testsOf(suite),
    ...(suite.specs ?? []).flatMap(({ file, title, tests }) =>
      tests.map(({ projectName: engine, status }) => ({ name: `${engine}: ${file}: ${title}`, engine, status })),
    ),
  ]);
}

function skippedByEngine(tests) {
  const skipped = tests.filter(({ status }) => status === 'skipped').map(({ engine }) => engine);
  return [...new Set(skipped)].map((engine) => {
    const count = skipped.filter((one) => one === engine).length;
    return `${count} end-to-end tests need what ${engine} or its driver cannot do`;
  });
}
