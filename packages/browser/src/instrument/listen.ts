import { guard } from '@vedette/core';

/**
 * Hears one type of event until the returned function is called: on the window or worker, or on another `target`. With
 * `capture` also those on elements, before anybody there does. What `hear` throws harms nobody.
 */
export function listen<E extends Event>(
  type: string,
  hear: (event: E) => void,
  capture?: boolean,
  target: Partial<EventTarget> = globalThis,
): () => void {
  const guarded = (event: Event): void => guard(() => hear(event as E));
  target.addEventListener?.(type, guarded, capture);
  return () => target.removeEventListener?.(type, guarded, capture);
}
