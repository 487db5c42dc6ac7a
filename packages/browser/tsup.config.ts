import { defineConfig } from 'tsup';
import { packageBuild } from '../../tsup.base.ts';
import { cdnBuilds } from './build/cdn.ts';
import { inlineStackParser } from './build/inline-stack-parser.ts';
import { inlineWebVitals } from './build/inline-web-vitals.ts';

export default defineConfig([
  packageBuild({
    entry: { index: 'src/index.ts', offline: 'src/offline.ts', feedback: 'src/feedback.ts' },
    // The entries share what there must be one of: the unpatched fetch, the keepalive budget.
    splitting: true,
    // Nothing is imported for what it does: bundlers warn of imports by which nothing comes.
    treeshake: { moduleSideEffects: false },
    clean: ['!cdn/**'],
    noExternal: [/^web-vitals/],
    esbuildPlugins: [inlineStackParser(), inlineWebVitals()],
  }),
  ...cdnBuilds,
]);
