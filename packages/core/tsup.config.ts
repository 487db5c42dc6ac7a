import { defineConfig } from 'tsup';
import { packageBuild } from '../../tsup.base.ts';

export default defineConfig([
  packageBuild({
    entry: { index: 'src/index.ts', wire: 'src/wire.ts', testing: 'src/testing.ts' },
    clean: ['!production/**'],
  }),
  // Without debug text: what bundlers take that know the condition `production`, as Vite and webpack do.
  packageBuild({
    entry: { index: 'src/index.ts' },
    outDir: 'dist/production',
    format: ['esm'],
    dts: false,
    define: { __SENTRY_DEBUG__: 'false' },
  }),
]);
