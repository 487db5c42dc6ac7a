import { defineConfig } from 'tsup';
import { packageBuild } from '../../tsup.base.ts';

export default defineConfig(
  packageBuild({
    entry: {
      index: 'src/index.ts',
      profiling: 'src/profiling.ts',
      register: 'src/register.ts',
      serverless: 'src/serverless.ts',
    },
    external: ['@vedette/node'],
    // A CommonJS package that is imported from ESM costs a start 4 ms by itself (docs/decisions/0009).
    noExternal: ['error-stack-parser', '@vedette/core'],
    esbuildPlugins: [
      {
        name: 'leave-out-names-of-people-who-move-over',
        setup(build) {
          build.onResolve({ filter: /^@vedette\/core$/ }, ({ path }) => ({ path: `${path}/sdk`, external: true }));
        },
      },
    ],
  }),
);
