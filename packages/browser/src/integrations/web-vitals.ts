import type { Measurement } from '@vedette/core';
import { onCLS, onFCP, onLCP, onTTFB } from 'web-vitals';

/** Reads the vitals known so far: milliseconds, and no unit for the layout shift. Source: event-payload, "Transactions". */
export type ReadVitals = () => Record<string, Measurement>;

/**
 * Follows the web vitals of this page load with the `web-vitals` library: LCP, FCP, TTFB and CLS, each as far as it is
 * known when asked. They keep changing until the page is hidden, so whoever asks last knows most.
 */
export function followWebVitals(): ReadVitals {
  const vitals: Record<string, Measurement> = {};
  const keep = ({ name, value }: { name: string; value: number }): void => {
    vitals[name.toLowerCase()] = { value, unit: name === 'CLS' ? '' : 'millisecond' };
  };
  onTTFB(keep);
  onFCP(keep);
  onLCP(keep, { reportAllChanges: true });
  onCLS(keep, { reportAllChanges: true });
  return () => ({ ...vitals });
}
