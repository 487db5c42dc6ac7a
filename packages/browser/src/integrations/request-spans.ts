import {
  type Client,
  getTraceData,
  guard,
  mergeBaggage,
  type Span,
  setHttpStatus,
  startInactiveSpan,
  type TraceData,
  undoAll,
} from '@vedette/core';
import type { End } from '../instrument/channel.ts';
import { type FetchCall, onFetch } from '../instrument/fetch.ts';
import { patch } from '../instrument/patch.ts';
import { onXhr } from '../instrument/xhr.ts';
import { isOwnRequest } from '../own-request.ts';
import { pageUrl } from '../page-url.ts';
import { isTraceTarget } from '../trace-targets.ts';
import { createTimedEnd, type EndTimed } from '../tracing/request-timing.ts';

export interface RequestSpanOptions {
  /** @default true */
  traceFetch: boolean;
  /** @default true */
  traceXHR: boolean;
  /** Add what the browser tells of a request: when it was connected, sent and answered, and the sizes. @default true */
  enableHTTPTimings: boolean;
  /** End the span of a `fetch` when its body has arrived, for at most 90 seconds, not when its head has. @default false */
  trackFetchStreamPerformance: boolean;
  /** Requests without a span; they may still carry headers. Default: all have one. */
  shouldCreateSpanForRequest?: (url: string) => boolean;
  /** Called when the span of a request has started, with the headers the host gave it. */
  onRequestSpanStart?: (span: Span, details: { headers?: Headers }) => void;
  /** Called before the span of a request ends, with the headers of the answer or why there is none. */
  onRequestSpanEnd?: (span: Span, details: { headers?: Headers; error?: unknown }) => void;
}

/**
 * Times requests and lets the servers among the targets join the trace. A request while no page load or navigation is
 * going on is a transaction of its own in the page's trace, so that what a click starts is not lost.
 */
export function startRequestSpans(
  client: Client,
  {
    traceFetch = true,
    traceXHR = true,
    enableHTTPTimings = true,
    trackFetchStreamPerformance = false,
    shouldCreateSpanForRequest,
    onRequestSpanStart,
    onRequestSpanEnd,
  }: Partial<RequestSpanOptions> = {},
): () => void {
  const undo: Array<() => void> = [];
  // Workers of some engines, and documents that are none, do not tell of resources.
  const canTell = enableHTTPTimings && !!globalThis.PerformanceResourceTiming && !!globalThis.document;
  const createEnd = (withBody: boolean): EndTimed => {
    const [end, stop] = createTimedEnd(client, withBody);
    undo.push(stop);
    return end;
  };
  const endXhr = canTell ? createEnd(false) : endNow;
  const endFetch = canTell && trackFetchStreamPerformance ? createEnd(true) : endXhr;

  /** Starts a span and hands the headers over that go along, if any; returns what ends it. */
  const follow = (
    type: 'fetch' | 'xhr',
    { method, url }: { method: string; url: string },
    addHeaders: (headers: TraceData) => void,
    givenHeaders: () => Headers | undefined,
    answeredHeaders: (end: End) => Headers | undefined,
  ): ((end: End) => void) | undefined => {
    if (isOwnRequest(url, client)) {
      return undefined;
    }
    // A page may have another base than its own address.
    const absolute = new URL(url, globalThis.document?.baseURI ?? location.href);
    const wanted = guard(() => shouldCreateSpanForRequest?.(url) ?? true, true);
    const span = wanted ? startRequestSpan(type, method, absolute, client) : undefined;
    if (span && onRequestSpanStart) {
      guard(() => onRequestSpanStart(span, { headers: givenHeaders() }));
    }
    if (isTraceTarget(absolute, client)) {
      guard(() => addHeaders(getTraceData({ span, client })));
    }
    const startMs = performance.now();
    return (
      span &&
      ((end) => {
        describeEnd(span, end);
        if (onRequestSpanEnd) {
          guard(() => onRequestSpanEnd(span, { headers: answeredHeaders(end), error: end.error }));
        }
        // What is not sent needs no timing, and what failed has no body.
        const endSpan = span.isRecording() && !end.failed ? (type === 'fetch' ? endFetch : endXhr) : endNow;
        endSpan(span, absolute.href, startMs);
      })
    );
  };

  if (traceFetch) {
    undo.push(
      onFetch(client, (call) =>
        follow(
          'fetch',
          call,
          (headers) => addFetchHeaders(call, headers),
          () => headersOf(call),
          ({ response }) => response?.headers,
        ),
      ),
    );
  }
  if (traceXHR) {
    const given = new WeakMap<XMLHttpRequest, Headers>();
    undo.push(
      patch(globalThis.XMLHttpRequest?.prototype, 'setRequestHeader', ([name, value], self) => {
        const headers = given.get(self as XMLHttpRequest) ?? new Headers();
        given.set(self as XMLHttpRequest, headers);
        headers.append(String(name), String(value));
      }),
      onXhr(client, (call) => {
        const { xhr } = call;
        const headers = given.get(xhr);
        const end = follow(
          'xhr',
          call,
          (trace) => {
            // A second `setRequestHeader` adds to the first, and two traces in one header are none.
            if (!headers?.has('sentry-trace')) {
              for (const [name, value] of Object.entries(trace)) {
                xhr.setRequestHeader(name, value);
              }
            }
          },
          () => headers,
          () => answerHeadersOf(xhr),
        );
        given.delete(xhr);
        return end;
      }),
    );
  }
  return undoAll(undo);
}

