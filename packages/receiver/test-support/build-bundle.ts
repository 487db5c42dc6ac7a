import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { build } from 'esbuild';

/** Source of a small application whose `checkout` throws three calls deep. */
const CART = `// A comment, so that lines differ.
export interface Item { price: number }

function priceOf(item: Item | undefined): number {
  return item!.price * 2;
}

export function totalOfCart(items: Item[]): number {
  return priceOf(items[7]);
}
`;
const MAIN = `import { totalOfCart } from './cart.ts';
import { callTwice } from 'helpers';
export const checkout = () => callTwice(() => totalOfCart([]));
globalThis.checkout = checkout;
`;
const HELPERS = `export function callTwice(work) { work(); return work(); }\n`;

export interface Bundle {
  /** Of the bundle, from the build folder: `assets/main-ABCDEFGH.js`. */
  file: string;
  /** Stack of the error that `checkout` throws, as an engine tells it; `url` stands for the file. */
  stack(url: string): string;
}

/** Builds the application minified, with a hash in its name and a source map beside it, into `folder`/dist. */
export async function buildBundle(folder: string, { banner = '' } = {}): Promise<Bundle> {
  await mkdir(join(folder, 'src'), { recursive: true });
  await mkdir(join(folder, 'node_modules/helpers'), { recursive: true });
  await writeFile(join(folder, 'src/cart.ts'), CART);
  await writeFile(join(folder, 'src/main.ts'), MAIN);
  await writeFile(join(folder, 'node_modules/helpers/index.js'), HELPERS);
  const { outputFiles } = await build({
    entryPoints: { main: join(folder, 'src/main.ts') },
    outdir: join(folder, 'dist/assets'),
    entryNames: '[name]-[hash]',
    ...{ bundle: true, minify: true, sourcemap: true, write: false, format: 'iife', banner: { js: banner } },
  });
  await mkdir(join(folder, 'dist/assets'), { recursive: true });
  await Promise.all(outputFiles.map((file) => writeFile(file.path, file.contents)));
  const name = (await readdir(join(folder, 'dist/assets'))).find((entry) => entry.endsWith('.js')) as string;
  const code = outputFiles.find((file) => file.path.endsWith('.js'))?.text as string;
  return { file: `assets/${name}`, stack: (url) => runAndCatch(code, url) };
}

/** Runs the bundle under the name `url`, so that V8 itself says which columns and which minified names. */
function runAndCatch(code: string, url: string): string {
  try {
    runInThisContext(code, { filename: url });
    (globalThis as { checkout?: () => void }).checkout?.();
  } catch (error) {
    return (error as Error).stack ?? '';
  }
  return '';
}

/** The frames of the bundle in a V8 stack, outermost first as on the wire. */
export function framesOf(stack: string, url: string) {
  return [...stack.matchAll(/at (?:(?:async )?([^\s(]+) \()?([^\s()]+):(\d+):(\d+)\)?/g)]
    .filter(([, , file]) => file === url)
    .map(([, name = '?', filename, lineno, colno]) => ({
      filename,
      function: name,
      lineno: Number(lineno),
      colno: Number(colno),
      in_app: true,
    }))
    .reverse();
}
