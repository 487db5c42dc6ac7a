import { debug } from '../lib/debug.ts';
import { within } from '../lib/within.ts';
import type { ConsentState, DropReason, Transport, TransportResponse } from '../types/client.ts';
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

/**
 * A store that holds envelopes also while they are sent, so that a program which ends in between loses nothing. Its methods
 * may reject; what they were given is then not kept.
 */
export interface OfflineQueue {
  /** Keeps an envelope that is about to be sent, in our name. */
  add(envelope: Envelope): PromiseLike<HeldEnvelope>;
  /** The oldest that nobody is sending, from now on in our name. */
  claim(): PromiseLike<HeldEnvelope | undefined>;
  /** Forgets everything. */
  clear(): PromiseLike<unknown>;
}

/** An envelope in our name: one of the two is called when sending ends. */
export interface HeldEnvelope {
  envelope: Envelope;
  /** It is delivered, or not worth keeping. */
  remove(): PromiseLike<unknown>;
  /** It waits in its place for the next try, whoever makes it. */
  release(): PromiseLike<unknown>;
}

export interface OfflineTransportOptions {
  /** Makes the store; without one nothing is kept. */
  createStore?: (options: OfflineTransportOptions) => OfflineStore | OfflineQueue;
  /** Begin to send what an earlier run left behind, after the first back-off. @default false */
  flushAtStartup?: boolean;
  /** Milliseconds before what nobody answered for is tried again; doubles each time, up to an hour. @default 5000 */
  minDelay?: number;
  /**
   * Whether to keep what could not be sent. With it, nothing is kept before it was asked, so not while it is sent the first
   * time. @default always
   */
  shouldStore?: (envelope: Envelope, error: unknown, retryDelayMs: number) => boolean | PromiseLike<boolean>;
  /** Whether to try at all; `false` keeps it for later. @default always */
  shouldSend?: (envelope: Envelope) => boolean | PromiseLike<boolean>;
}

/**
 * A transport that keeps what nobody answered for, or answered with trouble of their own (5xx), and sends it later, in
 * order. Client reports are not kept, since their counts are of the past. Replays go through the store, so that their
 * segments stay in order. `flush` begins to send what is kept, but does not wait for it. What cannot be kept is counted.
 * Without consent nothing is read from the store, and its refusal empties it. Source: wire-protocol, "Offline".
 */
