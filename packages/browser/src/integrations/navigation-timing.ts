import { type Span, startInactiveSpan } from '@vedette/core';

/**
 * Phases of a page load, what their timing fields are called, and the field they end with when it is not that.
 * Source: sdk-behaviour, "Ops, origins, attributes".
 */
const PHASES: Array<[op: string, fields?: string, end?: string]> = [
  ['redirect'],
  ['DNS', 'domainLookup'],
  ['connect'],
  ['request', 'request', 'responseStart'],
  ['response'],
  ['domContentLoadedEvent'],
  ['loadEvent'],
];

/** Adds the phases of the page's load as children of its span; those that took no time are left out. */
export function addNavigationTiming(parentSpan: Span): void {
  const [entry] = performance.getEntriesByType('navigation');
  if (!entry) {
    return;
  }
  const secondsAt = (field: string): number => (performance.timeOrigin + entry[field as 'loadEventEnd']) / 1000;
  for (const [op, fields = op, endField = `${fields}End`] of PHASES) {
    const startTime = secondsAt(`${fields}Start`);
    const end = secondsAt(endField);
    if (end > startTime) {
      startInactiveSpan({
        name: entry.name.split(/[?#]/)[0] ?? op,
        op: `browser.${op}`,
        parentSpan,
        startTime,
        attributes: { 'sentry.origin': 'auto.ui.browser.metrics' },
      }).end(end);
    }
  }
}
