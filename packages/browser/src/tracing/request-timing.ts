import { type Client, getRootSpan, type Span, undoAll } from '@vedette/core';
import { toEpoch } from './observe.ts';
import { onHide } from './on-hide.ts';
import { resourceAttributes } from './resource-attributes.ts';

/**
 * How long the end of a request span waits for the browser's timing, in milliseconds. Source: sdk-behaviour,
 * "browserTracingIntegration".
 */
const WAIT_MS = 300;
/** How often it waits for a body that is streamed: 90 seconds. Source: sdk-behaviour, browser integrations. */
const MAX_WAITS = 300;

/** Fields of a resource timing that become attributes, in the order they happen. */
const MOMENTS =
  'redirectStart redirectEnd workerStart fetchStart domainLookupStart domainLookupEnd connectStart secureConnectionStart connectEnd requestStart responseStart responseEnd'.split(
    ' ',
  );

/** Ends the span of a request to this address, which began at this moment of the page's clock. */
export type EndTimed = (span: Span, href: string, startMs: number) => void;

/**
 * Ends request spans with what the browser knows of the request, which it tells a little later than the page hears of its
 * end. They end at the latest with the transaction they are in, at a flush, or when the page is hidden. With `withBody` they
 * end where the answer's body does.
 */
export function createTimedEnd(client: Client, withBody: boolean): [end: EndTimed, undo: () => void] {
  const waiting = new Map<Span, () => void>();
  const { platform } = client;

  const endAll = (root?: Span): void => {
    for (const [span, finish] of waiting) {
      if (!root || (span !== root && getRootSpan(span) === root)) {
        finish();
      }
    }
  };
  const end: EndTimed = (span, href, startMs) => {
    const now = platform.now();
    let waits = withBody ? MAX_WAITS : 1;
    let stopTimer: (() => void) | undefined;
    const find = (): PerformanceResourceTiming | undefined =>
      (performance.getEntriesByName(href.replace(/#.*/, ''), 'resource') as PerformanceResourceTiming[]).find(
        ({ startTime }) => startTime >= startMs,
      );
    const finish = (entry = find()): void => {
      waiting.delete(span);
      stopTimer?.();
      if (entry) {
        for (const field of MOMENTS) {
          const ms = entry[field as 'responseEnd'];
          const name = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
          if (ms) {
            span.setAttribute(`http.request.${name.replace('ct_end', 'ction_end')}`, toEpoch(ms));
          }
        }
        span.setAttributes(resourceAttributes(entry));
      }
      span.end(withBody && entry ? toEpoch(entry.responseEnd) : now);
    };
    const look = (): void => {
      const entry = find();
      if (entry || !waits--) {
        finish(entry);
      } else {
        stopTimer = platform.delay(look, WAIT_MS);
      }
    };
    waiting.set(span, finish);
    look();
  };
  const hurry = (): void => endAll();
  return [end, undoAll([client.on('spanEnd', endAll), client.on('flush', hurry), onHide(hurry), hurry])];
}
