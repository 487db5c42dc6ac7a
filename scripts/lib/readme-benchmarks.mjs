/** The table of speed in README.md: it stands between two comments and says what `docs/benchmarks.json` says. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './run.mjs';

const FILE = path.join(root, 'README.md');
const BETWEEN_MARKERS = /(<!-- benchmarks -->\n)([\s\S]*?)(<!-- \/benchmarks -->)/;

/** What stands in README.md, and what should: `{ written, expected }`. */
export async function compareBenchmarks(record) {
  const text = await readFile(FILE, 'utf8');
  return { written: BETWEEN_MARKERS.exec(text)?.[2], expected: benchmarksTable(record) };
}

/** Puts the figures of the last run into README.md. Does nothing where the markers are missing. */
export async function writeBenchmarks(record) {
  const text = await readFile(FILE, 'utf8');
  const replaced = text.replace(BETWEEN_MARKERS, (_, open, __, close) => `${open}${benchmarksTable(record)}${close}`);
  if (replaced !== text) {
    await writeFile(FILE, replaced);
  }
}

/** The verdicts that have a name for README.md. */
function benchmarksTable({ verdicts, date, machine, peers }) {
  const rows = verdicts
    .filter(({ readme, ours }) => readme && ours)
    .map(({ readme, unit, of, tried, ours, peer, ratio }) => {
      const cell = (figure, all) => (figure ? text(figure.median, unit, of && all) : '–');
      return `| ${readme} | ${cell(ours, tried?.ours)} | ${cell(peer, tried?.peer)} | ${ratio ? `${rounded(ratio)} x` : ''} |`;
    });
  const heading = `| ${date}, Node ${machine.Node.slice(1)} | Vedette | Sentry ${peers['@sentry/node']} | |`;
  return [heading, '| --- | ---: | ---: | ---: |', ...rows, ''].join('\n');
}

function text(number, unit, all) {
  return all === undefined ? `${rounded(number)} ${unit}` : `${rounded(number)} of ${rounded(all)}`;
}

/** Two digits: enough to choose by. */
function rounded(number) {
  return Math.abs(number) >= 10 || Number.isInteger(number) ? number.toFixed(0) : number.toPrecision(2);
}
