/**
 * The subpath `@vedette/node/profiling`: CPU profiles of what is traced.
 */
export { profiler } from './profiling/profiler.ts';
export { nodeProfilingIntegration, type ProfilingOptions } from './profiling/profiling.ts';
