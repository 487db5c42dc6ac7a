import { DEBUG_PREFIX, guard } from '@vedette/core';

/**
 * Methods that are listened to. `assert`, `trace`, `table`, `group` and the timers write through these; and a patched
 * `trace` would print our own frame.
 */
const METHODS = ['debug', 'info', 'log', 'warn', 'error'] as const;

export type ConsoleMethod = (typeof METHODS)[number];
type Listener = (method: ConsoleMethod, args: unknown[]) => void;

let patch: { listeners: Set<Listener>; undo: () => void } | undefined;

/**
 * Hears what the host writes on the console, before it is written. Our own lines and what a listener itself writes are
 * passed over. The methods are patched once, for however many listeners, and put back with the last. Returns the undo.
 */
export function onConsole(listener: Listener): () => void {
  patch ??= patchConsole();
  const { listeners, undo } = patch;
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && patch?.listeners === listeners) {
      undo();
      patch = undefined;
    }
  };
}

function patchConsole(): NonNullable<typeof patch> {
  const listeners = new Set<Listener>();
  let telling = false;
  const undoAll = METHODS.map((method) => {
    const original = console[method];
    // A method, because those of the console cannot be called with `new` either.
    const { patched } = {
      patched(this: unknown, ...args: unknown[]): void {
        if (!telling && args[0] !== DEBUG_PREFIX) {
          telling = true;
          for (const listener of listeners) {
            guard(() => listener(method, args));
          }
          telling = false;
        }
        original.apply(this as Console, args);
      },
    };
    Object.defineProperty(patched, 'name', { value: original.name });
    console[method] = patched;
    return () => {
      // Somebody who patched after us calls ours, which by now has nobody to tell.
      if (console[method] === patched) {
        console[method] = original;
      }
    };
  });
  return {
    listeners,
    undo() {
      for (const undoOne of undoAll) {
        undoOne();
      }
    },
  };
}
