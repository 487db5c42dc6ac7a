/**
 * A suite made of checks: each has a name and either passes or says what is wrong. Suites return how many passed and
 * failed, and what to print; a script that is started by hand prints that and sets the exit code.
 */
import { duration } from './print.mjs';

/**
 * Runs `checks` one after the other. Each is `[name, () => problem]`, where the problem is text, empty or `undefined`
 * when there is none. A check that throws has failed.
 */
export async function runChecks(checks) {
  const lines = [];
  let failed = 0;
  for (const [name, check] of checks) {
    const startMs = performance.now();
    const problem = await Promise.resolve()
      .then(check)
      .catch((error) => error.stack);
    lines.push(`${problem ? '✗' : '✓'} ${name} (${duration(performance.now() - startMs)})`);
    if (problem) {
      failed += 1;
      lines.push(problem.trimEnd(), '');
    }
  }
  return { passed: checks.length - failed, failed, output: lines.join('\n') };
}

/** The problem of a program that was run: its output when it ended with an error. */
export function problemOf({ code, output }) {
  return code === 0 ? undefined : output || `ended with code ${code}`;
}

/** For a suite started by hand: prints the result and sets the exit code. */
export function report({ passed, failed, output }) {
  console.log(output);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
