import { type Client, debugIdsIntegration, type Event, guard, type StackFrame } from '@vedette/core';
import { randomUuid } from '../lib/random-id.ts';
import type { SampledProfile } from './sampled-profile.ts';
import type { OpenSampler, ProfileSampler } from './sampler.ts';
import { splitProfile } from './split-profile.ts';

/** Longest time that one chunk covers. Source: the server takes up to 66 seconds. */
const CHUNK_MS = 60_000;
/** Two looks at the stack. Of what was shorter there is nothing to miss, and a cut would tell nothing. */
const SHORTEST_S = 0.02;

/** Profiles this thread and sends what was seen in chunks. */
export interface ProfileChunks {
  /** Names what belongs together; 32 hex digits. */
  readonly profilerId: string;
  /** That which is profiled now. */
  readonly thread: ProfileSampler['thread'] | undefined;
  start(): void;
  stop(): void;
  /** Sends what was seen so far and goes on. A promise if some of it is not on its way yet; never rejects. */
  cut(): Promise<unknown> | undefined;
  /** For good, without what was not sent. */
  close(): void;
}

/** Nothing is opened before the first start. */
export function createProfileChunks(client: Client, openSampler: OpenSampler): ProfileChunks {
  const { platform } = client;
  const profilerId = randomUuid();
  let sampler: ProfileSampler | undefined;
  let isPossible = true;
  let isRunning = false;
  let startedAt = 0;
  let stopTimer: (() => void) | undefined;
  let underWay: Promise<unknown> | undefined;

  const begin = (): void => {
    if (isRunning || !isPossible) {
      return;
    }
    // A runtime that does not let itself be looked at will not do so later, and to ask it costs time.
    isPossible = false;
    sampler ??= openSampler(platform);
    sampler?.start();
    isPossible = isRunning = !!sampler;
    if (isRunning) {
      startedAt = platform.now();
      stopTimer = platform.delay(() => guard(next), CHUNK_MS);
    }
  };
  const end = (): void => {
    if (!isRunning) {
      return;
    }
    isRunning = false;
    stopTimer?.();
    const isShort = isYoung();
    const deliver = (profile?: SampledProfile): void => {
      if (profile) {
        for (const part of splitProfile(profile)) {
          send(client, profilerId, part);
        }
      } else if (!isShort) {
        client.recordDroppedEvent('insufficient_data', 'profile_chunk');
      }
    };
    const profile = sampler?.stop();
    if (profile instanceof Promise) {
      const delivered = profile.then(
        (later) => guard(() => deliver(later)),
        () => guard(deliver),
      );
      const all = Promise.all([underWay, delivered]).then(() => {
        underWay = underWay === all ? undefined : underWay;
      });
      underWay = all;
    } else {
      deliver(profile);
    }
  };
  const next = (): void => {
    end();
    begin();
  };
  const isYoung = (): boolean => platform.now() - startedAt < SHORTEST_S;

  return {
    profilerId,
    get thread() {
      return isRunning ? sampler?.thread : undefined;
    },
    start: () => guard(begin),
    stop: () => guard(end),
    cut() {
      if (isRunning && !isYoung()) {
        guard(next);
      }
      return underWay;
    },
    close() {
      stopTimer?.();
      isRunning = isPossible = false;
      guard(() => sampler?.close());
    },
  };
}

function send(client: Client, profiler_id: string, profile: SampledProfile): void {
  const { platform } = client;
  const { release, environment } = client.getOptions();
  const { name, version } = client.getSdkMetadata();
  const payload = {
    version: '2',
    profiler_id,
    chunk_id: randomUuid(),
    platform: platform.name,
    client_sdk: { name, version },
    release,
    environment,
    debug_meta: debugMetaOf(profile.frames, client),
    profile,
  };
  client.sendEnvelope([{}, [[{ type: 'profile_chunk', platform: platform.name }, payload]]]);
}

/** Which source maps belong to the files, found as it is for errors. */
function debugMetaOf(frames: StackFrame[], client: Client): Event['debug_meta'] {
  const event: Event = { exception: { values: [{ stacktrace: { frames } }] } };
  const seen = guard(() => debugIdsIntegration().processEvent?.(event, {}, client), event) as Event;
  return seen.debug_meta ?? { images: [] };
}
