/** Runs contestants in fresh processes, in turns, so that a noisy minute hits all of them alike. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** The bench workspace: contestants find the packages from here, as an application would. */
const cwd = path.resolve(import.meta.dirname, '..');
const TIMEOUT_MS = 900_000;

/**
 * Runs each program `rounds` times and gathers what it printed: each line that is a JSON object or list is a sample.
 * Returns, for each contestant in order, `{ name, samples }` or, when it died twice, `{ name, error }`; `retried` says what it
 * died of the first time. No round is begun once `budgetMs` have passed.
 *
 * `scenario.programs`: arguments for node, by contestant. `scenario.measure` takes their place where the contestants
 * cannot have a process each: a function that returns the results.
 */
export async function compare({ programs, measure }, { rounds, budgetMs = Number.POSITIVE_INFINITY }) {
  if (measure) {
    return measure({ rounds, budgetMs });
  }
  const endMs = performance.now() + budgetMs;
  const results = Object.keys(programs).map((name) => ({ name, samples: [] }));
  for (let round = 0; round < rounds && (round === 0 || performance.now() < endMs); round += 1) {
    for (const result of results.filter(({ error }) => !error)) {
      await addSamples(result, programs[result.name]);
    }
  }
  return results;
}

/** One death may be somebody else's fault: a machine out of memory, a package that is just being built. */
async function addSamples(result, args) {
  try {
    const { stdout } = await run(process.execPath, args, { cwd, timeout: TIMEOUT_MS });
    result.samples.push(...samplesOf(stdout));
  } catch (error) {
    const text = (error.stderr || error.message).trim().split('\n').slice(0, 12).join('\n');
    if (result.retried) {
      result.error = text;
    } else {
      result.retried = text;
      await addSamples(result, args);
    }
  }
}

function samplesOf(stdout) {
  const samples = stdout
    .split('\n')
    .filter((line) => /^[[{]/.test(line))
    .map((line) => JSON.parse(line));
  if (samples.length === 0) {
    throw new Error(`it printed no sample: ${stdout.slice(0, 500)}`);
  }
  return samples;
}