const endNow = (span: Span): void => span.end();

/** Which requests have spans unless told otherwise. */
export const defaultRequestInstrumentationOptions = {
  traceFetch: true,
  traceXHR: true,
  enableHTTPTimings: true,
  trackFetchStreamPerformance: false,
} satisfies Partial<RequestSpanOptions>;

function startRequestSpan(type: 'fetch' | 'xhr', method: string, { href, host }: URL, client: Client): Span {
  const url = pageUrl(href, client);
  const [, address, query, fragment] = /^([^?#]*)(\?[^#]*)?(#.*)?/.exec(url) ?? [];
  return startInactiveSpan({
    name: `${method} ${address}`,
    op: 'http.client',
    attributes: {
      'sentry.origin': 'auto.http.browser',
      'sentry.source': 'url',
      type,
      url,
      'http.url': url,
      'http.method': method,
      'server.address': host,
      'http.query': query,
      'http.fragment': fragment,
    },
  });
}

function describeEnd(span: Span, { status, failed, bodyBytes }: End): void {
  if (failed) {
    span.setStatus({ code: 2, message: 'internal_error' });
  } else if (status) {
    setHttpStatus(span, status);
  }
  span.setAttribute('http.response_content_length', bodyBytes);
}

function headersOf({ args: [input, init] }: FetchCall): Headers {
  return new Headers(init?.headers ?? (input as Request).headers);
}

function answerHeadersOf(xhr: XMLHttpRequest): Headers {
  const lines = xhr.getAllResponseHeaders().split('\r\n').filter(Boolean);
  return new Headers(lines.map((line) => line.split(/: (.*)/).slice(0, 2) as [string, string]));
}

/** Adds the trace to a fetch's headers, leaving those the host set itself. */
function addFetchHeaders(call: FetchCall, trace: TraceData): void {
  const [input, init] = call.args;
  const headers = headersOf(call);
  if (headers.has('sentry-trace')) {
    return;
  }
  for (const [name, value] of Object.entries(trace)) {
    headers.set(name, name === 'baggage' ? mergeBaggage(headers.get(name) ?? undefined, value) : value);
  }
  // Read as `fetch` reads it, inherited members included: hosts pass requests and instances of classes.
  const changed: Record<string, unknown> = {};
  for (const key in init) {
    changed[key] = init[key as keyof RequestInit];
  }
  if (input instanceof Request && Object.keys(changed).length === 0) {
    // An init that says anything resets these two of a request. Source: Fetch, "new Request(input, init)".
    const { referrer, referrerPolicy } = input;
    Object.assign(changed, { referrer, referrerPolicy });
  }
  call.args[1] = { ...changed, headers };
}
