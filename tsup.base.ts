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
  };
}
