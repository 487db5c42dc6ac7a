/** The table of sizes in README.md: it stands between two comments and says what was measured, or `pnpm size` fails. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './run.mjs';

const FILE = path.join(root, 'README.md');
const BETWEEN_MARKERS = /(<!-- sizes -->\n)([\s\S]*?)(<!-- \/sizes -->)/;

/** What is wrong with the figures in README.md; `undefined` when they are those that were measured. */
export async function readmeProblem(measured) {
  const text = await readFile(FILE, 'utf8').catch(() => '');
  const written = BETWEEN_MARKERS.exec(text)?.[2];
  if (written === undefined) {
    return 'README.md has no sizes: put <!-- sizes --> and <!-- /sizes --> on two lines and run `pnpm size --write`';
  }
  return written === markdown(measured) ? undefined : 'README.md says other sizes: run `pnpm size --write`';
}

/** Puts the measured figures into README.md. Does nothing where the markers are missing. */
export async function writeReadme(measured) {
  const text = await readFile(FILE, 'utf8');
  await writeFile(
    FILE,
    text.replace(BETWEEN_MARKERS, (_, open, __, close) => `${open}${markdown(measured)}${close}`),
  );
}

/** One decimal: enough to choose by, and not every change of a line changes the page. */
function markdown(measured) {
  const rows = measured
    .filter(({ error }) => !error)
    .map(
      ({ name, bytes, peerBytes }) =>
        `| ${name} | ${rounded(bytes)} kB | ${peerBytes ? `${rounded(peerBytes)} kB` : '–'} |`,
    );
  return ['| gzip | Vedette | Sentry 10.78.0 |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

function rounded(bytes) {
  return (bytes / 1000).toFixed(1);
}
