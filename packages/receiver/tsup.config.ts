import { defineConfig } from 'tsup';
import { packageBuild } from '../../tsup.base.ts';

// `shims` gives the CommonJS build an `import.meta.url`, by which it finds the page beside itself. The page is built
// after this into `dist/ui`, so that `clean` does not take it away.
export default defineConfig(packageBuild({ entry: { index: 'src/index.ts', cli: 'src/cli.ts' }, shims: true }));
