/** Counts that are the same on a busy machine as on an idle one, and nearly the same each time. */
import { execFile, spawnSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CHILD = path.join(import.meta.dirname, 'guard-child.mjs');
const CWD = path.resolve(import.meta.dirname, '..');

/** How often each operation is repeated: enough to be steady, and to end within seconds under valgrind. */
const TIMES = { capture: 50, 'span, sampled': 100, 'span, unsampled': 200, breadcrumb: 2000 };

/** One thread, no chance. */
const STEADY = ['--predictable', '--single-threaded', '--hash-seed=1', '--random-seed=1'];
/**
 * For bytes: the interpreter and its first compiler alone, because what the optimizer leaves out depends on what it has
 * seen; and room for all that is made, so that the collector stays away.
 */
const FOR_BYTES = [...STEADY, '--no-opt', '--min-semi-space-size=128', '--max-semi-space-size=256'];
/** For instructions: the interpreter alone. Valgrind would have to translate machine code each time it is made. */
const FOR_INSTRUCTIONS = [...STEADY, '--jitless'];
/** Counts instructions, and no cache. */
const VALGRIND = ['--tool=cachegrind', '--cache-sim=no', '--cachegrind-out-file=/dev/null'];
/** Valgrind keeps a processor busy for seconds. */
const AT_ONCE = 2;

export const OPERATIONS = Object.keys(TIMES);

/** Bytes that one of each operation asks the engine for, by name. */
export async function countBytes() {
  const counts = {};
  for (const name of OPERATIONS) {
    const { stdout } = await run(process.execPath, [...FOR_BYTES, CHILD, name, `${TIMES[name]}`], { cwd: CWD });
    counts[name] = JSON.parse(stdout).bytes;
  }
  return counts;
}

/** Instructions that one of each operation takes, by name, also those of the collector; `undefined` without valgrind. */
export async function countInstructions() {
  if (spawnSync('valgrind', ['--version']).status !== 0) {
    return undefined;
  }
  const todo = [undefined, ...OPERATIONS];
  const totals = new Map();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (todo.length > 0) {
        const name = todo.shift();
        totals.set(name, await instructionsOf(name));
      }
    }),
  );
  const base = totals.get(undefined).total;
  return Object.fromEntries(
    OPERATIONS.map((name) => [name, (totals.get(name).total - base) / TIMES[name] / totals.get(name).parts]),
  );
}

/** Of a whole process that does an operation, or none. */
async function instructionsOf(name) {
  const args = [...VALGRIND, process.execPath, ...FOR_INSTRUCTIONS, CHILD, ...(name ? [name, `${TIMES[name]}`] : [])];
  const { stdout, stderr } = await run('valgrind', args, { cwd: CWD, maxBuffer: 10_000_000 });
  const [, total] = /I\s+refs:\s+([\d,]+)/.exec(stderr) ?? [];
  return { total: Number(total.replaceAll(',', '')), parts: name ? JSON.parse(stdout).parts : 1 };
}
