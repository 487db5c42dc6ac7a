/**
 * The subpath `@vedette/node/profiling`: CPU profiles of what is traced.
 */
export type { ProfilingOptions } from '@vedette/core/profiling';
export { profiler } from './profiling/profiler.ts';
export { nodeProfilingIntegration } from './profiling/profiling.ts';
