import { DEBUG, debug, type Integration } from '@vedette/core';

/** Options of session replay; none of them does anything yet. */
export type ReplayConfiguration = Record<string, unknown>;

/** A recording of what a page showed. */
export interface Replay extends Integration {
  start(): void;
  startBuffering(): void;
  stop(): Promise<void>;
  flush(options?: { continueRecording?: boolean }): Promise<void>;
  getReplayId(onlyIfSampled?: boolean): string | undefined;
  getRecordingMode(): 'session' | 'buffer' | undefined;
}

/**
 * There so that an application that records replays with another SDK starts with this one: nothing is recorded, and `debug`
 * says so.
 * @noop
 */
export function replayIntegration(_options?: ReplayConfiguration): Replay {
  return {
    name: 'Replay',
    setup() {
      if (DEBUG) {
        debug('replayIntegration: replays are not recorded by this SDK yet.');
      }
    },
    start() {},
    startBuffering() {},
    stop: () => Promise.resolve(),
    flush: () => Promise.resolve(),
    getReplayId: () => undefined,
    getRecordingMode: () => undefined,
  };
}

/**
 * Belongs to `replayIntegration`, and does as little.
 * @noop
 */
export function replayCanvasIntegration(_options?: ReplayConfiguration): Integration {
  return { name: 'ReplayCanvas' };
}

/**
 * The recording that is under way: none.
 * @noop
 */
export function getReplay(): Replay | undefined {
  return undefined;
}
