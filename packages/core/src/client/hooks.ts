import { guard } from '../lib/guard.ts';
import type { Client, ClientHooks } from '../types/client.ts';

type Listener = (...args: unknown[]) => void;

/** A client's `on` and `emit`. One listener that throws does not keep the others from hearing. */
export function createHooks(): Pick<Client, 'on' | 'emit'> {
  const listeners = new Map<keyof ClientHooks, Listener[]>();
  return {
    on(hook, listener) {
      const before = listeners.get(hook) ?? [];
      const added = listener as Listener;
      listeners.set(hook, [...before, added]);
      return () => {
        listeners.set(
          hook,
          (listeners.get(hook) ?? []).filter((other) => other !== added),
        );
      };
    },
    emit(hook, ...args) {
      // Lists are replaced, never changed, so a listener may come or go meanwhile.
      for (const listener of listeners.get(hook) ?? []) {
        guard(() => listener(...args));
      }
    },
  };
}
