import {
  type Client,
  endIdleSpan,
  getCurrentScope,
  getDynamicSamplingContextFromSpan,
  guard,
  hasSpansEnabled,
  type IdleFinishReason,
  type IdleTimeouts,
  type IncomingTrace,
  type Integration,
  propagationContextFromHeaders,
  renewTrace,
  type Span,
  type StartSpanOptions,
  setMeasurement,
  startIdleSpan,
} from '@vedette/core';
import { onNavigation } from '../instrument/history.ts';
import { undoAll } from '../undo-all.ts';
import { addNavigationTiming } from './navigation-timing.ts';
import { type RequestSpanOptions, startRequestSpans } from './request-spans.ts';
import { followWebVitals } from './web-vitals.ts';

/** Options of `browserTracingIntegration`; what has a default may be left out. */
export interface BrowserTracingOptions extends IdleTimeouts, RequestSpanOptions {
  /** A transaction for the page's load. @default true */
  instrumentPageLoad: boolean;
  /** A transaction for each change of the URL. @default true */
  instrumentNavigation: boolean;
  /** End the transaction when the page is hidden, because timers stand still then. @default true */
  markBackgroundSpan: boolean;
  /** Measure LCP, FCP, TTFB and CLS of the page's load. @default true */
  webVitals: boolean;
  /** Last look at a transaction's name and attributes before it starts. */
  beforeStartSpan?: (options: StartSpanOptions) => StartSpanOptions;
}

/**
 * Traces the page: its load, its navigations and the requests in them, and lets servers continue the trace. Nothing is
 * traced without `tracesSampleRate` or `tracesSampler`, but the trace id still goes along.
 */
export function browserTracingIntegration({
  instrumentPageLoad = true,
  instrumentNavigation = true,
  markBackgroundSpan = true,
  webVitals = true,
  beforeStartSpan,
  ...options
}: Partial<BrowserTracingOptions> = {}): Integration {
  return {
    name: 'BrowserTracing',
    setup(client) {
      const undo = [startRequestSpans(client, options)];
      if (!globalThis.document) {
        return undoAll(undo);
      }
      const enabled = hasSpansEnabled(client.getOptions());
      const readVitals = webVitals && enabled ? followWebVitals() : undefined;
      let idle: Span | undefined;

      const finish = (reason: IdleFinishReason): void => {
        if (idle) {
          endIdleSpan(idle, reason);
        }
      };
      const start = (op: 'pageload' | 'navigation', given: StartSpanOptions): void => {
        finish('cancelled');
        if (op === 'navigation') {
          renewTrace();
        }
        const named = { op, ...given };
        const wanted = guard(() => beforeStartSpan?.(named) ?? named, named);
        const scope = getCurrentScope().setTransactionName(wanted.name);
        if (!enabled) {
          return;
        }
        idle = startIdleSpan(wanted, {
          ...options,
          beforeSpanEnd(span) {
            if (op === 'pageload') {
              addNavigationTiming(span);
              for (const [name, { value, unit }] of Object.entries(readVitals?.() ?? {})) {
                setMeasurement(name, value, unit, span);
              }
            }
            // The trace goes on, with the span as parent.
            if (scope.getSpan() === span) {
              const { spanId, traceFlags } = span.spanContext();
              scope.setSpan(undefined);
              renewTrace({
                ...scope.getPropagationContext(),
                parentSpanId: spanId,
                propagationSpanId: spanId,
                sampled: traceFlags === 1,
                dsc: getDynamicSamplingContextFromSpan(span, client),
              });
            }
          },
        });
        scope.setSpan(idle);
      };

      undo.push(
        client.on('startPageLoadSpan', (given) => start('pageload', given)),
        client.on('startNavigationSpan', (given) => start('navigation', given)),
        // What nobody caught failed whatever the page was doing.
        client.on('beforeSendEvent', ({ exception }) => {
          if (exception?.values?.some(({ mechanism }) => mechanism?.handled === false)) {
            idle?.setStatus({ code: 2, message: 'internal_error' });
          }
        }),
        client.on('close', () => finish('externalFinish')),
      );
      if (markBackgroundSpan) {
        undo.push(client.platform.onExit(() => finish('documentHidden')));
      }
      if (instrumentNavigation) {
        undo.push(
          onNavigation(client, () => {
            startBrowserTracingNavigationSpan(client, nameOfPage('navigation'));
          }),
        );
      }
      return undoAll(undo);
    },
    afterAllSetup(client) {
      if (globalThis.document) {
        renewTrace(propagationContextFromHeaders(traceOfPage()));
        if (instrumentPageLoad) {
          startBrowserTracingPageLoadSpan(client, {
            ...nameOfPage('pageload'),
            startTime: performance.timeOrigin / 1000,
          });
        }
      }
    },
  };
}

/** Starts the page load's transaction, for routers that know a better name than the path. */
export function startBrowserTracingPageLoadSpan(
  client: Client,
  spanOptions: StartSpanOptions,
  trace?: IncomingTrace,
): Span | undefined {
  if (trace) {
    renewTrace(propagationContextFromHeaders(trace));
  }
  client.emit('startPageLoadSpan', spanOptions);
  return getCurrentScope().getSpan();
}

/** Ends the transaction under way and starts one for a navigation, in a new trace. */
export function startBrowserTracingNavigationSpan(client: Client, spanOptions: StartSpanOptions): Span | undefined {
  client.emit('startNavigationSpan', spanOptions);
  return getCurrentScope().getSpan();
}

function nameOfPage(op: 'pageload' | 'navigation'): StartSpanOptions {
  const attributes = { 'sentry.source': 'url', 'sentry.origin': `auto.${op}.browser` };
  return { name: location.pathname, attributes };
}

/** The trace that the server which made this page put into it. */
function traceOfPage(): IncomingTrace {
  const read = (name: string): string | undefined =>
    document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
  return { sentryTrace: read('sentry-trace'), baggage: read('baggage') };
}
