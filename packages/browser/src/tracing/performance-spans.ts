import { type Client, matchesSome, type Span, type SpanAttributes, startInactiveSpan } from '@vedette/core';
import { pageUrl } from '../page-url.ts';
import { toEpoch } from './observe.ts';
import { resourceAttributes } from './resource-attributes.ts';

export interface PerformanceSpanOptions {
  /** Kinds of resources without a span, for example `resource.css`. @default [] */
  ignoreResourceSpans: string[];
  /** Names of marks and measures without a span. @default [] */
  ignorePerformanceApiSpans: Array<string | RegExp>;
}

/**
 * Phases of a page load, what their timing fields are called, and the field they end with when it is not that.
 * Source: sdk-behaviour, "Ops, origins, attributes".
 */
const PHASES: Array<[op: string, fields?: string, end?: string]> = [
  ['unloadEvent'],
  ['redirect'],
  ['cache', 'fetch', 'domainLookupStart'],
  ['DNS', 'domainLookup'],
  ['connect'],
  ['TLS/SSL', 'secureConnection', 'connectEnd'],
  ['request', 'request', 'responseStart'],
  ['response'],
  ['domContentLoadedEvent'],
  ['loadEvent'],
];

/**
 * Adds what the browser has recorded since a moment, in milliseconds, as children of a page load or navigation: phases of
 * the load, resources, marks and measures. Requests by script have spans already.
 */
export function addPerformanceSpans(
  parentSpan: Span,
  sinceMs: number,
  { ignoreResourceSpans = [], ignorePerformanceApiSpans = [] }: Partial<PerformanceSpanOptions>,
  client: Client,
): void {
  const add = (name: string, op: string, start: number, end: number, about: string, more?: SpanAttributes): void => {
    const attributes = { 'sentry.origin': `auto.${about}.browser.metrics`, ...more };
    startInactiveSpan({ name, op, parentSpan, startTime: toEpoch(start), attributes }).end(toEpoch(end));
  };

  for (const entry of performance.getEntries()) {
    const { entryType, name, startTime, duration } = entry;
    const end = startTime + duration;
    if (startTime < sinceMs) {
      // Of an earlier page.
    } else if (entryType === 'navigation') {
      const msAt = (field: string): number => entry[field as 'startTime'];
      for (const [op, fields = op, endField = `${fields}End`] of PHASES) {
        const start = msAt(`${fields}Start`);
        // What did not happen is at 0; what took no time is left out.
        if (start && msAt(endField) > start) {
          add(pageUrl(name, client).split(/[?#]/)[0] as string, `browser.${op}`, start, msAt(endField), 'ui');
        }
      }
    } else if (entryType === 'resource') {
      const resource = entry as PerformanceResourceTiming & { renderBlockingStatus?: string };
      const { initiatorType } = resource;
      const op = `resource.${initiatorType || 'other'}`;
      if (!/^(fetch|xmlhttprequest)$/.test(initiatorType) && !ignoreResourceSpans.includes(op)) {
        add(pageUrl(name, client), op, startTime, end, 'resource', {
          'resource.render_blocking_status': resource.renderBlockingStatus,
          'url.same_origin': name.startsWith(location.origin),
          ...resourceAttributes(resource),
        });
      }
    } else if (/^(mark|measure|paint)$/.test(entryType) && !matchesSome(name, ignorePerformanceApiSpans)) {
      add(name, entryType, startTime, end, 'resource');
    }
  }
}
