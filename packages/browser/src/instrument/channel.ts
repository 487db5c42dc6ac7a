import { guard } from '@vedette/core';

/** Adds a listener and returns what removes it. */
export type Subscribe<T> = (listener: Listener<T>) => () => void;

/** Hears of something; may return a function that hears how it ended. */
export type Listener<T> = (message: T) => void | ((end: End) => void);

/** How a heard call ended; which fields are there depends on what was heard. */
export interface End {
  response?: Response;
  status?: number;
  error?: unknown;
}

/**
 * One patch for many listeners: `start` patches when the first one subscribes, and what it returns undoes that when the
 * last one leaves. `publish` returns what to call at the end; a listener that throws harms nobody.
 */
export function createChannel<T>(start: (publish: (message: T) => (end: End) => void) => () => void): Subscribe<T> {
  const listeners = new Set<Listener<T>>();
  let stop: (() => void) | undefined;

  const publish = (message: T): ((end: End) => void) => {
    const ends: Array<(end: End) => void> = [];
    for (const listener of listeners) {
      const end = guard(() => listener(message), undefined);
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

  return (listener) => {
    listeners.add(listener);
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
