import {
  type Client,
  getActiveSpan,
  getTraceData,
  guard,
  mergeBaggage,
  type Span,
  scrubUrl,
  setHttpStatus,
  startInactiveSpan,
  type TraceData,
} from '@vedette/core';
import type { End } from '../instrument/channel.ts';
import { type FetchCall, onFetch } from '../instrument/fetch.ts';
import { onXhr } from '../instrument/xhr.ts';
import { isOwnRequest } from '../own-request.ts';
import { isTraceTarget } from '../trace-targets.ts';

export interface RequestSpanOptions {
  /** @default true */
  traceFetch: boolean;
  /** @default true */
  traceXHR: boolean;
  /** Requests without a span; they may still carry headers. Default: all have one. */
  shouldCreateSpanForRequest?: (url: string) => boolean;
}

/**
 * Times requests and lets the servers among the targets join the trace. A request while no page load or navigation is
 * going on is a transaction of its own in the page's trace, so that what a click starts is not lost.
 */
export function startRequestSpans(client: Client, options: RequestSpanOptions): () => void {
  const begin = (type: 'fetch' | 'xhr', method: string, url: string): Span | undefined => {
    const wanted = guard(() => options.shouldCreateSpanForRequest?.(url) ?? true, true);
    return wanted && !isOwnRequest(url, client) ? startRequestSpan(type, method, url) : undefined;
  };

  const undo: Array<() => void> = [];
  if (options.traceFetch) {
    undo.push(
      onFetch((call) => {
        const span = begin('fetch', call.method, call.url);
        if (isTraceTarget(call.url, client)) {
          addHeaders(call, getTraceData({ span, client }));
        }
        return span && ((end) => endRequestSpan(span, end));
      }),
    );
  }
  if (options.traceXHR) {
    undo.push(
      onXhr(({ method, url, xhr }) => {
        const span = begin('xhr', method, url);
        if (isTraceTarget(url, client)) {
          for (const [name, value] of Object.entries(getTraceData({ span, client }))) {
            xhr.setRequestHeader(name, value);
          }
        }
        return span && ((end) => endRequestSpan(span, end));
      }),
    );
  }
  return () => undo.forEach((undoOne) => undoOne());
}

function startRequestSpan(type: 'fetch' | 'xhr', method: string, url: string): Span {
  const absolute = new URL(url, location.href);
  const clean = scrubUrl(absolute.href);
  const [address = clean] = clean.split(/[?#]/);
  return startInactiveSpan({
    name: `${method} ${address}`,
    op: 'http.client',
    parentSpan: getActiveSpan(),
    attributes: {
      'sentry.origin': 'auto.http.browser',
      'sentry.source': 'url',
      type,
      url: clean,
      'http.url': clean,
      'http.method': method,
      'server.address': absolute.host,
      ...(absolute.search && { 'http.query': new URL(clean).search }),
      ...(absolute.hash && { 'http.fragment': absolute.hash }),
    },
  });
}

function endRequestSpan(span: Span, { status, error, response }: End): void {
  if (status) {
    setHttpStatus(span, status);
  } else if (error !== undefined || status === 0) {
    span.setStatus({ code: 2, message: 'internal_error' });
  }
  const length = response?.headers.get('content-length');
  if (length) {
    span.setAttribute('http.response_content_length', Number(length));
  }
  span.end();
}

/** Adds the trace to a fetch's headers, leaving those the host set itself. */
function addHeaders(call: FetchCall, { 'sentry-trace': sentryTrace, baggage }: TraceData): void {
  const [input, init] = call.args;
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
  if (sentryTrace && !headers.has('sentry-trace')) {
    headers.set('sentry-trace', sentryTrace);
    if (baggage) {
      headers.set('baggage', mergeBaggage(headers.get('baggage') ?? undefined, baggage));
    }
    call.args = [input, { ...init, headers }];
  }
}
