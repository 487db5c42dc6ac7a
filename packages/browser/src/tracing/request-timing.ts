import { type Client, getRootSpan, type Span, undoAll } from '@vedette/core';
import { toEpoch } from './observe.ts';
import { onHide } from './on-hide.ts';
import { resourceAttributes } from './resource-attributes.ts';

/**
 * Seconds for which the end of a request span waits for the browser's timing. Source: sdk-behaviour,
 * "browserTracingIntegration".
 */
const WAIT_S = 0.3;
/** Seconds for which it waits for a body that is streamed. Source: sdk-behaviour, browser integrations. */
const BODY_WAIT_S = 90;

/** Fields of a resource timing that become attributes, in the order they happen. */
const MOMENTS =
  'redirectStart redirectEnd workerStart fetchStart domainLookupStart domainLookupEnd connectStart secureConnectionStart connectEnd requestStart responseStart responseEnd'.split(
    ' ',
  );
/** What the attributes are called, as far as they were needed. */
const attributeOf: Record<string, string> = {};

/** Ends the span of a request to this address, which began at this moment of the page's clock. */
export type EndTimed = (span: Span, href: string, startMs: number) => void;

/**
 * Ends request spans with what the browser knows of the request, which it tells a little later than the page hears of its
 * end. They end at the latest with the transaction they are in, at a flush, or when the page is hidden. With `withBody` they
 * end where the answer's body does.
 */
export function createTimedEnd(client: Client, withBody: boolean): [end: EndTimed, undo: () => void] {
  /** Ends a span if its timing is there, if it has waited long enough, or at once; else tells for how many seconds it may wait. */
  const waiting = new Map<Span, (atOnce?: boolean) => number | undefined>();
  const { platform } = client;
  // One timer for all that wait: a timer of its own costs a request more than all the rest of its timing.
  let stopTimer: (() => void) | undefined;

  const endAll = (root?: Span): void => {
    for (const [span, settle] of waiting) {
      if (!root || (span !== root && getRootSpan(span) === root)) {
        settle(true);
      }
    }
  };
  const look = (): void => {
    let nextS = WAIT_S;
    for (const settle of waiting.values()) {
      nextS = Math.min(nextS, settle() ?? WAIT_S);
    }
    stopTimer = waiting.size > 0 ? platform.delay(look, nextS * 1000) : undefined;
  };
  const end: EndTimed = (span, href, startMs) => {
    const endedAt = platform.now();
    waiting.set(span, (atOnce) => {
      const leftS = endedAt + (withBody ? BODY_WAIT_S : WAIT_S) - platform.now();
      const find = (name: string): PerformanceResourceTiming | undefined =>
        (performance.getEntriesByName(name, 'resource') as PerformanceResourceTiming[]).find(
          ({ startTime }) => startTime >= startMs,
        );
      // WebKit names entries without the fragment, others with it.
      const entry = find(href) ?? find(href.replace(/#.*/, ''));
      // Clocks and timers do not agree to the millisecond.
      if (!entry && !atOnce && leftS > 0.001) {
        return leftS;
      }
      waiting.delete(span);
      if (entry) {
        // Read once: each reading asks the browser.
        const { timeOrigin } = performance;
        for (const field of MOMENTS) {
          const ms = entry[field as 'responseEnd'];
          if (ms) {
            attributeOf[field] ??= `http.request.${field
              .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
              .replace('ct_end', 'ction_end')}`;
            span.setAttribute(attributeOf[field], (timeOrigin + ms) / 1000);
          }
        }
        span.setAttributes(resourceAttributes(entry));
      }
      span.end(withBody && entry ? toEpoch(entry.responseEnd) : endedAt);
      return undefined;
    });
    stopTimer ??= platform.delay(look, WAIT_S * 1000);
  };
  const hurry = (): void => endAll();
  return [
    end,
    undoAll([
      // A span is no other's root while it is in somebody else's tree.
      client.on('spanEnd', (span) => getRootSpan(span) === span && endAll(span)),
      client.on('flush', hurry),
      onHide(hurry),
      hurry,
      () => stopTimer?.(),
    ]),
  ];
}
