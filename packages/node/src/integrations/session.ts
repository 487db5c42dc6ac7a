import {
  type Client,
  createRequestSessions,
  endSession,
  getIsolationScope,
  guard,
  type Integration,
  type Scopes,
  startSession,
} from '@vedette/core';

/**
 * Makes the run of this process one session: told with its first error or its crash, and not at all when it goes well.
 * For programs that are run; servers count their requests, with `trackRequestSessions`. Without a release nothing is
 * sent. Source: sdk-behaviour, "Sessions and release health".
 */
export function processSessionIntegration(): Integration {
  return {
    name: 'ProcessSession',
    setup(client) {
      startSession();
      return client.platform.onExit(() =>
        guard(() => {
          // The process asks each time it runs out of work; one that is well may go on.
          if ((getIsolationScope().getSession()?.status ?? 'ok') !== 'ok') {
            endSession();
          }
        }),
      );
    },
  };
}

/** Counts requests as sessions. */
export interface RequestTracker {
  /** A request with these scopes begins; returns what to call at its end. */
  track(isolation: Scopes['isolation']): () => void;
  stop(): void;
}

/** Sessions of a server: one a request, counted by the minute and sent `flushDelayMs` after the first. */
export function trackRequestSessions(client: Client, flushDelayMs?: number): RequestTracker {
  const { start, stop } = createRequestSessions(client, flushDelayMs);
  return { track: start, stop };
}
