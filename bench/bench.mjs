/**
 * Measures what we cost beside the peer and beside the same work written by hand ("floor"). Every contestant runs in
 * fresh processes, in turns, and is judged by CPU time: median of the rounds, and the range they lay in. Nothing here
 * fails for being slow; read the numbers before and after a change, on one machine, in one run.
 *
 *   pnpm bench                    all families
 *   pnpm bench capture            one of them
 *   pnpm bench --quick            fewer rounds, for a first look
 */
import { breadcrumb } from './breadcrumb.mjs';
import { browser } from './browser.mjs';
import { capture } from './capture.mjs';
import { core } from './core.mjs';
import { crash } from './crash.mjs';
import { compare } from './lib/compare.mjs';
import { resultTable } from './lib/result-table.mjs';
import { privacy } from './privacy.mjs';
import { request } from './request.mjs';
import { span } from './span.mjs';
import { start } from './start.mjs';

const FAMILIES = { start, capture, span, breadcrumb, core, privacy, request, browser, crash };
const args = process.argv.slice(2);
const isQuick = args.includes('--quick');
const chosen = args.filter((arg) => !arg.startsWith('--'));

for (const name of chosen.filter((name) => !FAMILIES[name])) {
  console.log(`no such family: ${name}; there are ${Object.keys(FAMILIES).join(', ')}`);
  process.exitCode = 1;
}

for (const [name, family] of Object.entries(FAMILIES)) {
  if (chosen.length === 0 || chosen.includes(name)) {
    for (const scenario of family) {
      console.log(`\n${name}: ${scenario.title}`);
      const results = await compare(scenario, { rounds: isQuick ? Math.min(3, scenario.rounds) : scenario.rounds });
      console.log(scenario.toText?.(results) ?? resultTable(scenario, results));
      if (results.some(({ error }) => error)) {
        process.exitCode = 1;
      }
    }
  }
}
