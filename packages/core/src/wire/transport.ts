import { DEBUG, debug } from '../lib/debug.ts';
import type { DropReason, Transport, TransportResponse } from '../types/client.ts';
import type { DataCategory, Envelope, EnvelopeHeaders, EnvelopeItem } from '../types/envelope.ts';
import { itemCategory, itemCounts } from './categories.ts';
import { joinEnvelope, serializeItem } from './envelope.ts';
import { createQueue } from './queue.ts';
import { createRateLimits } from './rate-limits.ts';

/** Envelopes that may wait. Above it the newest is dropped and counted. */
const DEFAULT_BUFFER_SIZE = 1000;
/** Requests under way at once. */
const DEFAULT_MAX_REQUESTS = 8;
/** Times an envelope is tried when no answer comes at all. */
const MAX_ATTEMPTS = 3;
/** Seconds before the first retry; doubles each time, spread by half so that clients do not return together. */
const FIRST_RETRY_DELAY = 1;

export interface TransportOptions {
  /** Envelopes that may wait. @default 1000 */
  bufferSize?: number;
  /** Requests under way at once. @default 8 */
  maxRequests?: number;
  recordDroppedEvent: (reason: DropReason, category: DataCategory, count?: number) => void;
  /** Seconds since the epoch. Default the system clock. */
  now?: () => number;
  /** The platform's timer. Without one nothing is retried and `flush` waits as long as it takes. */
  delay?: (callback: () => void, delayMs: number) => () => void;
}

interface Waiting {
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
  const { recordDroppedEvent, delay, now = () => Date.now() / 1000, maxRequests = DEFAULT_MAX_REQUESTS } = options;
  const queue = createQueue<Waiting>(options.bufferSize ?? DEFAULT_BUFFER_SIZE);
  const limits = createRateLimits(now);
  let idleListeners: Array<() => void> = [];
  let underWay = 0;
  let endBackOff: (() => void) | undefined;

  const drop = (reason: DropReason, items: EnvelopeItem[]): void => {
    for (const [category, quantity] of items.flatMap(itemCounts)) {
      // A lost client report is not reported again.
      if (category !== 'internal') {
        recordDroppedEvent(reason, category, quantity);
      }
    }
  };

  const dropLimited = (waiting: Waiting): void => {
    const limited = waiting.items.filter(({ item }) => limits.isLimited(itemCategory(item)));
    if (limited.length > 0) {
      drop('ratelimit_backoff', limited.map(({ item }) => item));
      waiting.items = waiting.items.filter((entry) => !limited.includes(entry));
    }
  };

  const settle = (waiting: Waiting, response: TransportResponse): void => {
    limits.update(response);
    const { statusCode = 200 } = response;
    // 429 is counted by the server itself.
    if (statusCode >= 400 && statusCode !== 429) {
      drop('send_error', waiting.items.map(({ item }) => item));
    }
    if (DEBUG && statusCode >= 400) {
      debug(`the backend answered ${statusCode}; the envelope is dropped`);
    }
    waiting.done(response);
  };

  const retryLater = (waiting: Waiting): void => {
    waiting.attempts++;
    if (!delay || waiting.attempts >= MAX_ATTEMPTS) {
      drop('network_error', waiting.items.map(({ item }) => item));
      waiting.done({});
      return;
    }
    queue.unshift(waiting);
    if (!endBackOff) {
      const seconds = FIRST_RETRY_DELAY * 2 ** (waiting.attempts - 1) * (0.5 + Math.random() / 2);
      endBackOff = delay(() => {
        endBackOff = undefined;
        pump();
      }, seconds * 1000);
    }
  };

  const post = (waiting: Waiting): void => {
    underWay++;
    const after = (settleIt: () => void): void => {
      underWay--;
      settleIt();
      pump();
    };
    const body = joinEnvelope(
      { ...waiting.headers, ...(waiting.headers.sent_at && { sent_at: new Date(now() * 1000).toISOString() }) },
      waiting.items.map(({ bytes }) => bytes),
    );
    attempt(() => makeRequest({ body })).then(
      (response) => after(() => settle(waiting, response ?? {})),
      (error: unknown) => {
        if (DEBUG) {
          debug('no answer from the backend:', error);
        }
        after(() => retryLater(waiting));
      },
    );
  };

  const pump = (): void => {
    while (!endBackOff && underWay < maxRequests) {
      const waiting = queue.shift();
      if (!waiting) {
        break;
      }
      dropLimited(waiting);
      if (waiting.items.length > 0) {
        post(waiting);
      } else {
        waiting.done({});
      }
    }
    if (underWay === 0 && queue.size === 0) {
      const listeners = idleListeners;
      idleListeners = [];
      for (const listener of listeners) {
        listener();
      }
    }
  };

  return {
    send([headers, items]: Envelope) {
      return new Promise((done) => {
        let written: Waiting['items'];
        try {
          written = items.map((item) => ({ item, bytes: serializeItem(item) }));
        } catch (error) {
          if (DEBUG) {
            debug('an envelope could not be written:', error);
          }
          drop('internal_sdk_error', items);
          done({});
          return;
        }
        if (queue.push({ headers, items: written, attempts: 0, done })) {
          pump();
        } else {
          drop('queue_overflow', items);
          done({});
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

/** Calls something that should return a promise; what it throws becomes a rejection. */
async function attempt<T>(run: () => PromiseLike<T>): Promise<T> {
  return run();
}
