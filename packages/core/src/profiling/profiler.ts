import { getClient } from '@vedette/core';
import type { ProfilingIntegration } from './profiling.ts';

/** Profiles what lies between the two, with `profileLifecycle: 'manual'`; without its integration nothing. */
export interface Profiler {
  startProfiler(): void;
  stopProfiler(): void;
}

/** The switch for the integration of that name, of whichever client is the current one. */
export function createProfiler(integrationName: string): Profiler {
  const integration = () => getClient()?.getIntegrationByName<ProfilingIntegration>(integrationName);
  return {
    startProfiler: () => integration()?.startProfiler(),
    stopProfiler: () => integration()?.stopProfiler(),
  };
}
