import { type Client, getClient, guard, undoAll } from '@vedette/core';

/** Adds a listener, which hears while its client is the current one, and returns what removes it. */
export type Subscribe<T extends unknown[]> = (client: Client, listener: Listener<T>) => () => void;

/** Hears of something; may return a function that hears how it ended. */
type Listener<T extends unknown[]> = (...message: T) => void | ((end: End) => void);

/** How a request ended. */
export interface End {
  /** 0 when no answer came, or when the page may not know it. */
  status: number;
  failed?: boolean;
  /** Why it failed, where that is told. */
  error?: unknown;
  response?: Response;
  /** Length of the answer's body as its head tells it, in bytes. */
  bodyBytes?: number | undefined;
}

/**
 * One patch for many listeners: `start` patches when the first one subscribes, and what it returns undoes that when the
 * last one leaves. `publish` returns what to call at the end; a listener that throws harms nobody. After a second `init`
 * only the new client's listeners hear, or everything would be told twice.
 */
/* @__NO_SIDE_EFFECTS__ */
export function createChannel<T extends unknown[]>(
  start: (publish: (...message: T) => (end: End) => void) => Array<() => void>,
): Subscribe<T> {
  const listeners = new Set<Listener<T>>();
  let stop: () => void;

  const publish = (...message: T): ((end: End) => void) => {
    const ends = [...listeners].map((hear) => hear(...message));
    return (end) => {
      for (const hear of ends) {
        guard(() => hear?.(end));
      }
    };
  };

  return (client, listener) => {
    const hear: Listener<T> = (...message) =>
      client === getClient() ? guard(() => listener(...message), undefined) : undefined;
    if (!listeners.size) {
      stop = undoAll(start(publish));
    }
    listeners.add(hear);
    return () => {
      listeners.delete(hear);
      if (!listeners.size) {
        stop();
      }
    };
  };
}
