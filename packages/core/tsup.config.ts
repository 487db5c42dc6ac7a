import { defineConfig } from 'tsup';
import { packageBuild } from '../../tsup.base.ts';

const entry = { index: 'src/index.ts' };

export default defineConfig([
  packageBuild({ entry, clean: ['!production/**'] }),
  packageBuild({ entry: { wire: 'src/wire.ts', testing: 'src/testing.ts' }, clean: false }),
  // Stands on the index, so that there is one core wherever it is used.
  packageBuild({ entry: { profiling: 'src/profiling.ts' }, external: ['@vedette/core'], clean: false }),
  // Without debug text: what bundlers take that know the condition `production`, as Vite and webpack do.
  packageBuild({
    entry,
    outDir: 'dist/production',
    format: ['esm'],
    dts: false,
    define: { __SENTRY_DEBUG__: 'false' },
  }),
]);
