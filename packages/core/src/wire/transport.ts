import { DEBUG, debug } from '../lib/debug.ts';
import { guard } from '../lib/guard.ts';
import type { DropReason, Transport, TransportResponse } from '../types/client.ts';
import type { DataCategory, Envelope, EnvelopeHeaders, EnvelopeItem } from '../types/envelope.ts';
import { itemCategory, recordDroppedItems } from './categories.ts';
import { joinEnvelope, serializeItem } from './envelope.ts';
import { createQueue } from './queue.ts';
import { createRateLimits } from './rate-limits.ts';

/** Times an envelope is tried when no answer comes at all. */
const MAX_ATTEMPTS = 3;
/** Milliseconds before the first retry; doubles each time, spread by half so that clients do not return together. */
const FIRST_RETRY_DELAY_MS = 1000;

export interface TransportOptions {
  /** Envelopes that may wait; above it the newest is dropped and counted. @default 1000 */
  bufferSize?: number;
  /** Requests under way at once. @default 8 */
  maxRequests?: number;
  recordDroppedEvent: (reason: DropReason, category: DataCategory, count?: number) => void;
  /** Seconds since the epoch. Default the system clock. */
  now?: () => number;
  /** The platform's timer. Without one nothing is retried and `flush` waits as long as it takes. */
  delay?: (callback: () => void, delayMs: number) => () => void;
  /** Makes a payload that `JSON.stringify` refuses (a cycle, a big integer) one that it takes. Without, it is dropped. */
  rescue?: (payload: EnvelopeItem[1]) => unknown;
}

interface Waiting {
  /** Its place in the order of sending. */
  turn: number;
  headers: EnvelopeHeaders;
  items: Array<{ item: EnvelopeItem; bytes: string | Uint8Array }>;
  attempts: number;
  done: (response: TransportResponse) => void;
}

/**
 * Sends envelopes in order, some at once, the rest from a bounded queue: drops what the backend limited, tries again
 * when no answer came, and counts everything that is not delivered. `send` resolves when the fate of an envelope is
 * known and never rejects. `makeRequest` posts bytes, rejecting when there is no answer.
 */
export function createTransport(
  options: TransportOptions,
  makeRequest: (request: { body: string | Uint8Array }) => PromiseLike<TransportResponse>,
): Transport {
  const { bufferSize = 1000, maxRequests = 8, recordDroppedEvent, delay, rescue } = options;
  const { now = () => Date.now() / 1000 } = options;
  const queue = createQueue<Waiting>(bufferSize);
  const limits = createRateLimits(now);
  const idleListeners: Array<() => void> = [];
  let turns = 0;
  let underWay = 0;
  let endBackOff: (() => void) | undefined;

  const drop = (reason: DropReason, items: Array<{ item: EnvelopeItem }>): void =>
    recordDroppedItems(
      items.map(({ item }) => item),
      reason,
      recordDroppedEvent,
    );

  const write = (item: EnvelopeItem): string | Uint8Array => {
    try {
      return serializeItem(item);
    } catch (error) {
      if (!rescue) {
        throw error;
      }
      return serializeItem([item[0], rescue(item[1]) as object]);
    }
  };

  const settle = (waiting: Waiting, response: TransportResponse): void => {
    const { statusCode = 200 } = response;
    // An answer that makes no sense is an answer still: what was sent is not sent again.
    guard(() => limits.update(response));
    if (statusCode >= 400) {
      if (DEBUG) {
        debug(`the backend answered ${statusCode}; the envelope is dropped`);
      }
      // 429 is counted by the server itself.
      if (statusCode !== 429) {
        drop('send_error', waiting.items);
      }
    }
    waiting.done(response);
  };

  const retryLater = (waiting: Waiting): void => {
    waiting.attempts++;
    if (!delay || waiting.attempts >= MAX_ATTEMPTS) {
      drop('network_error', waiting.items);
      waiting.done({});
      return;
    }
    queue.putBack(waiting);
    endBackOff ??= delay(
      () => {
        endBackOff = undefined;
        guard(pump);
      },
      FIRST_RETRY_DELAY_MS * 2 ** (waiting.attempts - 1) * (0.5 + Math.random() / 2),
    );
  };

  const post = async (waiting: Waiting): Promise<void> => {
    const { headers, items } = waiting;
    let response: TransportResponse | undefined;
    underWay++;
    try {
      // Those that say when they were sent say so of this attempt.
      const sent_at = headers.sent_at && new Date(now() * 1000).toISOString();
      const body = joinEnvelope(
        { ...headers, sent_at },
        items.map(({ bytes }) => bytes),
      );
      response = (await makeRequest({ body })) ?? {};
    } catch (error) {
      if (DEBUG) {
        debug('no answer from the backend:', error);
      }
    }
    underWay--;
    if (response) {
      settle(waiting, response);
    } else {
      retryLater(waiting);
    }
    pump();
  };

  const pump = (): void => {
    let waiting: Waiting | undefined;
    while (!endBackOff && underWay < maxRequests && (waiting = queue.shift())) {
      const isLimited = ({ item }: { item: EnvelopeItem }): boolean => limits.isLimited(itemCategory(item));
      drop('ratelimit_backoff', waiting.items.filter(isLimited));
      waiting.items = waiting.items.filter((entry) => !isLimited(entry));
      if (waiting.items.length > 0) {
        post(waiting);
      } else {
        waiting.done({});
      }
    }
    if (underWay + queue.size === 0) {
      for (const listener of idleListeners.splice(0)) {
        listener();
      }
    }
  };

  return {
    send([headers, items]: Envelope) {
      return new Promise((done) => {
        const refuse = (reason: DropReason): void => {
          recordDroppedItems(items, reason, recordDroppedEvent);
          done({});
        };
        try {
          const written = items.map((item) => ({ item, bytes: write(item) }));
          if (queue.push({ turn: turns++, headers, items: written, attempts: 0, done })) {
            pump();
          } else {
            refuse('queue_overflow');
          }
        } catch (error) {
          if (DEBUG) {
            debug('an envelope could not be written:', error);
          }
          refuse('internal_sdk_error');
        }
      });
    },
    flush(timeoutMs) {
      // Somebody waits: try at once what was put off.
      endBackOff?.();
      endBackOff = undefined;
      return new Promise((resolve) => {
        const stop = timeoutMs === undefined ? undefined : delay?.(() => resolve(false), timeoutMs);
        idleListeners.push(() => {
          stop?.();
          resolve(true);
        });
        pump();
      });
    },
  };
}
