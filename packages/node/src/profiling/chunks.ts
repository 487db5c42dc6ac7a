import { type Client, debugIdsIntegration, type Event, guard, type StackFrame } from '@vedette/core';
import { loadBuiltin } from '../load-builtin.ts';
import { type CpuSampler, openCpuSampler } from './cpu-sampler.ts';
import { toSampledProfile } from './to-chunk.ts';

/** Longest time that one chunk covers. Source: the server takes up to 66 seconds. */
const CHUNK_MS = 60_000;

/** Profiles this thread and sends what was seen in chunks. */
export interface ProfileChunks {
  /** Names what belongs together; 32 hex digits. */
  readonly profilerId: string;
  readonly thread: { id: string; name: string };
  readonly isRunning: boolean;
  start(): void;
  stop(): void;
  /** Sends what was seen so far and goes on. */
  cut(): void;
  /** For good, without what was not sent. */
  close(): void;
}

/** Nothing is opened before the first start. */
export function createProfileChunks(client: Client): ProfileChunks {
  const { isMainThread, threadId } = loadBuiltin('node:worker_threads');
  const thread = { id: String(threadId), name: isMainThread ? 'main' : 'worker' };
  const profilerId = randomId();
  let sampler: CpuSampler | undefined;
  let isRunning = false;
  let timer: NodeJS.Timeout | undefined;

  const begin = (): void => {
    sampler ??= openCpuSampler();
    sampler.start();
    isRunning = true;
    timer = setTimeout(() => guard(next), CHUNK_MS);
    timer.unref();
  };
  const end = (): void => {
    clearTimeout(timer);
    isRunning = false;
    const profile = sampler?.stop();
    const [seconds, nanoseconds] = process.hrtime();
    const offsetSeconds = client.platform.now() - (seconds + nanoseconds / 1e9);
    const { parseStack } = client.platform;
    const sampled = profile && toSampledProfile(profile, { thread, offsetSeconds, parseStack });
    if (sampled) {
      const { release, environment } = client.getOptions();
      const payload = {
        version: '2',
        profiler_id: profilerId,
        chunk_id: randomId(),
        platform: 'node',
        client_sdk: nameOfSdk(client),
        release,
        environment,
        debug_meta: debugMetaOf(sampled.frames, client),
        profile: sampled,
      };
      client.sendEnvelope([{}, [[{ type: 'profile_chunk', platform: 'node' }, payload]]]);
    } else {
      client.recordDroppedEvent('insufficient_data', 'profile_chunk');
    }
  };
  const next = (): void => {
    end();
    begin();
  };
  return {
    profilerId,
    thread,
    get isRunning() {
      return isRunning;
    },
    start: () =>
      guard(() => {
        if (!isRunning) {
          begin();
        }
      }),
    stop: () =>
      guard(() => {
        if (isRunning) {
          end();
        }
      }),
    cut: () =>
      guard(() => {
        if (isRunning) {
          next();
        }
      }),
    close() {
      clearTimeout(timer);
      isRunning = false;
      guard(() => sampler?.close());
    },
  };
}

function nameOfSdk(client: Client): { name?: string; version?: string } {
  const { name, version } = client.getSdkMetadata();
  return { name, version };
}

/** Which source maps belong to the files, found as it is for errors. */
function debugMetaOf(frames: StackFrame[], client: Client): Event['debug_meta'] {
  const event: Event = { exception: { values: [{ stacktrace: { frames } }] } };
  const seen = guard(() => debugIdsIntegration().processEvent?.(event, {}, client), event) as Event;
  return seen.debug_meta ?? { images: [] };
}

function randomId(): string {
  const { randomBytes } = loadBuiltin('node:crypto');
  return randomBytes(16).toString('hex');
}
