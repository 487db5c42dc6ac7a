import { createProfiler, type Profiler } from '@vedette/core/profiling';
import { NAME } from './profiling.ts';

/** Profiles what lies between the two, with `nodeProfilingIntegration` and `profileLifecycle: 'manual'`; else nothing. */
export const profiler: Profiler = /* @__PURE__ */ createProfiler(NAME);
