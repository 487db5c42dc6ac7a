import type { Profiler } from 'node:inspector';
import type { Platform } from '@vedette/core';
import type { ProfileSampler } from '@vedette/core/profiling';
import { loadBuiltin } from '../load-builtin.ts';
import { loadInspector } from '../other-runtimes/load-inspector.ts';
import { toChunk } from './to-chunk.ts';

/** Microseconds between looks at the stack: 101 a second, which beats with nothing. Source: wire-protocol, "Profiles". */
const INTERVAL_US = 9901;

/**
 * V8's own profiler of this thread. Opening costs some milliseconds; nothing is looked at before `start`. Throws where there
 * is no inspector. Of functions that V8 put into their callers before that, it tells the callers.
 */
export function openCpuSampler({ now, parseStack }: Platform): ProfileSampler {
  const { Session } = loadInspector();
  const { isMainThread, threadId } = loadBuiltin('node:worker_threads');
  const thread = { id: String(threadId), name: isMainThread ? 'main' : 'worker' };
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: INTERVAL_US });
  return {
    thread,
    start: () => session.post('Profiler.start'),
    stop() {
      // In the thread that is looked at, the answer is there before `post` returns.
      let profile: Profiler.Profile | undefined;
      session.post('Profiler.stop', (_error, answer) => {
        profile = answer?.profile;
      });
      const [seconds, nanoseconds] = process.hrtime();
      const offsetSeconds = now() - (seconds + nanoseconds / 1e9);
      return profile && toChunk(profile, { thread, offsetSeconds, parseStack });
    },
    close: () => session.disconnect(),
  };
}
