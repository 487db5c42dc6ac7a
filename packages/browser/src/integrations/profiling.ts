import { type Integration, undoAll } from '@vedette/core';
import { createProfiler, createProfiling, type Profiler } from '@vedette/core/profiling';
import { listen } from '../instrument/listen.ts';
import { openPageSampler } from '../profiling/page-sampler.ts';

const NAME = 'BrowserProfiling';

/**
 * Samples what the page's scripts do a hundred times a second, and sends it linked to the traces it belongs to. Only in
 * Chromium, and only for pages that are served with `Document-Policy: js-profiling`; elsewhere it does nothing, and
 * `debug` says so. Nothing runs while nothing is profiled.
 */
export function browserProfilingIntegration(): Integration {
  const profiling = createProfiling(NAME, openPageSampler);
  const { cut } = profiling;
  return {
    ...profiling,
    setup(client) {
      const stop = profiling.setup(client);
      if (!stop) {
        return undefined;
      }
      const { flush } = client;
      // A profile comes in a task of its own, and whoever flushes or closes waits for it.
      const flushLater: typeof flush = (timeoutMs) => cut()?.then(() => flush(timeoutMs)) ?? flush(timeoutMs);
      client.flush = flushLater;
      return undoAll([
        stop,
        () => {
          if (client.flush === flushLater) {
            client.flush = flush;
          }
        },
        client.platform.onExit(cut),
        // No task of a page runs after `pagehide`, but some do between this and that.
        listen('beforeunload', cut),
      ]);
    },
  };
}

/** Profiles what lies between the two, with `browserProfilingIntegration` and `profileLifecycle: 'manual'`; else nothing. */
export const uiProfiler: Profiler = /* @__PURE__ */ createProfiler(NAME);
