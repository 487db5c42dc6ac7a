/**
 * Every suite, from a fresh machine to one line at the end: `N passed, N failed`. Ends with an error when something
 * failed or nothing ran.
 *
 *   npm test                       installs, builds, finds browsers, runs everything
 *   npm test -- unit lint          those suites only
 *   npm test -- --no-setup         installs nothing, for daily use (`pnpm check`); what suites need is built
 */
import { findBrowsers } from './browser.mjs';
import { compatibility } from './compatibility.mjs';
import { findDatabases } from './databases.mjs';
import { examples, QUICK } from './examples.mjs';
import { duration, table } from './lib/print.mjs';
import { isMain } from './lib/run.mjs';
import { lint } from './lint.mjs';
import { packaging } from './packaging.mjs';
import { build, setUp } from './setup.mjs';
import { size } from './size.mjs';
import { e2e } from './suites/e2e.mjs';
import { guard } from './suites/guard.mjs';
import { typecheck } from './suites/typecheck.mjs';
import { unit } from './suites/unit.mjs';

const isCi = Boolean(process.env.CI && process.env.CI !== 'false');

/** In the order they run: what fails soonest comes first. `needs` is what has to be there before. */
const SUITES = {
  lint: { run: lint, needs: [] },
  typecheck: { run: typecheck, needs: [] },
  unit: { run: unit, needs: ['databases'] },
  packaging: { run: packaging, needs: ['build'] },
  size: { run: size, needs: ['build'] },
  compatibility: { run: compatibility, needs: ['build'] },
  guard: { run: guard, needs: ['build'] },
  examples: { run: () => examples({ names: QUICK }), needs: ['build'] },
  e2e: { run: e2e, needs: ['build', 'browsers'] },
};

async function main(args) {
  const chosen = args.filter((arg) => !arg.startsWith('--'));
  const unknown = chosen.filter((name) => !SUITES[name]);
  if (unknown.length > 0) {
    console.log(`no such suite: ${unknown.join(', ')}; there are ${Object.keys(SUITES).join(', ')}`);
    return false;
  }
  const names = Object.keys(SUITES).filter((name) => chosen.length === 0 || chosen.includes(name));
  const results = [];
  const prepared = await prepare(names, { install: !args.includes('--no-setup') });
  if (prepared) {
    for (const name of names) {
      results.push(await runSuite(name, prepared));
    }
  } else {
    results.push({ name: 'set-up', passed: 0, failed: 1, durationMs: 0 });
  }
  return summarize(results);
}

/** What the suites get handed, or `undefined` when they cannot run. A Chromium that is missing fails in its suite. */
async function prepare(names, { install }) {
  const needs = new Set(names.flatMap((name) => SUITES[name].needs));
  const isReady = install ? await setUp() : !needs.has('build') || (await build());
  if (isReady && needs.has('databases')) {
    // Servers are not put on a machine where somebody works: without them their tests are skipped, and say so.
    await findDatabases({ install: install && isCi });
  }
  return isReady ? { browsers: needs.has('browsers') ? await findBrowsers({ install }) : undefined } : undefined;
}

async function runSuite(name, prepared) {
  const startMs = performance.now();
  const result = await SUITES[name].run(prepared).catch((error) => ({ passed: 0, failed: 1, output: error.stack }));
  const durationMs = performance.now() - startMs;
  const hasFailed = result.failed > 0 || result.passed === 0;
  console.log(`${name}: ${result.passed} passed, ${result.failed} failed, ${duration(durationMs)}`);
  if (hasFailed || name === 'size' || name === 'compatibility') {
    console.log(`${result.output.trimEnd()}\n`);
  }
  return { name, ...result, durationMs };
}

function summarize(results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const rows = results.map(({ name, passed, failed, durationMs }) => [name, passed, failed, duration(durationMs)]);
  console.log(`\n${table([['suite', 'passed', 'failed', 'time'], ...rows])}\n`);
  for (const note of results.flatMap(({ notes = [] }) => notes)) {
    console.log(note);
  }
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 && results.every(({ passed }) => passed > 0);
}

if (isMain(import.meta.url)) {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
}
