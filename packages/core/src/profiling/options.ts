/** Options of `init` that profiling goes by. */
export interface ProfilingOptions {
  /** Share of processes or page loads that are profiled, 0 to 1; decided once. @default 0 */
  profileSessionSampleRate?: number;
  /**
   * `trace`: while a sampled root span is open. `manual`: between `startProfiler()` and `stopProfiler()` of `profiler` in
   * Node, and of `uiProfiler` in a browser. @default 'manual'
   */
  profileLifecycle?: 'manual' | 'trace';
  /** Share of sampled traces that are profiled. Earlier name; counts where `profileSessionSampleRate` is not given. */
  profilesSampleRate?: number;
  /** Decides it for each trace, by its name; wins over the rate. */
  profilesSampler?: (context: { name?: string }) => number | boolean;
}
