import { defineConfig } from 'tsup';
import { packageBuild } from '../../tsup.base.ts';

/** The names for people who move over stand on what everyone needs, which is one file of its own. */
const entry = { index: 'src/index.ts', sdk: 'src/sdk.ts' };

export default defineConfig([
  packageBuild({ entry, splitting: true, clean: ['!production/**'] }),
  packageBuild({ entry: { wire: 'src/wire.ts', testing: 'src/testing.ts' }, clean: false }),
  // Without debug text: what bundlers take that know the condition `production`, as Vite and webpack do.
  packageBuild({
    entry,
    splitting: true,
    outDir: 'dist/production',
    format: ['esm'],
    dts: false,
    define: { __SENTRY_DEBUG__: 'false' },
  }),
]);
