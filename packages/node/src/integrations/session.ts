import type { ServerResponse } from 'node:http';
import {
  type Client,
  createRequestSessions,
  endSession,
  getIsolationScope,
  guard,
  type Integration,
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
  /** The request of this response begins, and ends with it. To be called in the request's own scopes. */
  track(response: ServerResponse): void;
  stop(): void;
}

/** Sessions of a server: one a request, counted by the minute and sent `flushDelayMs` after the first. */
export function trackRequestSessions(client: Client, flushDelayMs?: number): RequestTracker {
  const sessions = createRequestSessions(client, flushDelayMs);
  return {
    track(response) {
      const end = sessions.start(getIsolationScope());
      response.once('close', () => guard(end));
    },
    stop: sessions.stop,
  };
}
