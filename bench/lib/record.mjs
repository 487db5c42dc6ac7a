/** What runs leave behind: `docs/benchmarks.json`, which all else is made of, and the page made of it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../scripts/lib/run.mjs';
import { renderPage } from './page.mjs';

/** Figures of charts stand here; `scaleSection` draws them. */
export const chartFolder = path.join(root, 'docs', 'benchmarks');
const JSON_FILE = path.join(root, 'docs', 'benchmarks.json');
const PAGE_FILE = path.join(root, 'docs', 'benchmarks.md');

/** The last run's record; `undefined` before the first. */
export async function readRecord() {
  return JSON.parse(await readFile(JSON_FILE, 'utf8').catch(() => 'null')) ?? undefined;
}

/** Writes both, and returns the record as it can be read again. */
export async function writeRecord(record) {
  const text = serialize(record);
  const written = JSON.parse(text);
  await mkdir(path.dirname(JSON_FILE), { recursive: true });
  await writeFile(JSON_FILE, text);
  await writeFile(PAGE_FILE, renderPage(written));
  return written;
}

/** Five digits are more than what was measured carries; lists and objects without others in them stand on one line. */
function serialize(record) {
  const rounded = (_, value) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;
  return `${JSON.stringify(record, rounded, 2).replace(/([[{])\n\s+([^[\]{}]*?)\n\s+[\]}]/g, (_, open, inside) => {
    const line = inside.replaceAll(/,\n\s+/g, ', ');
    return open === '{' ? `{ ${line} }` : `[${line}]`;
  })}\n`;
}
