/**
 * Half an hour of mixed load with faults in one process: does anything leak, is anything lost that nobody tells of?
 * Requests, errors, spans, logs, metrics, check-ins and sessions, while our receiver is stopped and killed, answers late,
 * not at all, with 429 and with 500, and the disk is full. Memory, handles and files must be the same at the end as
 * after the warm-up, and everything captured must have been taken, refused, or told of as dropped.
 *
 *   pnpm bench soak                  half an hour; it runs only when named
 *   pnpm bench soak --quick          two minutes
 *   pnpm bench soak --minutes=5
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { isQuick } from './lib/mode.mjs';

const MINUTES = Number(/--minutes=([\d.]+)/.exec(process.argv.join(' '))?.[1] ?? (isQuick ? 2 : 30));
const REQUESTS_PER_SECOND = 40;
const RUN = path.join(import.meta.dirname, 'soak', 'run.mjs');

export const soak = [
  {
    name: 'soak',
    title: `${MINUTES} minutes of mixed load with faults: what became of all that was captured`,
    measure,
    toRows: ([{ samples }]) => ledgerRows(samples[0]),
    toNotes: ([{ samples }]) => notes(samples[0]),
    toFigures: (results) =>
      Object.fromEntries(
        results.map(({ name, samples: [{ points, problems }] }) => [
          name,
          { requests: points.at(-1).requests, minutes: points.at(-1).minute, problems: problems.length },
        ]),
      ),
    isCount: true,
    rounds: 1,
  },
];

/** Ends the run with an error where something leaks or is missing. */
async function measure() {
  const found = await run();
  process.exitCode = found.problems.length > 0 ? 1 : process.exitCode;
  return [{ name: 'ours', samples: [found] }];
}

/** Prints a line for each quiet moment, and resolves with what `soak/run.mjs` found. */
async function run() {
  const child = spawn(process.execPath, [RUN, `${MINUTES}`, `${REQUESTS_PER_SECOND}`], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.setEncoding('utf8');
  let text = '';
  for await (const chunk of child.stdout) {
    text += chunk;
    const lines = text.split('\n');
    text = lines.pop();
    for (const line of lines) {
      if (line.startsWith('{')) {
        return JSON.parse(line);
      }
      console.log(line);
    }
  }
  throw new Error('the soak died');
}

function ledgerRows({ captured, taken, refused, dropped }) {
  const rows = Object.entries(captured).map(([category, all]) => {
    const parts = [taken, refused, dropped].map((counts) => counts[category] ?? 0);
    return [category, all, ...parts, all - parts.reduce((sum, part) => sum + part, 0)];
  });
  return [['', 'captured', 'taken', 'refused with 429', 'told of as dropped', 'missing'], ...rows];
}

function notes({ points, met, problems }) {
  const [first, last] = [points[1], points.at(-1)];
  const fromTo = (key, digits = 0) => `${first[key].toFixed(digits)} to ${last[key].toFixed(digits)}`;
  const faults = Object.entries(met).map(([name, times]) => `${name} ${times} times`);
  return [
    `${last.requests} requests in ${last.minute.toFixed(1)} minutes; ${faults.join(', ')}.`,
    `From after the warm-up to the end: heap ${fromTo('heapKb')} kB, RSS ${fromTo('rssKb')} kB, handles ${fromTo('handles')}, open files ${fromTo('files')}.`,
    ...(problems.length === 0
      ? ['Held: nothing leaks, and the ledger balances.']
      : problems.map((one) => `Not held: ${one}.`)),
  ];
}
