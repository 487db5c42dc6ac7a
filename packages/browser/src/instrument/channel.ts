import { type Client, getClient, guard } from '@vedette/core';

/** Adds a listener, which hears while its client is the current one, and returns what removes it. */
export type Subscribe<T> = (client: Client, listener: Listener<T>) => () => void;

/** Hears of something; may return a function that hears how it ended. */
type Listener<T> = (message: T) => void | ((end: End) => void);

/** How a request ended. */
export interface End {
  /** 0 when no answer came, or when the page may not know it. */
  status: number;
  failed?: boolean;
  response?: Response;
}

/**
 * One patch for many listeners: `start` patches when the first one subscribes, and what it returns undoes that when the
 * last one leaves. `publish` returns what to call at the end; a listener that throws harms nobody. After a second `init`
 * only the new client's listeners hear, or everything would be told twice.
 */
export function createChannel<T>(start: (publish: (message: T) => (end: End) => void) => () => void): Subscribe<T> {
  const listeners = new Map<Listener<T>, Client>();
  let stop: (() => void) | undefined;

  const publish = (message: T): ((end: End) => void) => {
    const ends: Array<(end: End) => void> = [];
    for (const [listener, client] of listeners) {
      const end = client === getClient() && guard(() => listener(message), undefined);
      if (end) {
        ends.push(end);
      }
    }
    return (end) => {
      for (const hear of ends) {
        guard(() => hear(end));
      }
    };
  };

  return (client, listener) => {
    listeners.set(listener, client);
    stop ??= start(publish);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) {
        stop?.();
        stop = undefined;
      }
    };
  };
}
