/**
 * Which of the names that Sentry's SDKs export are there, from our built declarations: the list of names stands in
 * compatibility/names.json, and those we do not have yet in compatibility/absent.json. Fails when the two lists and the
 * declarations disagree, when core's part falls below its goal, or when docs/compatibility.md says otherwise.
 *
 *   pnpm compatibility              checks
 *   pnpm compatibility --write      writes the page and the codemod's list, and takes from absent.json what is there by now
 *   pnpm compatibility --source     reads the sources instead: needs no build
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { OUR_NAMES, ourNames } from '../packages/codemod/build/our-names.mjs';
import { claimProblems, compareNames, countPresent, stillAbsent } from './compatibility/compare.mjs';
import { pageOf } from './compatibility/page.mjs';
import { report, runChecks } from './lib/check.mjs';
import { isMain, root } from './lib/run.mjs';

const PACKAGES = ['core', 'browser', 'node', 'react'];
/** Share of core's names that must be there and do their work, by mark. */
const GOALS = { E: 1, C: 0.95 };

const PAGE = path.join(root, 'docs/compatibility.md');
const NAMES = path.join(root, 'scripts/compatibility/names.json');
const ABSENT = path.join(root, 'scripts/compatibility/absent.json');

/** Compares and checks; the claims, each goal and the page are a check. */
export async function compatibility({ source = false } = {}) {
  const rows = await compared(source);
  const absent = await readJson(ABSENT);
  const { passed, failed, output } = await runChecks([
    ['the lists say what is exported', () => claimProblems(rows, absent).join('\n')],
    ...Object.entries(GOALS).map(([mark, goal]) => [goalText(rows, mark), () => goalProblem(rows, mark, goal)]),
    ['docs/compatibility.md says the same', () => pageProblem(rows)],
    ['the codemod knows the same', codemodProblem],
  ]);
  return { passed, failed, output };
}

async function compared(source) {
  const files = Object.fromEntries(PACKAGES.map((name) => [name, entryOf(name, source)]));
  const conditions = source ? ['@vedette/source'] : [];
  // Only now: it needs TypeScript, which is installed when the checks run, not when they are listed.
  const { readDeclarations } = await import('./compatibility/declarations.mjs');
  return compareNames(await readJson(NAMES), readDeclarations(files, { conditions }));
}

function entryOf(name, source) {
  return path.join(root, 'packages', name, source ? 'src/index.ts' : 'dist/index.d.ts');
}

function goalText(rows, mark) {
  const { total, yes, noop } = countPresent(rows, 'core', mark);
  const share = ((yes / total) * 100).toFixed(1);
  return `core, ${mark}: ${yes} of ${total} there (${share}%), ${noop} as a typed no-op`;
}

function goalProblem(rows, mark, goal) {
  const { total, yes } = countPresent(rows, 'core', mark);
  const missing = rows
    .filter((row) => row.mark === mark && (row.present.core ?? 'yes') !== 'yes')
    .map(({ key }) => key);
  return yes < total * goal ? `the goal is ${goal * 100}%; missing: ${missing.join(' ')}` : undefined;
}

async function pageProblem(rows) {
  const text = await readFile(PAGE, 'utf8').catch(() => '');
  return text === pageOf(rows, PACKAGES) ? undefined : 'it does not: run `pnpm compatibility --write`';
}

async function codemodProblem() {
  const { readDeclarations } = await import('./compatibility/declarations.mjs');
  const isSame = (await readFile(OUR_NAMES, 'utf8')) === ourNames(readDeclarations);
  return isSame ? undefined : 'it does not: run `pnpm compatibility --write`';
}

async function write(source) {
  const rows = await compared(source);
  await writeFile(ABSENT, `${JSON.stringify(stillAbsent(rows, await readJson(ABSENT)), null, 2)}\n`);
  await writeFile(PAGE, pageOf(rows, PACKAGES));
  const { readDeclarations } = await import('./compatibility/declarations.mjs');
  await writeFile(OUR_NAMES, ourNames(readDeclarations));
}

async function readJson(file) {
  return JSON.parse(await readFile(file, 'utf8'));
}

if (isMain(import.meta.url)) {
  const source = process.argv.includes('--source');
  if (process.argv.includes('--write')) {
    await write(source);
  }
  report(await compatibility({ source }));
}
