/** Unit and contract tests of all packages and scripts, in vitest. */
import { run } from '../lib/run.mjs';
import { withReport } from './with-report.mjs';

/** Counts tests; a file that could not be loaded, or an error outside of any test, counts as one failed test. */
export function unit() {
  return withReport(async (file) => {
    const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    return run('vitest', args);
  }, countVitest);
}

function countVitest({ numPassedTests, numFailedTests, testResults }) {
  const unloaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
}
