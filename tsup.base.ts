import { readFile, writeFile } from 'node:fs/promises';
import type { Options } from 'tsup';

/** What every published package builds: ESM and CJS, declarations for both, one file an entry. */
export function packageBuild(options: Options): Options {
  return {
    format: ['esm', 'cjs'],
    dts: true,
    sourcemap: true,
    clean: true,
    splitting: false,
    treeshake: true,
    target: 'es2022',
    // Constants stand where they are used: what a bundler does not do across files is done here.
    esbuildOptions(esbuild) {
      esbuild.minifySyntax = true;
    },
    ...options,
    plugins: [...(options.plugins ?? []), plainExports],
  };
}

/**
 * What a package hands on from another becomes a plain property of its CommonJS exports. Rollup writes a getter, which
 * `jest.spyOn(sdk, 'captureException')` and its kind can not replace. It writes last, so this is for the written files;
 * lines stay where they are, for the map.
 */
const plainExports: NonNullable<Options['plugins']>[number] = {
  name: 'plain-exports',
  async buildEnd({ writtenFiles }) {
    for (const { name } of writtenFiles.filter((file) => file.name.endsWith('.cjs'))) {
      const code = await readFile(name, 'utf8');
      await writeFile(
        name,
        code.replace(NAMED_GETTER, 'exports.$1 = $2;\n\n\n').replace(ALL_GETTERS, 'exports[k] = $1[k];\n\n\n'),
      );
    }
  },
};

const NAMED_GETTER =
  /^Object\.defineProperty\(exports, "(\w+)", \{\n {2}enumerable: true,\n {2}get: function \(\) \{ return (\w+\.\w+); \}\n\}\);/gm;
const ALL_GETTERS =
  /Object\.defineProperty\(exports, k, \{\n {4}enumerable: true,\n {4}get: function \(\) \{ return (\w+)\[k\]; \}\n {2}\}\);/g;
