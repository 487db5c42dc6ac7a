import { DEBUG, debug } from '../lib/debug.ts';
import { within } from '../lib/within.ts';
import type { DropReason, Transport, TransportFactoryOptions, TransportResponse } from '../types/client.ts';
import type { EnvelopeItem } from '../types/envelope.ts';
import { itemCategory, recordDroppedItems } from './categories.ts';
import { serializeEnvelope } from './envelope.ts';
import { MAX_RETRIES, RETRY_DELAY_MS } from './limits.ts';
import { disabledUntil, type RateLimits, updateRateLimits } from './rate-limits.ts';

export type TransportOptions = Omit<TransportFactoryOptions, 'url'> & {
  /** Requests under way at once. @default 8 */
  maxRequests?: number;
};

/** The answer when none came; known by being this very object. */
export const UNANSWERED: TransportResponse = {};

/**
 * Sends envelopes in order, some at once, the rest from a bounded queue: drops what the backend limited, tries again
 * when no answer came, and counts everything that is not delivered. `send` resolves when the fate of an envelope is
 * known and never rejects. `makeRequest` posts bytes, rejecting when there is no answer.
 */
export function createTransport(
  options: TransportOptions,
  makeRequest: (request: { body: string | Uint8Array }) => PromiseLike<TransportResponse>,
): Transport {
  const { bufferSize = 1000, maxRequests = 8, recordDroppedEvent, delay, shrink, keep } = options;
  const { now = () => Date.now() / 1000 } = options;
  /** Attempts to send, in their order, each with the fate of its envelope. Stays in its place until that is known. */
  const queue = new Map<() => Promise<void>, Promise<TransportResponse>>();
  const underWay = new Set<() => Promise<void>>();
  let limits: RateLimits = {};
  let endBackOff: (() => void) | undefined;

  const pump = (): void => {
    for (const attempt of queue.keys()) {
      // Those under way stand first, so that a long queue is not walked through for each envelope.
      if (endBackOff || underWay.size >= maxRequests) {
        break;
      }
      if (!underWay.has(attempt)) {
        attempt().then(pump, pump);
      }
    }
  };

  /** Tries at once what was put off. */
  const resume = (): void => {
    endBackOff?.();
    endBackOff = undefined;
    pump();
  };

  return {
    send(envelope) {
      let [headers, items] = envelope;
      let retries = 0;
      const kept = keep?.(envelope);
      /** What was kept is what is sent, if that happens at once. */
      let ready = kept?.body;
      let done!: (response: TransportResponse) => void;
      const fate = new Promise<TransportResponse>((resolve) => {
        done = resolve;
      });

      /** Synchronous up to the request, so that it is made before a program can end. */
      const attempt = async (): Promise<void> => {
        let response: TransportResponse = {};
        /** Why the envelope is lost if the next step fails. */
        let reason: DropReason | undefined = 'internal_sdk_error';
        let smaller: EnvelopeItem[] | false | undefined;
        underWay.add(attempt);
        try {
          items = items.filter(
            (item) =>
              disabledUntil(limits, itemCategory(item)) <= now() * 1000 ||
              recordDroppedItems([item], 'ratelimit_backoff', recordDroppedEvent),
          );
          if (items.length > 0) {
            // Those that say when they were sent say so of this attempt.
            const sent_at = headers.sent_at && new Date(now() * 1000).toISOString();
            const body =
              ready && items.length === envelope[1].length
                ? ready
                : serializeEnvelope([{ ...headers, sent_at }, items]);
            reason = 'network_error';
            response = UNANSWERED;
            response = (await makeRequest({ body })) ?? {};
          }
          const { statusCode = 0 } = response;
          // 429 is counted by the server itself.
          reason = statusCode >= 300 && statusCode !== 429 ? 'send_error' : undefined;
          // An answer that makes no sense, so that this throws, is an answer still: what was sent is not sent again.
          limits = updateRateLimits(limits, response, now() * 1000);
          smaller = statusCode === 413 && shrink?.(items, recordDroppedEvent);
        } catch (error) {
          if (DEBUG) {
            debug(`${reason}:`, error);
          }
        }
        underWay.delete(attempt);
        if (smaller) {
          items = smaller;
          return;
        }
        // A backend in trouble may be well again soon; one that refuses will refuse again.
        const mayWork = response === UNANSWERED || (response.statusCode ?? 0) >= 500;
        if (mayWork && delay && ++retries <= MAX_RETRIES) {
          endBackOff ??= delay(resume, RETRY_DELAY_MS * 2 ** retries * (1 + Math.random()));
          return;
        }
        queue.delete(attempt);
        const isKept = kept?.end(response, mayWork);
        const isLost = !isKept && reason;
        done(response);
        if (DEBUG && isLost) {
          debug(`an envelope was dropped: ${isLost} ${response.statusCode ?? ''}`);
        }
        if (isLost || (!isKept && response.statusCode === 429)) {
          recordDroppedItems(items, isLost, recordDroppedEvent);
        }
      };

      if (queue.size - underWay.size < bufferSize) {
        queue.set(attempt, fate);
        pump();
        ready = undefined;
      } else {
        if (!kept?.end(UNANSWERED, true)) {
          recordDroppedItems(items, 'queue_overflow', recordDroppedEvent);
        }
        done({});
      }
      return fate;
    },
    flush(timeoutMs) {
      // Somebody waits.
      resume();
      return within(Promise.all(queue.values()), delay as NonNullable<typeof delay>, delay && timeoutMs);
    },
  };
}
