import {
  type Client,
  type ClientOptions,
  getRootSpan,
  guard,
  type Integration,
  type Span,
  spanToJSON,
} from '@vedette/core';
import { createProfileChunks, type ProfileChunks } from './chunks.ts';

/** Options of `init` that profiling goes by. */
export interface ProfilingOptions {
  /** Share of processes that are profiled, 0 to 1; decided once. @default 0 */
  profileSessionSampleRate?: number;
  /**
   * `trace`: while a sampled root span is open. `manual`: between `profiler.startProfiler()` and `profiler.stopProfiler()`.
   * @default 'manual'
   */
  profileLifecycle?: 'manual' | 'trace';
  /** Share of sampled traces that are profiled. Earlier name; counts where `profileSessionSampleRate` is not given. */
  profilesSampleRate?: number;
  /** Decides it for each trace, by its name; wins over the rate. */
  profilesSampler?: (context: { name?: string }) => number | boolean;
}

/** What `profiler` finds of the integration. */
export interface ProfilingIntegration extends Integration {
  startProfiler(): void;
  stopProfiler(): void;
}

/**
 * Samples the processor's work a hundred times a second with V8's own profiler, and sends it linked to the traces it belongs
 * to. Nothing runs while nothing is profiled. Not for a process that somebody else profiles at the same time.
 */
export function nodeProfilingIntegration(): Integration {
  let byHand: ProfileChunks | undefined;
  return {
    name: 'ProfilingIntegration',
    setup(client) {
      const options = client.getOptions() as ClientOptions & ProfilingOptions;
      const { profileSessionSampleRate: share, profileLifecycle } = options;
      const isWanted = share === undefined ? undefined : Math.random() < share;
      const choose = isWanted === undefined ? traceChooser(options) : () => profileLifecycle === 'trace';
      if (isWanted === false || !choose) {
        return undefined;
      }
      const chunks = createProfileChunks(client);
      byHand = isWanted && profileLifecycle !== 'trace' ? chunks : undefined;
      const { cut, close } = chunks;
      const stops = [followRoots(client, chunks, choose), client.on('flush', cut), close];
      return () => {
        for (const stop of stops) {
          stop();
        }
      };
    },
    processEvent(event) {
      const profiler_id = event.contexts?.trace?.data?.[PROFILER_ID];
      return profiler_id ? { ...event, contexts: { profile: { profiler_id }, ...event.contexts } } : event;
    },
    startProfiler: () => byHand?.start(),
    stopProfiler: () => byHand?.stop(),
  } as ProfilingIntegration;
}

const PROFILER_ID = 'sentry.profiler_id';

/** The older way: each sampled trace by itself. */
function traceChooser({
  profilesSampler,
  profilesSampleRate,
}: ProfilingOptions): ((span: Span) => boolean) | undefined {
  if (typeof profilesSampler !== 'function' && !profilesSampleRate) {
    return undefined;
  }
  return (span) => {
    const chosen = guard(() => profilesSampler?.({ name: spanToJSON(span).description }), 0) ?? profilesSampleRate ?? 0;
    return Math.random() < Number(chosen);
  };
}

/** Profiles while a chosen root is open, and marks what was profiled. */
function followRoots(client: Client, chunks: ProfileChunks, choose: (span: Span) => boolean): () => void {
  const open = new Set<Span>();
  const stops = [
    client.on('spanStart', (span) => {
      if (getRootSpan(span) === span && span.spanContext().traceFlags === 1 && choose(span)) {
        open.add(span);
        chunks.start();
      }
      if (chunks.isRunning && span.isRecording()) {
        const { id, name } = chunks.thread;
        span.setAttributes({ 'thread.id': id, 'thread.name': name, [PROFILER_ID]: chunks.profilerId });
      }
    }),
    client.on('spanEnd', (span) => {
      if (open.delete(span) && open.size === 0) {
        chunks.stop();
      }
    }),
  ];
  return () => {
    for (const stop of stops) {
      stop();
    }
  };
}
