/** A scenario that measures a page in Chromium, the contestants each in a browser of their own. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { resultTable, shareOfPeer } from './result-table.mjs';

const child = path.join(import.meta.dirname, 'page-child.mjs');
const CONTESTANTS = ['bare', 'ours', 'sentry'];
/** What we promise of every row. */
const PROMISED = 1 / 3;

/**
 * `moduleUrl`: the file whose only export is the list of scenarios with this one in it; the processes find it there.
 *
 * `run(times)`: a function that runs in the page and sees nothing but `times`; what it costs is divided by them. Without
 * it, or with the unit `ms`, the page is measured from its load on, and as a whole. `tracing`: with the SDK's tracing. `swallow`: with
 * a transport that sends nothing, so that what is measured is the SDK alone.
 */
export function pageOf(moduleUrl, { name, title, run, times = 0, tracing = false, swallow = false, unit = 'us' }) {
  const file = fileURLToPath(moduleUrl);
  const scenario = {
    name,
    title: `${title}, main thread's CPU time`,
    run,
    times,
    tracing,
    swallow,
    unit,
    programs: Object.fromEntries(CONTESTANTS.map((contestant) => [contestant, [child, file, name, contestant]])),
    columns: [
      [unit, 'time'],
      ['kB sent', 'sentKb'],
      ['requests', 'requests'],
    ],
    over: 'bare',
    rounds: 15,
  };
  return { ...scenario, toText: (results) => `${resultTable(scenario, results)}\n${verdict(scenario, results)}` };
}

function verdict(scenario, results) {
  const share = shareOfPeer(scenario, results);
  if (share === undefined) {
    return 'nothing to compare';
  }
  const parts = scenario.columns
    .map(([heading, key]) => [heading, share(key)])
    .filter(([, value]) => Number.isFinite(value))
    .map(([heading, value]) => `${heading} ${value.toFixed(2)}${value <= PROMISED ? '' : ', more than a third'}`);
  return `of the peer's: ${parts.join('; ')}`;
}
