/**
 * Whether an operation has become dearer, told without a clock: bytes that one capture, span and breadcrumb ask the engine
 * for, and, where valgrind is installed, the instructions they take. Both are compared with what was recorded last, in
 * `guard.json`, by the major version of Node; what is a tenth above is warned of. It is never an error: what is dearer may
 * be worth it, and is then recorded.
 *
 * Both are counted without the optimizing compiler, so they are no measure of cost, only of change. Five runs on a busy
 * machine gave the same bytes to the last one, in three seconds each; instructions, of which the collector has its part,
 * differed by half a hundredth, and take a minute of processor time. `npm test` counts the bytes.
 *
 *   pnpm bench guard               `pnpm bench guard --write` records
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { countBytes, countInstructions, OPERATIONS } from './lib/guard-counts.mjs';
import { digits } from './lib/summary.mjs';

/** What may be above the record without a word. */
const TOLERANCE = 0.1;
const RECORD = path.join(import.meta.dirname, 'guard.json');
const MAJOR = process.versions.node.split('.')[0];
const MEASURES = { bytes: countBytes, instructions: countInstructions };

export const guard = Object.keys(MEASURES).map((measure) => ({
  name: measure,
  title: `${measure} of one operation, beside those recorded last`,
  measure: () => measureOurs(measure),
  columns: OPERATIONS.map((name) => [name, name]),
  toRows: ([result]) => rowsOf(measure, result?.samples[0] ?? {}),
  toNotes: ([result]) => notesOf(measure, result?.samples[0] ?? {}),
  isCount: true,
  rounds: 1,
}));

/** What is a tenth dearer than recorded, in a line each. `counts`: by operation. */
export function warningsOf(measure, counts) {
  const recorded = readRecord()[MAJOR]?.[measure] ?? {};
  return Object.entries(counts)
    .filter(([name, count]) => count > recorded[name] * (1 + TOLERANCE))
    .map(
      ([name, count]) =>
        `DEARER: one ${name} takes ${Math.round(count)} ${measure}, ${percent(count / recorded[name])} of the ${recorded[name]} recorded`,
    );
}

async function measureOurs(measure) {
  const counts = await MEASURES[measure]();
  if (counts && process.argv.includes('--write')) {
    write(measure, counts);
  }
  return [{ name: 'ours', samples: counts ? [counts] : [] }];
}

function rowsOf(measure, counts) {
  const recorded = readRecord()[MAJOR]?.[measure] ?? {};
  const rows = Object.entries(counts).map(([name, count]) => [
    name,
    digits(Math.round(count)),
    recorded[name] ?? '–',
    recorded[name] ? percent(count / recorded[name]) : '–',
  ]);
  return [['', measure, 'recorded', ''], ...rows];
}

function notesOf(measure, counts) {
  if (Object.keys(counts).length === 0) {
    return [`no ${measure}: valgrind is not installed`];
  }
  return readRecord()[MAJOR]?.[measure]
    ? warningsOf(measure, counts)
    : [`nothing is recorded for Node ${MAJOR}; \`pnpm bench guard --write\` does it`];
}

function readRecord() {
  return JSON.parse(readFileSync(RECORD, 'utf8'));
}

function write(measure, counts) {
  const record = readRecord();
  const rounded = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Math.round(count)]));
  record[MAJOR] = { ...record[MAJOR], [measure]: rounded };
  writeFileSync(RECORD, `${JSON.stringify(record, undefined, 2)}\n`);
}

function percent(ratio) {
  return `${Math.round(ratio * 100)} %`;
}
