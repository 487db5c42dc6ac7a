import {
  type Client,
  completeIdleSpan,
  endIdleSpan,
  getClient,
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
  startIdleSpan,
  startInactiveSpan,
  undoAll,
} from '@vedette/core';
import { isBotUserAgent } from '../crawler.ts';
import { onNavigation } from '../instrument/history.ts';
import { listen } from '../instrument/listen.ts';
import { pageUrl } from '../page-url.ts';
import { type LongFrameOptions, startLongFrameSpans } from '../tracing/long-frames.ts';
import { onHide } from '../tracing/on-hide.ts';
import { addPerformanceSpans, type PerformanceSpanOptions } from '../tracing/performance-spans.ts';
import { followTraces, type PreviousTraceOptions } from '../tracing/previous-trace.ts';
import { type RequestSpanOptions, startRequestSpans } from './request-spans.ts';
import { webVitalsIntegration } from './web-vitals.ts';

/** Options of `browserTracingIntegration`; what has a default may be left out. */
export interface BrowserTracingOptions
  extends IdleTimeouts,
    RequestSpanOptions,
    PerformanceSpanOptions,
    LongFrameOptions,
    PreviousTraceOptions {
  /** A transaction for the page's load. @default true */
  instrumentPageLoad: boolean;
  /** A transaction for each change of the URL. @default true */
  instrumentNavigation: boolean;
  /** End the transaction when the page is hidden, because timers stand still then. @default true */
  markBackgroundSpan: boolean;
  /** A change of the URL soon after the start that nobody clicked for belongs to what is under way. @default true */
  detectRedirects: boolean;
  /** End the page load when `reportPageLoaded` is called, at the latest after `finalTimeout`. @default false */
  enableReportPageLoaded: boolean;
  /** Measure LCP, FCP, TTFB and CLS, and INP unless `enableInp` is off. @default true */
  webVitals: boolean;
  /** Measure how long the page takes to answer to what people do (INP). @default true */
  enableInp: boolean;
  /** Taken for who moves over: `elementTimingIntegration()` is what times elements. */
  enableElementTiming?: boolean;
  /** Last look at a transaction's name and attributes before it starts. */
  beforeStartSpan?: (options: StartSpanOptions) => StartSpanOptions;
}

/** Seconds after the start, and without a click or key, in which a change of the URL is a redirect. Source: sdk-behaviour, "browserTracingIntegration". */
const REDIRECT_S = 1.5;

/**
 * Traces the page: its load, its navigations and the requests in them, and lets servers continue the trace. Nothing is
 * traced without `tracesSampleRate` or `tracesSampler`, but the trace id still goes along.
 */
