/**
 * Makes a fresh machine ready: installs what the lock file names and builds every package. Needs Node 20 and npm, no
 * more. Says one line for each step; a step that fails shows all it had to say.
 *
 *   node scripts/setup.mjs
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { duration } from './lib/print.mjs';
import { isMain, root, run } from './lib/run.mjs';

/** Installs and builds. `false` when a step failed; its output has been printed. */
export async function setUp() {
  if (await isInstalled()) {
    console.log('install: up to date');
  } else if (!(await step('install', 'npx', await installArguments()))) {
    return false;
  }
  return build();
}

/** Builds what has changed since the last build. `false` when that failed; the output has been printed. */
export function build() {
  return step('build', 'turbo', ['run', 'build', '--output-logs=errors-only']);
}

async function step(name, command, args) {
  const { code, output, durationMs } = await run(command, args);
  if (code !== 0) {
    console.log(`${name}: failed after ${duration(durationMs)}: ${command} ${args.join(' ')}\n${output}`);
    return false;
  }
  console.log(`${name}: ${duration(durationMs)}`);
  return true;
}

/** pnpm keeps a copy of the lock file it last installed from: the same text means that there is nothing to do. */
async function isInstalled() {
  const [wanted, installed] = await Promise.all(
    ['pnpm-lock.yaml', 'node_modules/.pnpm/lock.yaml'].map((file) =>
      readFile(path.join(root, file), 'utf8').catch(() => undefined),
    ),
  );
  return wanted !== undefined && wanted === installed;
}

/** npx fetches the pnpm named in package.json; `--yes`, because npx may be set not to install by itself. */
async function installArguments() {
  const { packageManager } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  return ['--yes', packageManager, 'install', '--frozen-lockfile'];
}

if (isMain(import.meta.url)) {
  process.exitCode = (await setUp()) ? 0 : 1;
}
