import { within } from '../lib/within.ts';
import { getClient } from '../scope/current.ts';
import type { Transport, TransportResponse } from '../types/client.ts';
import { recordDroppedItems } from '../wire/categories.ts';
import { createTransport as createWireTransport, type TransportOptions } from '../wire/transport.ts';

/** What a full promise buffer rejects with. */
export const SENTRY_BUFFER_FULL_ERROR: symbol = /* @__PURE__ */ Symbol.for('SentryBufferFullError');

/** Promises that are not settled, no more than a limit. */
export interface PromiseBuffer<T> {
  readonly $: Array<PromiseLike<T>>;
  /** Starts a task and hands its promise through; rejects with `SENTRY_BUFFER_FULL_ERROR` when it is full. */
  add(task: () => PromiseLike<T>): PromiseLike<T>;
  /** Whether all settled within `timeoutMs`; without a time, or with 0, waits as long as it takes. */
  drain(timeoutMs?: number): PromiseLike<boolean>;
}

/** Without a client there is no timer, and `drain` waits as long as it takes. */
export function makePromiseBuffer<T>(limit = 100): PromiseBuffer<T> {
  const underWay = new Set<PromiseLike<T>>();
  return {
    get $() {
      return [...underWay];
    },
    add(task) {
      if (underWay.size >= limit) {
        return Promise.reject(SENTRY_BUFFER_FULL_ERROR);
      }
      const promise = task();
      const forget = (): void => void underWay.delete(promise);
      underWay.add(promise);
      promise.then(forget, forget);
      return promise;
    },
    drain(timeoutMs) {
      const delay = getClient()?.platform.delay ?? (() => () => {});
      return within(Promise.allSettled(underWay), delay, timeoutMs || undefined);
    },
  };
}

/** As in `wire/transport.ts`; a `buffer` of one's own stands before its queue, and what it refuses is counted. */
export function createTransport(
  options: TransportOptions,
  makeRequest: (request: { body: string | Uint8Array }) => PromiseLike<TransportResponse>,
  buffer?: PromiseBuffer<TransportResponse>,
): Transport {
  const transport = createWireTransport(options, makeRequest);
  return buffer
    ? {
        send: (envelope) =>
          buffer
            .add(() => transport.send(envelope))
            .then(undefined, () => {
              recordDroppedItems(envelope[1], 'queue_overflow', options.recordDroppedEvent);
              return {};
            }),
        flush: (timeoutMs) => buffer.drain(timeoutMs),
      }
    : transport;
}