export function browserTracingIntegration({
  instrumentPageLoad = true,
  instrumentNavigation = true,
  markBackgroundSpan = true,
  detectRedirects = true,
  enableReportPageLoaded = false,
  webVitals = true,
  enableInp = true,
  beforeStartSpan,
  ...options
}: Partial<BrowserTracingOptions> = {}): Integration {
  const isBot = isBotUserAgent();
  return {
    name: 'BrowserTracing',
    setup(client) {
      if (isBot) {
        return undefined;
      }
      const undo = [startRequestSpans(client, options)];
      if (!globalThis.document) {
        return undoAll(undo);
      }
      const enabled = hasSpansEnabled(client.getOptions());
      const { now } = client.platform;
      const traces = followTraces(options, client);
      let idle: Span | undefined;
      let latest: Span | undefined;
      /** Of the latest, because the page may be elsewhere when that ends. */
      let address: string | undefined;
      let waits = false;
      let startedAt = 0;
      let actedAt = 0;

      const finish = (reason: IdleFinishReason): void => {
        if (idle) {
          endIdleSpan(idle, reason);
        }
      };
      const start = (op: 'pageload' | 'navigation', given: StartSpanOptions, url?: string): void => {
        finish('cancelled');
        address = url;
        const isPageLoad = op === 'pageload';
        waits = isPageLoad && enableReportPageLoaded;
        const sampleRand = traces.sampleRand();
        if (!isPageLoad) {
          renewTrace();
        }
        const scope = getCurrentScope();
        const context = scope.getPropagationContext();
        // A trace that came from the server has a number of its own.
        if (sampleRand !== undefined && !context.parentSpanId) {
          renewTrace({ ...context, sampleRand });
        }
        const named = { op, ...given };
        const wanted = guard(() => beforeStartSpan?.(named) ?? named, named);
        scope.setTransactionName(wanted.name);
        if (!enabled) {
          return;
        }
        const sinceMs = isPageLoad ? 0 : performance.now();
        startedAt = now();
        const span = startIdleSpan(wanted, {
          ...options,
          mayEnd: () => !waits && document.readyState !== 'loading',
          beforeSpanEnd() {
            addPerformanceSpans(span, sinceMs, options, client);
            idle = undefined;
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
        idle = latest = span;
        traces.link(span);
        scope.setSpan(span);
      };

      undo.push(
        client.on('startPageLoadSpan', (given) => start('pageload', given, location.href)),
        client.on('startNavigationSpan', (given, { url, isRedirect }: NavigationDetails = {}) => {
          if (isRedirect && idle) {
            startInactiveSpan({ ...given, op: 'navigation.redirect', parentSpan: idle }).end();
          } else {
            start('navigation', given, url);
          }
        }),
        client.on('endPageloadSpan', () => waits && finish('reportPageLoaded')),
        client.on('preprocessEvent', ({ type, contexts, request }) => {
          if (
            address &&
            request &&
            type === 'transaction' &&
            contexts?.trace?.span_id === latest?.spanContext().spanId
          ) {
            request.url = pageUrl(new URL(address, location.href).href, client);
          }
        }),
        // What nobody caught failed whatever the page was doing.
        client.on('beforeSendEvent', ({ exception }) => {
          if (exception?.values?.some(({ mechanism }) => mechanism?.handled === false)) {
            idle?.setStatus({ code: 2, message: 'internal_error' });
          }
        }),
        client.on('beforeClose', () => finish('externalFinish')),
        startLongFrameSpans(options),
      );
      if (markBackgroundSpan) {
        undo.push(
          onHide(() => {
            finish('documentHidden');
            if (latest) {
              completeIdleSpan(latest);
            }
          }),
        );
      }
      if (instrumentNavigation) {
        const act = (): void => {
          actedAt = now();
        };
        undo.push(listen('click', act, true), listen('keydown', act, true));
      }
      undo.push(
        onNavigation(client, (_, url) => {
          // Routers may tell of a navigation before the page has its address.
          address ??= url;
          if (instrumentNavigation) {
            const isRedirect = detectRedirects && now() - startedAt <= REDIRECT_S && now() - actedAt > REDIRECT_S;
            startBrowserTracingNavigationSpan(client, nameOfPage('navigation'), { url, isRedirect });
          }
        }),
      );
      return undoAll(undo);
    },
    afterAllSetup(client) {
      if (globalThis.document && !isBot) {
        renewTrace(propagationContextFromHeaders(traceOfPage()));
        if (instrumentPageLoad) {
          startBrowserTracingPageLoadSpan(client, {
            ...nameOfPage('pageload'),
            startTime: performance.timeOrigin / 1000,
          });
        }
        if (webVitals && hasSpansEnabled(client.getOptions())) {
          client.addIntegration(webVitalsIntegration({ ignore: enableInp ? [] : ['inp'] }));
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

/** What a router may say of a navigation. */
interface NavigationDetails {
  /** Where it leads. Default: where the page goes next, or is when the transaction ends. */
  url?: string;
  isRedirect?: boolean;
}

/**
 * Ends the transaction under way and starts one for a navigation, in a new trace. A redirect is a child of what is under way
 * instead.
 */
export function startBrowserTracingNavigationSpan(
  client: Client,
  spanOptions: StartSpanOptions,
  details?: NavigationDetails,
): Span | undefined {
  client.emit('startNavigationSpan', spanOptions, details);
  return getCurrentScope().getSpan();
}

/** Ends the page load, which waits for this with `enableReportPageLoaded`. Without that, or afterwards, does nothing. */
export function reportPageLoaded(client: Client | undefined = getClient()): void {
  client?.emit('endPageloadSpan');
}

function nameOfPage(op: 'pageload' | 'navigation'): StartSpanOptions {
  const attributes = { 'sentry.source': 'url', 'sentry.origin': `auto.${op}.browser` };
  return { name: location.pathname, attributes };
}

/** The trace that the server which made this page put into it, or sent along with it. */
function traceOfPage(): IncomingTrace {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const read = (name: string): string | undefined =>
    document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ??
    navigation?.serverTiming?.find((timing) => timing.name === name)?.description;
  return { sentryTrace: read('sentry-trace'), baggage: read('baggage') };
}
