import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Options } from 'tsup';
import { inlineStackParser } from './inline-stack-parser.ts';
import { inlineWebVitals } from './inline-web-vitals.ts';

const FOLDER = 'dist/cdn';

/** What a file for pages is bundled of: the sources, so that nothing of core comes along that is not named. */
const forPages: Options = {
  outDir: FOLDER,
  format: 'iife',
  target: 'es2022',
  minify: true,
  dts: false,
  clean: false,
  outExtension: () => ({ js: '.js' }),
  noExternal: [/./],
  define: { __SENTRY_DEBUG__: 'false' },
  esbuildPlugins: [inlineStackParser(), inlineWebVitals()],
  esbuildOptions(esbuild) {
    esbuild.conditions = ['@vedette/source', 'module'];
  },
};

/** The files for pages without a build: the SDK as the global `Vedette`, without and with tracing, and the loader. */
export const cdnBuilds: Options[] = [
  {
    ...forPages,
    entry: { 'vedette.min': 'src/cdn.ts', 'vedette.tracing.min': 'src/cdn-tracing.ts' },
    globalName: 'Vedette',
    sourcemap: true,
    // People who move over find it under the name they know, unless that is taken.
    footer: { js: 'globalThis.Sentry=globalThis.Sentry&&!globalThis.Sentry.queue?globalThis.Sentry:Vedette;' },
    onSuccess: writeIntegrity,
  },
  { ...forPages, entry: { 'vedette.loader.min': 'src/loader.ts' }, onSuccess: writeIntegrity },
];

/** Prints what a page writes into `integrity` for each file, and puts it into `integrity.json` beside them. */
async function writeIntegrity(): Promise<void> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.js')).sort();
  const entries = await Promise.all(
    files.map(async (file): Promise<[string, string]> => {
      const digest = createHash('sha384').update(await readFile(path.join(FOLDER, file)));
      return [file, `sha384-${digest.digest('base64')}`];
    }),
  );
  await writeFile(path.join(FOLDER, 'integrity.json'), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
  for (const [file, integrity] of entries) {
    console.log(`${file}  ${integrity}`);
  }
}
