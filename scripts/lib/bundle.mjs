/** Bundles a few lines as an application would: from the bench workspace, which has our packages and the peer's. */
import path from 'node:path';
import { root } from './run.mjs';

/** Minified ES module for browsers, `{ contents, inputs }`; `inputs` says what each file contributed, in bytes. */
export async function bundle(code, { external = [], conditions = [] } = {}) {
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: path.join(root, 'bench') },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2021',
    platform: 'browser',
    legalComments: 'none',
    logLevel: 'silent',
    external,
    // Beside the condition for browsers, which esbuild adds by itself only while none is named.
    conditions: ['module', ...conditions],
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  return { contents: outputFiles[0].contents, inputs };
}
