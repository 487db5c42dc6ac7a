import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { root } from './paths.ts';

/** Text of one script made of an entry and all that it imports; packages are found from the workspace of these tests. */
export async function bundle(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: path.join(root, 'e2e'),
    bundle: true,
    write: false,
    // Chunks that a page has no use for are left out, which esbuild remarks on.
    logLevel: 'error',
    ...options,
  });
  return outputFiles?.[0]?.text ?? '';
}
