/** Bundles a few lines as an application would: Vite's production build, from a workspace with our packages and the peer's. */
import path from 'node:path';
import { root } from './run.mjs';

const ENTRY = 'virtual:entry';

/** `{ code, inputs }`: the minified module, and what each file contributed to it before minifying, in bytes. */
export async function bundle(code, { external = [], conditions = [] } = {}) {
  const { build, defaultClientConditions } = await import('vite');
  const { output } = await build({
    root: path.join(root, 'bench'),
    configFile: false,
    logLevel: 'silent',
    plugins: [entryOf(code)],
    resolve: { conditions: [...conditions, ...defaultClientConditions] },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: {
        input: ENTRY,
        external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
        preserveEntrySignatures: 'strict',
      },
    },
  });
  const [chunk] = output;
  const inputs = Object.entries(chunk.modules).map(([file, { renderedLength }]) => [
    path.relative(root, file.replaceAll('\0', '')),
    renderedLength,
  ]);
  return { code: chunk.code, inputs };
}

/** The lines as a file that stands in the root, so that what they import is looked for there. */
function entryOf(code) {
  return {
    name: 'entry',
    resolveId(id, importer) {
      if (id === ENTRY) {
        return `\0${ENTRY}`;
      }
      return importer === `\0${ENTRY}` ? this.resolve(id, path.join(root, 'bench', 'entry.mjs')) : null;
    },
    load: (id) => (id === `\0${ENTRY}` ? code : null),
  };
}
