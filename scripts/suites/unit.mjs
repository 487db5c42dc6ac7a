/** Unit and contract tests of all packages and scripts, in vitest. */
import path from 'node:path';
import { root, run } from '../lib/run.mjs';
import { withReport } from './with-report.mjs';

/** More files than these have not failed because the machine was busy. */
const MOST_REPEATED_FILES = 4;

/**
 * Counts tests; a file that could not be loaded, or an error outside of any test, counts as one failed test.
 *
 * Tests with real sockets, processes and browsers share two cores: the few files in which something failed are run once
 * more, alone. What passes then has passed, and is named in `notes`, as is what failed again.
 */
export async function unit() {
  const first = await vitest([]);
  const failing = first.files.filter(({ failed }) => failed > 0);
  if (failing.length === 0 || failing.length > MOST_REPEATED_FILES) {
    return { ...first, notes: failing.flatMap(namesOfFailed) };
  }
  const second = await vitest(failing.map(({ name }) => name));
  const before = failing.reduce((sum, { passed }) => sum + passed, 0);
  const output = [first.output, second.output].join('\nonce more:\n');
  return {
    passed: first.passed - before + second.passed,
    failed: second.failed,
    output,
    notes: [
      ...failing.flatMap((file) => namesOfFailed(file).map((name) => `failed at first: ${name}`)),
      ...second.files.flatMap((file) => namesOfFailed(file).map((name) => `failed again: ${name}`)),
    ],
  };
}

async function vitest(names) {
  let files = [];
  const result = await withReport(
    async (file) =>
      run('vitest', ['run', ...names, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]),
    (report) => {
      files = filesOf(report);
      const sum = (key) => files.reduce((total, file) => total + file[key], 0);
      return { passed: sum('passed'), failed: sum('failed') };
    },
  );
  return { ...result, files };
}

/** Each file of vitest's report: its path in the repository, how many tests passed and failed, and who failed. */
export function filesOf({ testResults }) {
  return testResults.map(({ name, status, assertionResults, message }) => {
    const of = (wanted) => assertionResults.filter((test) => test.status === wanted);
    const isUnloaded = status === 'failed' && of('failed').length === 0;
    return {
      name: path.relative(root, name),
      passed: of('passed').length,
      failed: isUnloaded ? 1 : of('failed').length,
      whoFailed: isUnloaded ? [`(the file) ${message}`] : of('failed').map(({ fullName }) => fullName),
    };
  });
}

function namesOfFailed({ name, whoFailed }) {
  return whoFailed.map((who) => `${name}: ${who}`);
}
