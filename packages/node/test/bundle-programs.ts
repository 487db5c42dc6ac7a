import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

/** How a program and the SDK come together. */
export const FORMS = ['ESM', 'CJS', 'bundled as ESM', 'bundled as CJS'] as const;
export type Form = (typeof FORMS)[number];

const packages = fileURLToPath(new URL('../../', import.meta.url));
const FORMATS = { esm: '.js', cjs: '.cjs' } as const;

/**
 * Builds the sources as packages in a folder of its own, with the `package.json` that is published, and a program that uses
 * them in each form. `close` removes it all.
 */
export async function bundlePrograms(program: string): Promise<{ file(form: Form): string; close(): void }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-forms-'));
  const installed = path.join(folder, 'node_modules', '@vedette');
  const make = (options: BuildOptions) =>
    build({ bundle: true, platform: 'node', target: 'node18', logLevel: 'error', ...options });
  const sources = { conditions: ['@vedette/source'] };
  const file = (form: Form): string =>
    path.join(folder, `${form.replaceAll(' ', '-')}.${form.endsWith('ESM') ? 'mjs' : 'cjs'}`);

  // Deno finds what is installed only if it is asked for.
  const dependencies = { '@vedette/node': '*', '@vedette/core': '*' };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ dependencies }));
  for (const name of ['core', 'node']) {
    mkdirSync(path.join(installed, name), { recursive: true });
    cpSync(path.join(packages, name, 'package.json'), path.join(installed, name, 'package.json'));
  }
  const entries = [
    ['core', 'testing'],
    ['node', 'index'],
  ] as const;
  await Promise.all(
    entries.flatMap(([name, entry]) =>
      Object.entries(FORMATS).map(([format, ending]) =>
        make({
          ...sources,
          format: format as BuildOptions['format'],
          entryPoints: [path.join(packages, name, 'src', `${entry}.ts`)],
          outfile: path.join(installed, name, 'dist', entry + ending),
        }),
      ),
    ),
  );
  // There, because it is to find the packages that were just built, not those around the original.
  const copy = path.join(folder, path.basename(program));
  cpSync(program, copy);
  const external = ['@vedette/node', '@vedette/core'];
  await Promise.all(
    FORMS.map((form) =>
      make({
        format: form.endsWith('ESM') ? 'esm' : 'cjs',
        entryPoints: [copy],
        outfile: file(form),
        external: form.startsWith('bundled') ? [] : external,
      }),
    ),
  );
  return { file, close: () => rmSync(folder, { recursive: true, force: true }) };
}
