import { defineConfig } from 'tsup';
import { packageBuild } from '../../tsup.base.ts';
import { inlineStackParser } from './build/inline-stack-parser.ts';

export default defineConfig(
  packageBuild({
    entry: { index: 'src/index.ts' },
    esbuildPlugins: [inlineStackParser()],
  }),
);