export function makeOfflineTransport<T extends TransportOptions>(
  createTransport: (options: T) => Transport,
): (options: T & OfflineTransportOptions) => Transport {
  return (options) => {
    const { now = () => Date.now() / 1000, delay, recordDroppedEvent, shouldStore, shouldSend } = options;
    const { minDelay = FIRST_BACK_OFF_MS } = options;
    const store = options.createStore?.(options);
    if (!store) {
      return createTransport(options);
    }
    const queue = 'claim' in store ? store : asQueue(store);
    /** What may be delivered by another try, as our own transport says; others answer or reject. */
    const unanswered = new WeakSet<Envelope>();
    const transport = createTransport({
      ...options,
      // The store tries again, not the transport.
      delay: undefined,
      keep: (envelope) => ({
        end(_, mayWork) {
          if (mayWork) {
            unanswered.add(envelope);
          }
          return mayWork;
        },
      }),
    });
    let consent: ConsentState;
    let isClosed = false;
    let backOffMs = minDelay;
    let isSendingStored = false;
    let stopTimer: (() => void) | undefined;

    const sendStored = async (): Promise<void> => {
      stopTimer = undefined;
      // One at a time; that one plans the next.
      if (isSendingStored || consent !== 'granted') {
        return;
      }
      isSendingStored = true;
      try {
        const held = await queue.claim();
        if (held) {
          const [headers, items] = held.envelope;
          const sent_at = headers.sent_at && new Date(now() * 1000).toISOString();
          await deliver([{ ...headers, sent_at }, items], held);
        }
      } catch (error) {
        debug('the offline store cannot be read:', error);
      }
      isSendingStored = false;
    };

    const sendStoredIn = (delayMs: number): void => {
      stopTimer?.();
      stopTimer = isClosed ? undefined : delay?.(sendStored, delayMs);
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
        backOffMs = minDelay;
        const limitedMs = retryAfter ? parseRetryAfterHeader(retryAfter, now() * 1000) : LIMITED_DELAY_MS;
        sendStoredIn(isLimited ? limitedMs : NEXT_DELAY_MS);
      }
    };

    /** Never rejects, because nobody waits for it while the envelope is sent. */
    const hold = async (envelope: Envelope): Promise<HeldEnvelope | undefined> => {
      try {
        return await queue.add(envelope);
      } catch (error) {
        debug('the offline store does not take an envelope:', error);
        return undefined;
      }
    };

    const forget = async (held: Held): Promise<void> => {
      try {
        await (await held)?.remove();
      } catch (error) {
        debug('the offline store cannot be written:', error);
      }
    };

    const keep = async (envelope: Envelope, error: unknown, held: Held): Promise<TransportResponse> => {
      const [, items] = envelope;
      let reason: DropReason = 'cache_overflow';
      try {
        if (!contains(items, 'client_report') && ((await shouldStore?.(envelope, error, backOffMs)) ?? true)) {
          const kept = await (held ?? hold(envelope));
          if (kept) {
            await kept.release();
            return {};
          }
        } else {
          reason = 'network_error';
          await forget(held);
        }
      } catch (problem) {
        debug('the offline store cannot be written:', problem);
      }
      recordDroppedItems(items, reason, recordDroppedEvent);
      return UNANSWERED;
    };

    const deliver = async (envelope: Envelope, held: Held): Promise<TransportResponse> => {
      try {
        if (shouldSend && !(await shouldSend(envelope))) {
          throw new Error('shouldSend said no');
        }
        const response = await transport.send(envelope);
        if (response === UNANSWERED || unanswered.has(envelope) || (response?.statusCode ?? 0) >= 500) {
          throw new Error('no answer');
        }
        await forget(held);
        // Not before: who is still at work when the time of the next one comes plans none, and all the rest would wait.
        goOn(response ?? {});
        return response;
      } catch (error) {
        const response = await keep(envelope, error, held);
        backOff();
        return response;
      }
    };

    const hearConsent = (state: ConsentState): void => {
      consent = state;
      if (state === 'denied') {
        queue.clear().then(undefined, (error) => debug('the offline store cannot be emptied:', error));
      }
    };
    hearConsent(options.consent ?? 'granted');
    options.on?.('consent', hearConsent);
    options.on?.('close', () => {
      isClosed = true;
      stopTimer?.();
    });
    if (options.flushAtStartup) {
      backOff();
    }
    return {
      async send(envelope) {
        const [, items] = envelope;
        if (contains(items, 'replay_recording')) {
          const response = await keep(envelope, undefined, undefined);
          sendStoredIn(NEXT_DELAY_MS);
          return response;
        }
        return deliver(envelope, shouldStore || contains(items, 'client_report') ? undefined : hold(envelope));
      },
      flush(timeoutMs) {
        backOffMs = minDelay;
        sendStoredIn(NEXT_DELAY_MS);
        return within(transport.flush(timeoutMs), delay as NonNullable<typeof delay>, delay && timeoutMs);
      },
    };
  };
}

type Held = HeldEnvelope | PromiseLike<HeldEnvelope | undefined> | undefined;

/** A store that keeps nothing while it is sent. */
function asQueue(store: OfflineStore): OfflineQueue {
  const remove = async (): Promise<void> => {};
  return {
    add: async (envelope) => ({ envelope, remove, release: () => store.push(envelope) }),
    async claim() {
      const envelope = await store.shift();
      return envelope && { envelope, remove, release: () => store.unshift(envelope) };
    },
    async clear() {
      while (await store.shift()) {
        // Its one way to be emptied.
      }
    },
  };
}

function contains(items: EnvelopeItem[], wanted: string): boolean {
  return items.some(([{ type }]) => type === wanted);
}
