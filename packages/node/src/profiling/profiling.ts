import type { Integration } from '@vedette/core';
import { createProfiling } from '@vedette/core/profiling';
import { openCpuSampler } from './cpu-sampler.ts';

/** What `profiler` finds the integration by. */
export const NAME = 'ProfilingIntegration';

/**
 * Samples the processor's work a hundred times a second with V8's own profiler, and sends it linked to the traces it belongs
 * to. Nothing runs while nothing is profiled. Not for a process that somebody else profiles at the same time.
 */
export function nodeProfilingIntegration(): Integration {
  return createProfiling(NAME, openCpuSampler);
}
