/**
 * What users install: every public package is packed, and the tarball is held against what Node, bundlers and
 * TypeScript expect of one (publint, are-the-types-wrong). Needs a build.
 *
 *   pnpm packaging
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { problemOf, report, runChecks } from './lib/check.mjs';
import { pack, publicPackages } from './lib/pack.mjs';
import { isMain, run } from './lib/run.mjs';

/** Packs and checks each public package; two checks a package. */
export async function packaging() {
  const folder = await mkdtemp(path.join(tmpdir(), 'vedette-pack-'));
  try {
    const packages = await publicPackages();
    const checks = packages.flatMap(({ name, cwd }) => {
      const packed = once(() => pack(cwd, folder));
      return [
        [`${name}: publint`, async () => publintProblem(await packed())],
        [`${name}: are the types wrong`, async () => typesProblem(await packed())],
      ];
    });
    return await runChecks(checks);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function publintProblem(tarball) {
  const [{ publint }, { formatMessage }] = await Promise.all([import('publint'), import('publint/utils')]);
  const bytes = await readFile(tarball);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
  return messages.map((message) => `${message.type}: ${formatMessage(message, pkg)}`).join('\n');
}

/** `node16`: Node's and bundlers' ways of resolving; TypeScript's `node10` knows no `exports`, and we have subpaths. */
async function typesProblem(tarball) {
  const options = ['--profile', 'node16', '--exclude-entrypoints', 'package.json', '--no-emoji'];
  const result = await run('attw', [tarball, ...options], { env: { NO_COLOR: '1' } });
  // For a package without any types attw has nothing to say, and says so with success.
  return /does not contain types/.test(result.output) ? result.output : problemOf(result);
}

function once(make) {
  let made;
  return () => {
    made ??= make();
    return made;
  };
}

if (isMain(import.meta.url)) {
  report(await packaging());
}
