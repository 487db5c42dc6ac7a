import { defineConfig } from 'tsup';
import { packageBuild } from '../../tsup.base.ts';

export default defineConfig(
  packageBuild({
    entry: { index: 'src/index.ts', 'react-router': 'src/react-router.ts' },
    // The entries share what there must be one of: the router that a page has.
    splitting: true,
  }),
);
