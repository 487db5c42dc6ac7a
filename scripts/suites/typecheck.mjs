/** The types of every workspace, each its own `tsc`, through turbo, which remembers what has not changed. */
import { run } from '../lib/run.mjs';

/** Counts a workspace as one. */
export async function typecheck() {
  const { code, output } = await run('turbo', ['run', 'typecheck', '--continue', '--output-logs=errors-only']);
  const [, successful, total] = /Tasks:\s+(\d+) successful, (\d+) total/.exec(output) ?? [];
  if (total === undefined) {
    return { passed: 0, failed: 1, output };
  }
  const failed = Number(total) - Number(successful);
  return { passed: Number(successful), failed: Math.max(failed, code === 0 ? 0 : 1), output };
}
