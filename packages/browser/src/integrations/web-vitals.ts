import {
  type Client,
  type Integration,
  type SpanAttributes,
  setMeasurement,
  startInactiveSpan,
  undoAll,
} from '@vedette/core';
import type { MetricType } from 'web-vitals';
import { describeVital, type Vital } from '../tracing/describe-vital.ts';
import { LONG_FRAME, type LongFrame, longestScript } from '../tracing/long-frames.ts';
import { observe, toEpoch } from '../tracing/observe.ts';
import { onHide } from '../tracing/on-hide.ts';
import { onCLS, onFCP, onINP, onLCP } from '../vitals.ts';

export interface WebVitalsOptions {
  /** Vitals that are not wanted. @default [] */
  ignore?: Array<'cls' | 'inp' | 'lcp'>;
}

/** `activationStart` is not in TypeScript's library yet. */
type NavigationEntry = PerformanceNavigationTiming & { activationStart?: number };

/** Long frames kept at most, to find the script that made an interaction slow: one is told before or after the other. */
const MAX_FRAMES = 10;

/**
 * Measures the web vitals with the `web-vitals` library: LCP, CLS and FCP are put on the page load's transaction, each with
 * the element that caused it, and so is TTFB, for which the library would wait until the page has loaded. What becomes known or changes later, until the page is hidden, and all of a page that
 * comes back from the back/forward cache, is sent as a span of its own, and so is INP always, with the script that ran.
 * `browserTracingIntegration` adds it.
 */
export function webVitalsIntegration({ ignore = [] }: WebVitalsOptions = {}): Integration {
  return {
    name: 'WebVitals',
    // After others: they end the page load when it is hidden, and what it takes along is not told again.
    afterAllSetup(client) {
      const known = new Map<string, Vital>();
      const untold = new Set<string>();
      let frames: LongFrame[] = [];
      let isStopped = false;

      const findScript = (): void => {
        const inp = known.get('inp');
        if (inp) {
          Object.assign(inp.attributes, longestScript(frames, inp.startTime, inp.startTime + inp.value));
        }
      };
      // The library never stops.
      const keep = (metric: MetricType): void => {
        const key = metric.name.toLowerCase();
        if (!isStopped && !ignore.includes(key as 'cls')) {
          known.set(key, describeVital(metric, client));
          untold.add(key);
          findScript();
        }
      };
      const all = { reportAllChanges: true };
      onFCP(keep);
      onLCP(keep, all);
      onCLS(keep, all);
      onINP(keep, all);

      const undo = [
        observe<LongFrame>(LONG_FRAME, (frame) => {
          frames = [...frames, frame].slice(-MAX_FRAMES);
          findScript();
        }),
        client.on('spanEnd', (span) => {
          const { attributes } = span as { attributes?: SpanAttributes };
          if (attributes?.['sentry.op'] === 'pageload') {
            const [navigation] = performance.getEntriesByType('navigation') as NavigationEntry[];
            if (navigation?.responseStart) {
              // Of a page that was loaded ahead, what happened before somebody wanted it does not count.
              const ttfb = Math.max(navigation.responseStart - (navigation.activationStart ?? 0), 0);
              setMeasurement('ttfb', ttfb, 'millisecond', span);
            }
            for (const [key, vital] of known) {
              if (key !== 'inp') {
                setMeasurement(key, vital.value, unitOf(key), span);
                span.setAttributes(vital.attributes);
                untold.delete(key);
              }
            }
          }
        }),
        onHide(() => {
          for (const key of untold) {
            sendVital(key, known.get(key) as Vital, client);
          }
          untold.clear();
          client.flush();
        }),
      ];
      client.registerCleanup(() => {
        isStopped = true;
        undoAll(undo)();
      });
    },
  };
}

function unitOf(key: string): string {
  return key === 'cls' ? '' : 'millisecond';
}

/** Source: sdk-behaviour, "Ops, origins, attributes". */
function sendVital(key: string, { value, element, startTime, event, route, attributes }: Vital, client: Client): void {
  const { release, environment } = client.getOptions();
  const isInteraction = key === 'inp';
  const ms = isInteraction ? value : 0;
  const span = startInactiveSpan({
    name: element ?? key.toUpperCase(),
    op: isInteraction ? `ui.interaction.${kindOf(event ?? '')}` : `ui.webvital.${key}`,
    startTime: toEpoch(startTime),
    experimental: { standalone: true },
    attributes: {
      'sentry.origin': `auto.http.browser.${key}`,
      'sentry.exclusive_time': ms,
      release,
      environment,
      transaction: route,
      ...attributes,
    },
  });
  setMeasurement(key, value, unitOf(key), span);
  span.end(toEpoch(startTime + ms));
}

function kindOf(event: string): string {
  if (/^(key|input|beforeinput|composition)/.test(event)) {
    return 'press';
  }
  return /^drag|drop/.test(event) ? 'drag' : /over|out|enter|leave/.test(event) ? 'hover' : 'click';
}
