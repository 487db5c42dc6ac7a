import {
  type Client,
  type ClientOptions,
  getActiveSpan,
  getRootSpan,
  guard,
  type Integration,
  type Span,
  spanToJSON,
} from '@vedette/core';
import { undoAll } from '../lib/undo-all.ts';
import { createProfileChunks, type ProfileChunks } from './chunks.ts';
import type { ProfilingOptions } from './options.ts';
import type { OpenSampler } from './sampler.ts';

/** The integration of every runtime, and what `createProfiler` finds of it. */
export interface ProfilingIntegration extends Integration {
  /** Returns what undoes it; nothing when this process or page was not chosen. */
  setup(client: Client): (() => void) | undefined;
  startProfiler(): void;
  stopProfiler(): void;
  /** Sends what was seen so far and goes on. A promise if some of it is not on its way yet; never rejects. */
  cut(): Promise<unknown> | undefined;
}

/**
 * Samples the work of this thread, and sends it linked to the traces it belongs to. Nothing runs while nothing is
 * profiled; where there is no sampler, never.
 */
export function createProfiling(name: string, openSampler: OpenSampler): ProfilingIntegration {
  let chunks: ProfileChunks | undefined;
  let byHand: ProfileChunks | undefined;
  return {
    name,
    setup(client) {
      const options = client.getOptions() as ClientOptions & ProfilingOptions;
      const { profileSessionSampleRate: share, profileLifecycle } = options;
      const isWanted = share === undefined ? undefined : Math.random() < share;
      const choose = isWanted === undefined ? traceChooser(options) : () => profileLifecycle === 'trace';
      if (isWanted === false || !choose) {
        return undefined;
      }
      const made = createProfileChunks(client, openSampler);
      chunks = made;
      byHand = isWanted && profileLifecycle !== 'trace' ? made : undefined;
      const stops = [...followRoots(client, made, choose), client.on('flush', made.cut), made.close];
      return undoAll(stops);
    },
    processEvent(event) {
      const profiler_id = event.contexts?.trace?.data?.[PROFILER_ID];
      return profiler_id ? { ...event, contexts: { profile: { profiler_id }, ...event.contexts } } : event;
    },
    startProfiler: () => byHand?.start(),
    stopProfiler: () => byHand?.stop(),
    cut: () => chunks?.cut(),
  };
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

/** Profiles while a chosen root is open, and marks what was profiled. Returns what stops that. */
function followRoots(
  client: Client,
  chunks: ProfileChunks,
  choose: (span: Span) => boolean,
): [stopStarts: () => void, stopEnds: () => void] {
  const open = new Set<Span>();
  const follow = (span: Span): void => {
    if (getRootSpan(span) === span && span.spanContext().traceFlags === 1 && choose(span)) {
      open.add(span);
      chunks.start();
    }
    const { thread, profilerId } = chunks;
    if (thread && span.isRecording()) {
      span.setAttributes({ 'thread.id': thread.id, 'thread.name': thread.name, [PROFILER_ID]: profilerId });
    }
  };
  // An integration that is added later finds a page load under way.
  const active = getActiveSpan();
  if (active) {
    follow(getRootSpan(active));
  }
  return [
    client.on('spanStart', follow),
    client.on('spanEnd', (span) => {
      if (open.delete(span) && open.size === 0) {
        chunks.stop();
      }
    }),
  ];
}
