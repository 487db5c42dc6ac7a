import { defineConfig } from 'vitest/config';

// Packages are tested as their sources: the condition leads every `@vedette/*` import to `src/`, so no build is needed.
const conditions = ['@vedette/source', 'module'];

/**
 * Unit and contract tests of all packages and scripts. A test that needs a document asks for it at the top of its file:
 * `@vitest-environment jsdom`. `pnpm unit packages/core` runs one package, `pnpm unit --coverage` measures.
 */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions: ['node', ...conditions], externalConditions: ['node', '@vedette/source'] } },
  test: {
    include: ['packages/**/{src,test}/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs', 'bench/{lib,soak}/*.test.mjs'],
    benchmark: { include: ['packages/**/src/**/*.bench.ts'] },
    restoreMocks: true,
    // Where a build runs, `init` would take the commit that this names for the release.
    env: { GITHUB_SHA: '' },
    // No test measures time; these end what hangs, also on a machine that does much else besides.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    coverage: { include: ['packages/*/src/**/*.{ts,tsx}'], exclude: ['**/*.{test,bench,test-d}.*'] },
  },
});
