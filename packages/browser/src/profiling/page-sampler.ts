import { DEBUG, debug, type Platform } from '@vedette/core';
import { type ProfileSampler, type SampledProfile, toSampledProfile } from '@vedette/core/profiling';

/** Milliseconds between looks at the stack; Chromium does not look more often. Source: its `Profiler.sampleInterval`. */
const INTERVAL_MS = 10;
/** Looks that are kept: those of the longest chunk, 60 seconds, and of a timer that is late by a tenth. */
const MAX_SAMPLES = 6600;

/** What a browser calls itself the sampler of. Source: https://wicg.github.io/js-self-profiling/; not in TypeScript's DOM. */
interface SelfProfiler {
  stop(): Promise<Trace>;
}

/** Times are the page's, in milliseconds; whatever has an id is a place in a list. */
export interface Trace {
  resources: string[];
  frames: Array<{ name: string; resourceId?: number; line?: number; column?: number }>;
  stacks: Array<{ parentId?: number; frameId: number }>;
  samples: Array<{ timestamp: number; stackId?: number }>;
}

/**
 * The browser's own sampler of this page or worker, which Chromium alone has, and only for pages that are served with
 * `Document-Policy: js-profiling`; `debug` says what is missing. It does not tell of scripts from other origins that
 * are loaded without `crossorigin`.
 */
export function openPageSampler({ now, parseStack }: Platform): ProfileSampler | undefined {
  const { Profiler } = globalThis as { Profiler?: new (options: object) => SelfProfiler };
  if (!Profiler) {
    if (DEBUG) {
      debug('This browser does not profile pages.');
    }
    return undefined;
  }
  const thread = { id: '0', name: globalThis.document ? 'main' : 'worker' };
  let running: SelfProfiler | undefined;

  const read = ({ resources, frames, stacks, samples }: Trace): SampledProfile | undefined => {
    const originSeconds = now() - performance.now() / 1000;
    return toSampledProfile({
      thread,
      parseStack,
      samples: samples.map(({ timestamp, stackId }) => ({
        callId: stackId,
        seconds: originSeconds + timestamp / 1000,
      })),
      call(id) {
        const stack = stacks[id];
        const frame = stack && frames[stack.frameId];
        return (
          frame && {
            name: frame.name,
            url: resources[frame.resourceId ?? -1],
            line: frame.line,
            column: frame.column,
            callerId: stack.parentId,
          }
        );
      },
    });
  };
  return {
    thread,
    start() {
      try {
        running = new Profiler({ sampleInterval: INTERVAL_MS, maxBufferSize: MAX_SAMPLES });
      } catch (error) {
        if (DEBUG) {
          debug('This page is not profiled. Is it served with `Document-Policy: js-profiling`?');
        }
        throw error;
      }
    },
    stop: async () => {
      const trace = await running?.stop();
      return trace && read(trace);
    },
    close: () => void running?.stop().catch(() => {}),
  };
}
