/** Runs contestants in fresh processes, in turns, so that a noisy minute hits all of them alike. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** The bench workspace: contestants find the packages from here, as an application would. */
const cwd = path.resolve(import.meta.dirname, '..');
const TIMEOUT_MS = 120_000;

/**
 * Runs each program `rounds` times and gathers what it printed, one JSON object a process. Returns, for each
 * contestant in order, `{ name, samples }` or, when it died, `{ name, error }`.
 *
 * `scenario.programs`: arguments for node, by contestant.
 */
export async function compare({ programs }, { rounds }) {
  const results = Object.keys(programs).map((name) => ({ name, samples: [] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const result of results.filter(({ error }) => !error)) {
      try {
        const { stdout } = await run(process.execPath, programs[result.name], { cwd, timeout: TIMEOUT_MS });
        result.samples.push(JSON.parse(stdout.trim().split('\n').at(-1)));
      } catch (error) {
        result.error = (error.stderr || error.message).trim().split('\n').slice(0, 12).join('\n');
      }
    }
  }
  return results;
}
