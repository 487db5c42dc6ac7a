/** Our public packages, and the tarballs that npm would get of them. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root, run } from './run.mjs';

/** `{ name, cwd }` of every package that is published. */
export async function publicPackages() {
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

/** Packs what was built in `cwd` into `folder` and returns the tarball's path. Rejects with what pnpm had to say. */
export async function pack(cwd, folder) {
  const result = await run('pnpm', ['pack', '--json', '--pack-destination', folder], { cwd });
  if (result.code !== 0) {
    throw new Error(`pnpm pack failed in ${cwd}\n${result.output}`);
  }
  const { filename } = JSON.parse(result.stdout.slice(result.stdout.indexOf('{')));
  return path.resolve(folder, filename);
}
