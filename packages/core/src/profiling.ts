/**
 * The subpath `@vedette/core/profiling`: what profiling is in every runtime, around a sampler that each brings along. It
 * stands beside the index, so that nobody who does not profile loads it.
 */
export type { ProfilingOptions } from './profiling/options.ts';
export { createProfiler, type Profiler } from './profiling/profiler.ts';
export { createProfiling, type ProfilingIntegration } from './profiling/profiling.ts';
export { type Call, type SampledProfile, type Samples, toSampledProfile } from './profiling/sampled-profile.ts';
export type { OpenSampler, ProfileSampler } from './profiling/sampler.ts';
