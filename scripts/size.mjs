/**
 * How many bytes a page downloads for us: each scenario of size-limits.json is bundled and minified from the built
 * packages by Vite, compressed, and held against its limit, which only ever goes down until it is the goal. Beside it
 * stands the same code written for the peer, where there is such a thing. A scenario with a `file` in the place of `code`
 * is that file as it was built. kB are 1000 bytes, of gzip at level 9.
 *
 *   pnpm size              prints the table; fails when a limit is passed or README.md says other numbers
 *   pnpm size --write      writes the numbers into README.md
 *   pnpm size --json       prints them for programs
 *   pnpm size --why        prints what each of our source files weighs in each scenario, before compression
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundle } from './lib/bundle.mjs';
import { report, runChecks } from './lib/check.mjs';
import { kilobytes, table } from './lib/print.mjs';
import { readmeProblem, writeReadme } from './lib/readme-sizes.mjs';
import { isMain, root } from './lib/run.mjs';

/** Measures every scenario; each is one check, and README.md is another. */
export async function size() {
  const measured = await measure();
  const { passed, failed, output } = await runChecks([
    ...measured.map(({ name, bytes, limit, error }) => [
      name,
      () => error ?? (bytes > limit ? `${bytes} bytes, ${bytes - limit} over the limit of ${limit}` : undefined),
    ]),
    ['README.md says the same', () => readmeProblem(measured)],
  ]);
  return { passed, failed, output: `${asTable(measured)}\n\n${output}` };
}

/** What each scenario weighs: `{ name, bytes, limit, goal, peerBytes }`, or `error` when it could not be bundled. */
async function measure() {
  return Promise.all(
    (await scenarios()).map(async ({ name, code, file, limit, goal, external, peer }) => {
      try {
        const [bytes, peerBytes] = await Promise.all([
          file ? fileSize(file) : gzipSize(code, external),
          peer && gzipSize(peer, external),
        ]);
        return { name, limit, goal, bytes, peerBytes };
      } catch (error) {
        return { name, limit, goal, error: error.message };
      }
    }),
  );
}

async function scenarios() {
  return JSON.parse(await readFile(path.join(root, 'size-limits.json'), 'utf8'));
}

async function gzipSize(code, external) {
  const bundled = await bundle(code, { external });
  return gzipSync(bundled.code, { level: 9 }).length;
}

async function fileSize(file) {
  return gzipSync(await readFile(path.join(root, file)), { level: 9 }).length;
}

function asTable(measured) {
  const rows = measured
    .filter(({ error }) => !error)
    .map(({ name, bytes, limit, goal, peerBytes }) => [
      name,
      kilobytes(bytes),
      kilobytes(limit),
      bytes > goal ? `missed by ${kilobytes(bytes - goal)}` : 'reached',
      kilobytes(goal),
      peerBytes && kilobytes(peerBytes),
      peerBytes && `${(peerBytes / bytes).toFixed(1)} x`,
    ]);
  return table([['gzip', 'ours', 'limit', 'goal is', 'goal', 'sentry', 'ratio'], ...rows]);
}

/** Bundles the sources instead of the built packages, which are one file each, and counts before minifying. */
async function printWhy() {
  for (const { name, code, external } of (await scenarios()).filter(({ code }) => code)) {
    const { inputs } = await bundle(code, { external, conditions: ['@vedette/source'] });
    const shown = inputs.filter(([, bytes]) => bytes > 0).sort(([, a], [, b]) => b - a);
    console.log(`\n${table([[name, 'about, bytes'], ...shown])}`);
  }
}

if (isMain(import.meta.url)) {
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify(await measure(), null, 2));
  } else if (process.argv.includes('--why')) {
    await printWhy();
  } else {
    if (process.argv.includes('--write')) {
      await writeReadme(await measure());
    }
    report(await size());
  }
}
