import { type Span, startInactiveSpan } from '@vedette/core';

/** Phases of a page load and the timing fields they lie between. Source: sdk-behaviour, "Ops, origins, attributes". */
const PHASES: Array<[op: string, start: Field, end: Field]> = [
  ['browser.redirect', 'redirectStart', 'redirectEnd'],
  ['browser.DNS', 'domainLookupStart', 'domainLookupEnd'],
  ['browser.connect', 'connectStart', 'connectEnd'],
  ['browser.request', 'requestStart', 'responseStart'],
  ['browser.response', 'responseStart', 'responseEnd'],
  ['browser.domContentLoadedEvent', 'domContentLoadedEventStart', 'domContentLoadedEventEnd'],
  ['browser.loadEvent', 'loadEventStart', 'loadEventEnd'],
];

type Field = keyof PerformanceNavigationTiming;

/** Adds the phases of the page's load as children of its span; those that took no time are left out. */
export function addNavigationTiming(parentSpan: Span): void {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (!entry) {
    return;
  }
  for (const [op, startField, endField] of PHASES) {
    const start = entry[startField] as number;
    const end = entry[endField] as number;
    if (end > start) {
      startInactiveSpan({
        name: entry.name.split(/[?#]/)[0] ?? op,
        op,
        parentSpan,
        startTime: secondsAt(start),
        attributes: { 'sentry.origin': 'auto.ui.browser.metrics' },
      }).end(secondsAt(end));
    }
  }
}

function secondsAt(sinceTimeOrigin: number): number {
  return (performance.timeOrigin + sinceTimeOrigin) / 1000;
}
