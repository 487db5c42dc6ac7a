import { guard } from '../lib/guard.ts';
import { getIsolationScope } from '../scope/current.ts';
import type { Client, Scope } from '../types/client.ts';
import type { AggregationCounts, RequestSession } from '../types/session.ts';
import { onFailure } from './failure.ts';
import { sendSessionAggregates } from './send-session.ts';

/** Minutes that one item may hold. Source: wire-protocol, "Size limits". */
const MAX_AGGREGATES = 100;
const MINUTE_MS = 60_000;

/** Counts how requests went. */
export interface RequestSessions {
  /** The request that this isolation scope is for begins; returns what to call at its end. */
  start(isolation: Scope): () => void;
  /** Sends what was counted, and counts no more. */
  stop(): void;
}

/**
 * Sessions of a server: one a request, not sent but counted by the minute it began in. The counts leave `flushDelayMs`
 * after the first of them, and with every `flush`. Without a release they come to nothing.
 */
export function createRequestSessions(client: Client, flushDelayMs = MINUTE_MS): RequestSessions {
  const { now, delay } = client.platform;
  let minutes = new Map<number, AggregationCounts>();
  let stopTimer: (() => void) | undefined;

  const flush = (): void => {
    stopTimer?.();
    stopTimer = undefined;
    if (minutes.size > 0) {
      const aggregates = [...minutes.values()];
      minutes = new Map();
      sendSessionAggregates(client, { aggregates });
    }
  };

  const count = (startedMs: number, { status }: RequestSession): void => {
    const minute = Math.floor(startedMs / MINUTE_MS) * MINUTE_MS;
    const counts = minutes.get(minute) ?? { started: new Date(minute).toISOString() };
    const outcome = status === 'ok' ? 'exited' : status;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    minutes.set(minute, counts);
    if (minutes.size >= MAX_AGGREGATES) {
      flush();
    } else {
      stopTimer ??= delay(() => guard(flush), flushDelayMs);
    }
  };

  const stopFailures = onFailure(client, (crashed) => {
    const session = requestSession(getIsolationScope());
    if (session && session.status !== 'crashed') {
      session.status = crashed ? 'crashed' : 'errored';
    }
  });
  const stopFlushes = client.on('flush', flush);

  return {
    start(isolation) {
      const session: RequestSession = { status: 'ok' };
      const startedMs = now() * 1000;
      isolation.setSDKProcessingMetadata({ requestSession: session });
      return () => count(startedMs, session);
    },
    stop() {
      flush();
      stopFailures();
      stopFlushes();
    },
  };
}

/** Copies of a scope belong to the same request, so they share it. */
function requestSession(isolation: Scope): RequestSession | undefined {
  return isolation.getScopeData().sdkProcessingMetadata.requestSession as RequestSession | undefined;
}
