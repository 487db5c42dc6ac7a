/** An example as its reader has it: in a folder of its own, with our packages from tarballs instead of the workspace. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../lib/run.mjs';

/** What is made here and not copied: it would be found in place of what the reader has. */
const MADE = new Set(['node_modules', 'dist', '.turbo', '.next']);

/** Copies `examples/<name>` to `target`. `tarballs`: the path of each of our packages, by name. */
export async function copyOut(name, target, tarballs) {
  const source = path.join(root, 'examples', name);
  await cp(source, target, { recursive: true, filter: (file) => !MADE.has(path.basename(file)) });
  const file = path.join(target, 'package.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text) {
    await writeFile(file, `${JSON.stringify(fromTarballs(JSON.parse(text), tarballs), null, 2)}\n`);
  }
}

/** Our packages depend on each other by version, so those that the example does not name are overridden too. */
export function fromTarballs(manifest, tarballs) {
  const files = Object.fromEntries([...tarballs].map(([name, tarball]) => [name, `file:${tarball}`]));
  const dependencies = Object.entries(manifest.dependencies ?? {}).map(([name, version]) => [
    name,
    files[name] ?? version,
  ]);
  return { ...manifest, dependencies: Object.fromEntries(dependencies), overrides: files };
}
