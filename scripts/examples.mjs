/**
 * The examples as their readers have them: each is copied into a clean folder, installed from packed tarballs, started and
 * made to fail as its README says, and its issue looked up in a receiver. Needs a build, npm's registry and, for pages,
 * a Chromium.
 *
 *   pnpm examples                     all of them
 *   pnpm examples express hono        those only
 *   pnpm examples --quick             those that install in seconds and need no browser
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runExample } from './examples/run-example.mjs';
import { EXAMPLES } from './examples/table.mjs';
import { runChecks } from './lib/check.mjs';
import { pack, publicPackages } from './lib/pack.mjs';
import { isMain } from './lib/run.mjs';

/** Runs the named examples, or all; each is one check, and said when it is done. */
export async function examples({ names = Object.keys(EXAMPLES), say = () => {} } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'vedette-packed-'));
  try {
    const packages = await publicPackages();
    const tarballs = new Map();
    for (const { name, cwd } of packages) {
      tarballs.set(name, await pack(cwd, folder));
    }
    const results = [];
    for (const name of names) {
      const result = await runChecks([[name, () => runExample(name, EXAMPLES[name], tarballs)]]);
      say(result.output);
      results.push(result);
    }
    const sum = (key) => results.reduce((total, result) => total + result[key], 0);
    return { passed: sum('passed'), failed: sum('failed'), output: results.map(({ output }) => output).join('\n') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Those that a change is tested with each time. */
export const QUICK = Object.keys(EXAMPLES).filter((name) => EXAMPLES[name].isQuick);

async function main(args) {
  const named = args.filter((arg) => !arg.startsWith('--'));
  const unknown = named.filter((name) => !EXAMPLES[name]);
  if (unknown.length > 0) {
    console.log(`no such example: ${unknown.join(', ')}; there are ${Object.keys(EXAMPLES).join(', ')}`);
    return false;
  }
  const names = args.includes('--quick') ? QUICK : named;
  const { passed, failed } = await examples({ ...(names.length > 0 && { names }), say: console.log });
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0;
}

if (isMain(import.meta.url)) {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
}
