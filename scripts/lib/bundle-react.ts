/** Bundles what stands in packages/react with the version of React that is asked for, for tests in several of them. */
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

/** The major versions of React that tests can have. */
export const REACT_VERSIONS = [17, 18, 19];

/** Which React, and how it and our own packages are taken. */
interface ReactBundleOptions {
  /** One of `REACT_VERSIONS`. */
  version: number;
  mode: 'development' | 'production';
  /** `@vedette/source` for our sources. @default none: what was built of them */
  conditions?: readonly string[];
  /** @default 'browser' */
  platform?: 'browser' | 'node';
}

/**
 * A file of packages/react as one script for a browser, which leaves what it exports in the global `page`, or as one ES
 * module for Node.
 */
export async function bundleWithReact(entry: string, options: ReactBundleOptions): Promise<string> {
  const { version, mode, conditions = [], platform = 'browser' } = options;
  const { outputFiles } = await build({
    ...FORMATS[platform],
    absWorkingDir: fileURLToPath(new URL('../../packages/react', import.meta.url)),
    entryPoints: [entry],
    alias: aliases(version),
    bundle: true,
    conditions: [...conditions],
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    platform,
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

const FORMATS = {
  browser: { format: 'iife', globalName: 'page' },
  // React for Node asks for streams in the way of CommonJS.
  node: {
    format: 'esm',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire('/');" },
  },
} satisfies Record<string, BuildOptions>;

/** Older versions are installed under names of their own; React 17 has no roots, and gets some made of what it has. */
function aliases(version: number): Record<string, string> {
  const isNewest = version === REACT_VERSIONS.at(-1);
  return {
    ...(!isNewest && { react: `react${version}`, 'react-dom': `react-dom${version}` }),
    ...(version < 18 && { 'react-dom/client': './test-support/failing-page/react-17-client.ts' }),
  };
}
