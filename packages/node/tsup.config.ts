import { builtinModules, createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { defineConfig, type Options } from 'tsup';
import { minifySync } from 'vite';
import { packageBuild } from '../../tsup.base.ts';

const base = packageBuild({});

/**
 * A start reads all of the file, so variables get short names. Functions and classes keep theirs, and statements their
 * lines: a stack through our code can be read.
 */
const shortenLocalNames: NonNullable<Options['plugins']>[number] = {
  name: 'shorten-local-names',
  renderChunk(source, { path }) {
    if (!/\.c?js$/.test(path)) {
      return undefined;
    }
    const { code, map } = minifySync('index.mjs', source, {
      compress: false,
      mangle: { toplevel: false, keepNames: true },
      codegen: { removeWhitespace: false },
      sourcemap: true,
    });
    // By this name its map is joined to the one before.
    return { code, map: map && { ...map, sources: [path], sourcesContent: [] } };
  },
};

/** What each of these saves a start is told in docs/decisions/0009. */
export default defineConfig([
  packageBuild({
    entry: { index: 'src/index.ts' },
    noExternal: ['error-stack-parser', '@vedette/core'],
    // Built-in modules are imported as `node:fs`: that is how the plugin below finds them.
    removeNodeProtocol: false,
    esbuildPlugins: [deferStackParser(), requireBuiltins()],
    plugins: [shortenLocalNames],
    esbuildOptions(esbuild, context) {
      base.esbuildOptions?.(esbuild, context);
      esbuild.conditions = ['@vedette/source'];
    },
  }),
  packageBuild({
    entry: { profiling: 'src/profiling.ts', register: 'src/register.ts', serverless: 'src/serverless.ts' },
    external: ['@vedette/node'],
    noExternal: ['@vedette/core'],
    removeNodeProtocol: false,
    clean: false,
    esbuildPlugins: [useCoreOfIndex(), requireBuiltins()],
  }),
]);

/** One core in a process: what the other entries need of it, `index` exports. */
function useCoreOfIndex(): Plugin {
  return {
    name: 'use-core-of-index',
    setup(build) {
      build.onResolve({ filter: /^@vedette\/core$/ }, () => ({ path: '@vedette/node', external: true }));
    },
  };
}

/** The package for stacks runs when the first one is parsed, and not at the start. */
function deferStackParser(): Plugin {
  return {
    name: 'defer-stack-parser',
    setup(build) {
      build.onLoad({ filter: /[\\/]src[\\/]stack-parser\.ts$/ }, () => ({
        contents: `export function stackParser() {
          const parser = require('error-stack-parser');
          return parser.default ?? parser;
        }`,
      }));
    },
  };
}

/**
 * Requires the built-in modules that are imported: of one that an ES module imports, Node reads all exports, and reading
 * those of `fs` loads the streams.
 */
function requireBuiltins(): Plugin {
  const loader = fileURLToPath(new URL('src/load-builtin.ts', import.meta.url));
  const require = createRequire(import.meta.url);
  return {
    name: 'require-builtins',
    setup(build) {
      build.onResolve({ filter: /^node:/ }, ({ path, importer }) =>
        importer !== loader && builtinModules.includes(path.slice('node:'.length))
          ? { path, namespace: 'built-in' }
          : undefined,
      );
      build.onLoad({ filter: /./, namespace: 'built-in' }, ({ path }) => {
        const names = Object.keys(require(path)).filter((name) => name !== 'default' && /^[A-Za-z]\w*$/.test(name));
        const lines = [
          `import { loadBuiltin } from ${JSON.stringify(loader)};`,
          `const builtin = /* @__PURE__ */ loadBuiltin(${JSON.stringify(path)});`,
          'export default builtin;',
          // Those that nobody imports are left out, and so not even read.
          ...names.map((name) => `export const ${name} = /* @__PURE__ */ (() => builtin.${name})();`),
        ];
        return { contents: lines.join('\n'), resolveDir: '/' };
      });
    },
  };
}
