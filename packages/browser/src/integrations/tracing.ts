import {
  type Client,
  getCurrentScope,
  getDynamicSamplingContextFromSpan,
  guard,
  hasSpansEnabled,
  type IdleFinishReason,
  type IdleSpan,
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
import { followWebVitals, type ReadVitals } from './web-vitals.ts';

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
export function browserTracingIntegration(given: Partial<BrowserTracingOptions> = {}): Integration {
  const options = resolveTracingOptions(given);
  return {
    name: 'BrowserTracing',
    setup(client) {
      const undo = [startRequestSpans(client, options)];
      if (!globalThis.document) {
        return undoAll(undo);
      }
      const readVitals = options.webVitals && hasSpansEnabled(client.getOptions()) ? followWebVitals() : () => ({});
      let idle: IdleSpan | undefined;

      const start = (spanOptions: StartSpanOptions, beforeEnd: (span: Span) => void): void => {
        const wanted = guard(() => options.beforeStartSpan?.(spanOptions) ?? spanOptions, spanOptions);
        getCurrentScope().setTransactionName(wanted.name);
        if (hasSpansEnabled(client.getOptions())) {
          idle?.finish('cancelled');
          idle = startActiveIdleSpan(client, options, wanted, beforeEnd);
        }
      };
      const finish = (reason: IdleFinishReason): void => idle?.finish(reason);

      undo.push(
        client.on('startPageLoadSpan', (spanOptions) => {
          start({ op: 'pageload', ...spanOptions }, (span) => finishPageLoad(span, readVitals));
        }),
        client.on('startNavigationSpan', (spanOptions) => {
          idle?.finish('cancelled');
          renewTrace();
          start({ op: 'navigation', ...spanOptions }, () => {});
        }),
        // What nobody caught failed whatever the page was doing.
        client.on('beforeSendEvent', ({ exception }) => {
          if (exception?.values?.some(({ mechanism }) => mechanism?.handled === false)) {
            idle?.span.setStatus({ code: 2, message: 'internal_error' });
          }
        }),
        client.on('close', () => finish('externalFinish')),
      );
      if (options.markBackgroundSpan) {
        undo.push(client.platform.onExit(() => finish('documentHidden')));
      }
      if (options.instrumentNavigation) {
        undo.push(
          onNavigation(client, () => {
            startBrowserTracingNavigationSpan(client, nameOfPage('auto.navigation.browser'));
          }),
        );
      }
      return undoAll(undo);
    },
    afterAllSetup(client) {
      if (globalThis.document) {
        renewTrace(propagationContextFromHeaders(traceOfPage()));
        if (options.instrumentPageLoad) {
          startBrowserTracingPageLoadSpan(client, {
            ...nameOfPage('auto.pageload.browser'),
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

/** An idle span that is the active one until it ends; afterwards its trace goes on, with the span as parent. */
function startActiveIdleSpan(
  client: Client,
  options: BrowserTracingOptions,
  spanOptions: StartSpanOptions,
  beforeEnd: (span: Span) => void,
): IdleSpan {
  const scope = getCurrentScope();
  const idle = startIdleSpan(spanOptions, options, (span) => {
    guard(() => beforeEnd(span));
    if (scope.getSpan() === span) {
      scope.setSpan(undefined);
      const { spanId, traceFlags } = span.spanContext();
      renewTrace({
        ...scope.getPropagationContext(),
        parentSpanId: spanId,
        propagationSpanId: spanId,
        sampled: traceFlags === 1,
        dsc: getDynamicSamplingContextFromSpan(span, client),
      });
    }
  });
  scope.setSpan(idle.span);
  return idle;
}

function finishPageLoad(span: Span, readVitals: ReadVitals): void {
  addNavigationTiming(span);
  for (const [name, { value, unit }] of Object.entries(readVitals())) {
    setMeasurement(name, value, unit, span);
  }
}

function nameOfPage(origin: string): StartSpanOptions {
  return { name: location.pathname, attributes: { 'sentry.source': 'url', 'sentry.origin': origin } };
}

/** The trace that the server which made this page put into it. */
function traceOfPage(): IncomingTrace {
  const read = (name: string): string | undefined =>
    document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
  return { sentryTrace: read('sentry-trace'), baggage: read('baggage') };
}

/** What is `undefined` counts as not given. */
function resolveTracingOptions(given: Partial<BrowserTracingOptions>): BrowserTracingOptions {
  const { instrumentPageLoad = true, instrumentNavigation = true, markBackgroundSpan = true } = given;
  const { webVitals = true, traceFetch = true, traceXHR = true } = given;
  return { ...given, instrumentPageLoad, instrumentNavigation, markBackgroundSpan, webVitals, traceFetch, traceXHR };
}
