import path from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';

/** Our packages are taken as their sources: no build is needed. */
const conditions = ['@vedette/source'];

/** What the compiler has to say of the files below `folder`, and of nothing else. */
export function typeProblems(files: string[]): string[] {
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    customConditions: conditions,
    allowImportingTsExtensions: true,
    allowJs: true,
    esModuleInterop: true,
    jsx: ts.JsxEmit.ReactJSX,
    noEmit: true,
    skipLibCheck: true,
    strict: true,
    types: ['node'],
  });
  return files.flatMap((file) => {
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ start = 0, messageText }) => {
      const line = source ? ts.getLineAndCharacterOfPosition(source, start).line + 1 : 0;
      return `${path.basename(path.resolve(file, '../..'))}/${path.basename(file)}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  });
}

/** One script for a page, which has the DSN built in, as a bundler does it. */
export async function bundlePage(entry: string, dsn: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    conditions,
    define: { 'process.env.SENTRY_DSN': JSON.stringify(dsn), 'process.env.NODE_ENV': '"development"' },
    format: 'iife',
    jsx: 'automatic',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** One module for Node, beside its source. Returns its path. */
export async function bundleServer(entry: string): Promise<string> {
  const outfile = entry.replace(/\.ts$/, '.bundle.mjs');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    conditions,
    format: 'esm',
    platform: 'node',
    // Packages for Node ask for each other in the way of CommonJS.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  });
  return outfile;
}
