import { guard } from '@vedette/core';

/**
 * Hears one type of event on the window or worker until the returned function is called. With `capture` also those on
 * elements, before anybody there does. What `hear` throws harms nobody.
 */
export function listen<E extends Event>(type: string, hear: (event: E) => void, capture?: boolean): () => void {
  const guarded = (event: Event): void => guard(() => hear(event as E));
  globalThis.addEventListener?.(type, guarded, capture);
  return () => globalThis.removeEventListener?.(type, guarded, capture);
}
