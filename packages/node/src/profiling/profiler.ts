import { getClient } from '@vedette/core';
import type { ProfilingIntegration } from './profiling.ts';

const integration = (): ProfilingIntegration | undefined =>
  getClient()?.getIntegrationByName<ProfilingIntegration>('ProfilingIntegration');

/** Profiles what lies between the two, with `nodeProfilingIntegration` and `profileLifecycle: 'manual'`; else nothing. */
export const profiler = {
  startProfiler: (): void => integration()?.startProfiler(),
  stopProfiler: (): void => integration()?.stopProfiler(),
};
