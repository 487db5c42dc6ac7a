import type { Profiler } from 'node:inspector';
import { loadInspector } from '../other-runtimes/load-inspector.ts';

/** Microseconds between looks at the stack: 101 a second, which beats with nothing. Source: wire-protocol, "Profiles". */
const INTERVAL_US = 9901;

/** V8's own profiler of this thread. */
export interface CpuSampler {
  start(): void;
  /** What was seen since `start`; `undefined` if V8 has nothing to tell. Times are microseconds of `process.hrtime`. */
  stop(): Profiler.Profile | undefined;
  close(): void;
}

/**
 * Opens it, at the cost of some milliseconds; nothing is looked at before `start`. Throws where there is no inspector. Of
 * functions that V8 put into their callers before that, it tells the callers.
 */
export function openCpuSampler(): CpuSampler {
  const { Session } = loadInspector();
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: INTERVAL_US });
  return {
    start: () => session.post('Profiler.start'),
    stop() {
      // In the thread that is looked at, the answer is there before `post` returns.
      let profile: Profiler.Profile | undefined;
      session.post('Profiler.stop', (_error, answer) => {
        profile = answer?.profile;
      });
      return profile;
    },
    close: () => session.disconnect(),
  };
}
