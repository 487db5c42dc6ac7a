import { guard } from '../lib/guard.ts';
import type { Client, ClientHooks } from '../types/client.ts';

type Listener = (...args: unknown[]) => void;

/** A client's `on` and `emit`. One listener that throws does not keep the others from hearing. */
export function createHooks(): Pick<Client, 'on' | 'emit'> {
  // Lists are replaced, never changed, so that a listener may come or go while others are told.
  const listeners: Partial<Record<keyof ClientHooks, Listener[]>> = {};
  return {
    on(hook, listener) {
      const added = listener as Listener;
      listeners[hook] = [...(listeners[hook] ?? []), added];
      return () => {
        listeners[hook] = listeners[hook]?.filter((other) => other !== added);
      };
    },
    emit(hook, ...args) {
      for (const listener of listeners[hook] ?? []) {
        guard(() => listener(...args));
      }
    },
  };
}
