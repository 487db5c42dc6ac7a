/**
 * Measures what we cost beside the peers and beside the same work written by hand ("floor"), and writes it down in
 * `docs/benchmarks.md`. Every contestant runs in fresh processes, in turns, and is judged by CPU time: median of the rounds,
 * and the range they lay in. Nothing here fails for being slow, only for not ending; read the numbers before and after a
 * change, on one machine, in one run.
 *
 *   pnpm bench                    all families, and the page
 *   pnpm bench capture            one of them: prints, and leaves the page as it is
 *   pnpm bench soak               half an hour of load with faults; its result goes into the page
 *   pnpm bench --quick            about two minutes, for a first look
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { duration } from '../scripts/lib/print.mjs';
import { writeBenchmarks } from '../scripts/lib/readme-benchmarks.mjs';
import { families, ON_DEMAND } from './families.mjs';
import { betterThanOurs } from './lib/better-than-ours.mjs';
import { judge } from './lib/judge.mjs';
import { describeMachine, peerVersions } from './lib/machine.mjs';
import { measureFamily, printScenario } from './lib/measure-family.mjs';
import { isQuick } from './lib/mode.mjs';
import { loadOfMachine, watchNoise } from './lib/noise.mjs';
import { readRecord, writeRecord } from './lib/record.mjs';
import { promises } from './promises.mjs';

const mode = isQuick ? 'quick' : 'full';
const date = new Date().toISOString().slice(0, 10);
const chosen = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const unknown = chosen.filter((name) => !families[name]);

if (unknown.length > 0) {
  console.log(`no such family: ${unknown.join(', ')}; there are ${Object.keys(families).join(', ')}`);
  process.exitCode = 1;
} else if (chosen.length > 0) {
  await measureChosen();
} else {
  await measureAll();
}

/** Prints what was asked for. What runs only on demand is kept in the page. */
async function measureChosen() {
  for (const name of chosen) {
    const measured = await measure(name);
    const record = ON_DEMAND.keeps.includes(name) ? await readRecord() : undefined;
    if (record) {
      record.families[name] = { ...measured, date, mode };
      await write(record);
    }
  }
}

async function measureAll() {
  const startMs = performance.now();
  const noise = watchNoise();
  const measured = {};
  for (const name of Object.keys(families).filter((name) => !ON_DEMAND[mode].includes(name))) {
    measured[name] = await measure(name);
  }
  const kept = Object.entries((await readRecord())?.families ?? {}).filter(
    ([name]) => ON_DEMAND.keeps.includes(name) && !measured[name],
  );
  await write({
    date,
    mode,
    tookMs: Math.round(performance.now() - startMs),
    machine: await describeMachine(),
    peers: peerVersions(),
    noise: noiseOf(noise.end(), measured),
    verdicts: judge(promises, measured),
    better: betterThanOurs(measured),
    families: { ...measured, ...Object.fromEntries(kept) },
  });
}

async function measure(name) {
  const startMs = performance.now();
  const { failed, ...measured } = await measureFamily(name, await families[name](), { onScenario: printScenario });
  console.log(`(${name} took ${duration(performance.now() - startMs)})`);
  if (failed) {
    process.exitCode = 1;
  }
  return { ...measured, about: aboutOf(name) };
}

async function write(measured) {
  const record = await writeRecord(measured);
  await writeBenchmarks(record);
  const missed = record.verdicts.filter(({ verdict }) => verdict !== 'held');
  const held = record.verdicts.length - missed.length;
  for (const { what, verdict } of missed) {
    console.log(`${verdict}: ${what}`);
  }
  console.log(
    `\n${held} of ${record.verdicts.length} figures held; docs/benchmarks.md says which, made in ${duration(record.tookMs)}`,
  );
}

function noiseOf({ othersShare }, measured) {
  const all = Object.values(measured).flatMap(({ name, scenarios }) =>
    scenarios.map((scenario) => ({ during: `${name}, ${scenario.title}`, share: scenario.othersShare ?? 0 })),
  );
  const worst = all.reduce((most, one) => (one.share > most.share ? one : most));
  return { othersShare, load: loadOfMachine(), worst };
}

/** What a family says of itself: the comment at the head of its file. */
function aboutOf(name) {
  const text = readFileSync(path.join(import.meta.dirname, `${name}.mjs`), 'utf8');
  const [, comment = ''] = /^\/\*\*([\s\S]*?)\*\//.exec(text) ?? [];
  return comment.replaceAll(/^ *\* ?/gm, '').trim();
}
