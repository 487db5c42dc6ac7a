import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'tsup';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageBuild } from '../tsup.base.ts';

let folder;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vedette-exports-'));
  const dependency = path.join(folder, 'node_modules/dependency');
  await mkdir(dependency, { recursive: true });
  await writeFile(
    path.join(dependency, 'index.js'),
    `exports.capture = () => 'sent'; exports.flush = () => 'flushed'; exports.other = () => 'other';`,
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Builds a package of this text as ours are built, and loads its CommonJS. */
async function load(name, text) {
  await writeFile(path.join(folder, `${name}.js`), text);
  await build(
    packageBuild({
      entry: { [name]: path.join(folder, `${name}.js`) },
      outDir: path.join(folder, name),
      external: ['dependency'],
      config: false,
      silent: true,
      dts: false,
      clean: false,
    }),
  );
  return createRequire(path.join(folder, 'index.js'))(`./${name}/${name}.cjs`);
}

test.each([
  ['names', `export { capture, flush } from 'dependency'; export const init = () => 'ours';`],
  ['everything', `export * from 'dependency'; export const init = () => 'ours';`],
  ['both', `export * from 'dependency'; export { capture } from 'dependency'; export const init = () => 'ours';`],
])('a test can stand in for what a package hands on by %s, and for what is its own', async (name, text) => {
  const sdk = await load(name, text);
  expect([sdk.init(), sdk.capture(), sdk.flush()]).toEqual(['ours', 'sent', 'flushed']);
  for (const method of ['init', 'capture', 'flush']) {
    Object.defineProperty(sdk, method, { value: () => 'stand-in', configurable: true });
    expect(sdk[method]()).toBe('stand-in');
  }
});
