/** A scenario that measures a page in Chromium, the contestants each in a process of the browser's of their own. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isQuick } from './mode.mjs';

const execute = promisify(execFile);
const child = path.join(import.meta.dirname, 'page-child.mjs');
const CONTESTANTS = ['bare', 'ours', 'sentry'];
const NO_END_MS = 3_600_000;

/**
 * `moduleUrl`: the file whose only export is the list of scenarios with this one in it; the process finds it there.
 *
 * `run(times)`: a function that runs in the page and sees nothing but `times`; what it costs is divided by them. Without
 * it, or with the unit `ms`, the page is measured from its load on, and as a whole. `tracing`: with the SDK's tracing. `swallow`: with
 * a transport that sends nothing, so that what is measured is the SDK alone. `share`: of the time that the family has.
 */
export function pageOf(moduleUrl, scenario) {
  const { name, title, run, times = 0, tracing = false, swallow = false, unit = 'us', share = 1 } = scenario;
  const file = fileURLToPath(moduleUrl);
  return {
    ...{ name, run, tracing, swallow, unit, share },
    title: `${title}, main thread's CPU time`,
    times: isQuick ? Math.ceil(times / 4) : times,
    contestants: CONTESTANTS,
    async measure({ rounds, budgetMs }) {
      const args = [
        child,
        file,
        name,
        `${rounds}`,
        `${Math.min(budgetMs, NO_END_MS)}`,
        ...(isQuick ? ['--quick'] : []),
      ];
      const found = await execute(process.execPath, args, { cwd: path.dirname(file), timeout: NO_END_MS })
        // As any contestant, the browser may die once.
        .catch(() => execute(process.execPath, args, { cwd: path.dirname(file), timeout: NO_END_MS }))
        .catch((error) => ({ error: error.stderr || error.message }));
      return CONTESTANTS.map((who) => ({ name: who, ...(found.error ? found : samplesOf(who, found.stdout)) }));
    },
    columns: [
      [unit, 'time'],
      ['kB sent', 'sentKb'],
      ['requests', 'requests'],
    ],
    over: 'bare',
    rounds: 15,
  };
}

function samplesOf(who, stdout) {
  const lines = stdout.trim().split('\n');
  return { samples: lines.map((line) => JSON.parse(line)).filter(({ contestant }) => contestant === who) };
}
