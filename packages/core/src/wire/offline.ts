import { debug } from '../lib/debug.ts';
import { within } from '../lib/within.ts';
import type { Transport, TransportResponse } from '../types/client.ts';
import type { Envelope, EnvelopeItem } from '../types/envelope.ts';
import { recordDroppedItems } from './categories.ts';
import { parseRetryAfterHeader } from './rate-limits.ts';
import { type TransportOptions, UNANSWERED } from './transport.ts';

/** Milliseconds between two envelopes from the store. Source, as of the next two: wire-protocol, "Offline". */
const NEXT_DELAY_MS = 100;
/** Milliseconds before what was not delivered is tried again; doubles each time. */
const FIRST_BACK_OFF_MS = 5000;
const MAX_BACK_OFF_MS = 3_600_000;
/** Milliseconds to wait after an answer that limits something. */
const LIMITED_DELAY_MS = 60_000;

/** Keeps envelopes, first in, first out. Its methods may reject; what they were given is then lost, and counted. */
export interface OfflineStore {
  push(envelope: Envelope): PromiseLike<void>;
  /** Puts back what `shift` gave, before all others. */
  unshift(envelope: Envelope): PromiseLike<void>;
  shift(): PromiseLike<Envelope | undefined>;
}

export interface OfflineTransportOptions {
  /** Makes the store; without one nothing is kept. */
  createStore?: (options: OfflineTransportOptions) => OfflineStore;
  /** Begin to send what an earlier run left behind, after the first back-off. @default false */
  flushAtStartup?: boolean;
  /** Whether to keep what could not be sent. @default always */
  shouldStore?: (envelope: Envelope, error: unknown, retryDelayMs: number) => boolean | PromiseLike<boolean>;
  /** Whether to try at all; `false` keeps it for later. @default always */
  shouldSend?: (envelope: Envelope) => boolean | PromiseLike<boolean>;
}

/**
 * A transport that keeps what nobody answered for and sends it later, in order. Client reports are not kept, since their
 * counts are of the past. Replays go through the store, so that their segments stay in order. `flush` begins to send what
 * is kept, but does not wait for it. What cannot be kept is counted. Source: wire-protocol, "Offline".
 */
export function makeOfflineTransport<T extends TransportOptions>(
  createTransport: (options: T) => Transport,
): (options: T & OfflineTransportOptions) => Transport {
  return (options) => {
    const { now = () => Date.now() / 1000, delay, recordDroppedEvent, shouldStore, shouldSend } = options;
    const store = options.createStore?.(options);
    if (!store) {
      return createTransport(options);
    }
    const transport = createTransport({
      ...options,
      // The store tries again, not the transport, and counts what it cannot keep.
      delay: undefined,
      recordDroppedEvent: (reason, category, count) =>
        reason === 'network_error' ? undefined : recordDroppedEvent(reason, category, count),
    });
    let backOffMs = FIRST_BACK_OFF_MS;
    let isSendingStored = false;
    let stopTimer: (() => void) | undefined;

    const sendStored = async (): Promise<void> => {
      stopTimer = undefined;
      // One at a time; that one plans the next.
      if (isSendingStored) {
        return;
      }
      isSendingStored = true;
      try {
        const envelope = await store.shift();
        if (envelope) {
          const [headers, items] = envelope;
          const sent_at = headers.sent_at && new Date(now() * 1000).toISOString();
          await deliver([{ ...headers, sent_at }, items], true);
        }
      } catch (error) {
        debug('the offline store cannot be read:', error);
      }
      isSendingStored = false;
    };

    const sendStoredIn = (delayMs: number): void => {
      stopTimer?.();
      stopTimer = delay?.(sendStored, delayMs);
    };

    /** What follows when nobody answers, unless something is planned already. */
    const backOff = (): void => {
      if (!stopTimer) {
        sendStoredIn(backOffMs);
        backOffMs = Math.min(2 * backOffMs, MAX_BACK_OFF_MS);
      }
    };

    /** What follows an answer. One without a status was dropped on the way, which says nothing about the backend. */
    const goOn = ({ statusCode, headers }: TransportResponse): void => {
      const retryAfter = headers?.['retry-after'];
      const isLimited = retryAfter || headers?.['x-sentry-rate-limits'];
      if (statusCode && (statusCode < 400 || isLimited)) {
        backOffMs = FIRST_BACK_OFF_MS;
        const limitedMs = retryAfter ? parseRetryAfterHeader(retryAfter, now() * 1000) : LIMITED_DELAY_MS;
        sendStoredIn(isLimited ? limitedMs : NEXT_DELAY_MS);
      }
    };

    const keep = async (envelope: Envelope, error: unknown, isFromStore: boolean): Promise<TransportResponse> => {
      const [, items] = envelope;
      try {
        if (!contains(items, 'client_report') && ((await shouldStore?.(envelope, error, backOffMs)) ?? true)) {
          await (isFromStore ? store.unshift(envelope) : store.push(envelope));
          return {};
        }
        recordDroppedItems(items, 'network_error', recordDroppedEvent);
      } catch {
        recordDroppedItems(items, 'cache_overflow', recordDroppedEvent);
      }
      return UNANSWERED;
    };

    const deliver = async (envelope: Envelope, isFromStore: boolean): Promise<TransportResponse> => {
      try {
        if (shouldSend && !(await shouldSend(envelope))) {
          throw new Error('shouldSend said no');
        }
        const response = await transport.send(envelope);
        if (response === UNANSWERED) {
          throw new Error('no answer');
        }
        goOn(response);
        return response;
      } catch (error) {
        const response = await keep(envelope, error, isFromStore);
        backOff();
        return response;
      }
    };

    if (options.flushAtStartup) {
      backOff();
    }
    return {
      async send(envelope) {
        if (contains(envelope[1], 'replay_recording')) {
          const response = await keep(envelope, undefined, false);
          sendStoredIn(NEXT_DELAY_MS);
          return response;
        }
        return deliver(envelope, false);
      },
      flush(timeoutMs) {
        backOffMs = FIRST_BACK_OFF_MS;
        sendStoredIn(NEXT_DELAY_MS);
        return within(transport.flush(timeoutMs), delay as NonNullable<typeof delay>, delay && timeoutMs);
      },
    };
  };
}

function contains(items: EnvelopeItem[], wanted: string): boolean {
  return items.some(([{ type }]) => type === wanted);
}
