import { guard } from '@vedette/core';

/** Whether the browser tells of entries of this type. */
export function isObservable(type: string): boolean {
  return !!globalThis.PerformanceObserver?.supportedEntryTypes?.includes(type);
}

/** Hears performance entries of one type, also those before now, until the returned function is called. */
export function observe<E extends PerformanceEntry>(type: string, hear: (entry: E) => void): () => void {
  if (!isObservable(type)) {
    return () => {};
  }
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      guard(() => hear(entry as E));
    }
  });
  observer.observe({ type, buffered: true });
  return () => observer.disconnect();
}

/** A moment of the page's clock, in milliseconds, as seconds since the epoch. */
export function toEpoch(ms: number): number {
  return (performance.timeOrigin + ms) / 1000;
}
