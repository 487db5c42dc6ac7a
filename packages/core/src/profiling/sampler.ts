import type { Platform } from '@vedette/core';
import type { SampledProfile } from './sampled-profile.ts';

/** What looks at the stack of one thread over and over again: the port of profiling. */
export interface ProfileSampler {
  /** The thread it looks at, as the protocol names it. */
  readonly thread: { id: string; name: string };
  /** Throws where that is not possible; then it is not asked again. */
  start(): void;
  /**
   * What was seen since `start`, if that is anything. It may be started again at once, also while its promise is not settled.
   */
  stop(): SampledProfile | undefined | Promise<SampledProfile | undefined>;
  /** For good. What is seen by then is thrown away. */
  close(): void;
}

/** Makes one, before the first start; `undefined`, or an error, where there is none. */
export type OpenSampler = (platform: Platform) => ProfileSampler | undefined;
