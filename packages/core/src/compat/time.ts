import { getClient } from '../scope/current.ts';

/** Seconds since the epoch by the running client's clock, which never goes back; without one by the system's. */
export function timestampInSeconds(): number {
  return getClient()?.platform.now() ?? dateTimestampInSeconds();
}

/** Seconds since the epoch by the system's clock. */
export function dateTimestampInSeconds(): number {
  return Date.now() / 1000;
}

/** Milliseconds since the epoch when this page or process began; `undefined` where the runtime does not say. */
export function browserPerformanceTimeOrigin(): number | undefined {
  return (globalThis as { performance?: { timeOrigin?: number } }).performance?.timeOrigin;
}

/** A function that calls once things have been quiet for a while. */
export interface Debounced<T> {
  (): T | undefined;
  /** Calls now if a call is due, and returns the newest result. */
  flush(): T | undefined;
  /** Forgets the call that is due. */
  cancel(): void;
}

/**
 * Calls `callback` when nothing has asked for it for `waitMs`, at the latest `maxWait` milliseconds after the first that
 * did. The timer is the running client's: without a client nothing is called but by `flush`.
 */
export function debounce<T>(callback: () => T, waitMs: number, options: { maxWait?: number } = {}): Debounced<T> {
  const maxWaitMs = options.maxWait ? Math.max(options.maxWait, waitMs) : 0;
  let result: T | undefined;
  let timers: Array<(() => void) | undefined> = [];
  let isDue = false;

  const cancel = (): void => {
    isDue = false;
    for (const stop of timers.splice(0)) {
      stop?.();
    }
  };
  const call = (): T | undefined => {
    cancel();
    result = callback();
    return result;
  };
  const debounced = (): T | undefined => {
    const { delay } = getClient()?.platform ?? {};
    const [quiet, latest = maxWaitMs ? delay?.(call, maxWaitMs) : undefined] = timers;
    quiet?.();
    timers = [delay?.(call, waitMs), latest];
    isDue = true;
    return result;
  };
  return Object.assign(debounced, { flush: () => (isDue ? call() : result), cancel });
}
