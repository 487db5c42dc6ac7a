/**
 * What can be said about the code without running it: style and mistakes (biome), who imports whom and cycles
 * (dependency-cruiser), and what nobody uses (knip: exports, files, dependencies).
 *
 *   pnpm lint       `pnpm format` repairs what can be repaired
 */
import { problemOf, report, runChecks } from './lib/check.mjs';
import { isMain, run } from './lib/run.mjs';

const FOLDERS = ['packages', 'examples', 'e2e', 'bench', 'scripts'];
const COLOR = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};

/** Runs the linters; each is one check. */
export function lint() {
  return runChecks([
    ['style and mistakes (biome)', () => check('biome', ['check', '--error-on-warnings', '.'])],
    [
      'import arrows and cycles (dependency-cruiser)',
      () => check('depcruise', ['--output-type', 'err-long', ...FOLDERS]),
    ],
    ['unused exports, files and dependencies (knip)', () => check('knip', [])],
  ]);
}

async function check(command, args) {
  return problemOf(await run(command, args, { env: COLOR }));
}

if (isMain(import.meta.url)) {
  report(await lint());
}
