/**
 * What users install: every public package is packed, and the tarball is held against what Node, bundlers and
 * TypeScript expect of one (publint, are-the-types-wrong). Needs a build.
 *
 *   pnpm packaging
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { problemOf, report, runChecks } from './lib/check.mjs';
import { isMain, root, run } from './lib/run.mjs';

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

async function publicPackages() {
  const folders = await readdir(path.join(root, 'packages'));
  const found = await Promise.all(
    folders.map(async (folder) => {
      const cwd = path.join(root, 'packages', folder);
      const manifest = JSON.parse(await readFile(path.join(cwd, 'package.json'), 'utf8'));
      return { name: manifest.name, cwd, isPublic: !manifest.private };
    }),
  );
  return found.filter(({ isPublic }) => isPublic);
}

/** Returns the tarball's path. */
async function pack(cwd, folder) {
  const result = await run('pnpm', ['pack', '--json', '--pack-destination', folder], { cwd });
  if (result.code !== 0) {
    throw new Error(`pnpm pack failed in ${cwd}\n${result.output}`);
  }
  const { filename } = JSON.parse(result.stdout.slice(result.stdout.indexOf('{')));
  return path.resolve(folder, filename);
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
