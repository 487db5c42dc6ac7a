import {
  type Client,
  getTraceData,
  guard,
  mergeBaggage,
  type Span,
  setHttpStatus,
  startInactiveSpan,
  type TraceData,
} from '@vedette/core';
import type { End } from '../instrument/channel.ts';
import { type FetchCall, onFetch } from '../instrument/fetch.ts';
import { patch } from '../instrument/patch.ts';
import { onXhr } from '../instrument/xhr.ts';
import { isOwnRequest } from '../own-request.ts';
import { pageUrl } from '../page-url.ts';
import { isTraceTarget } from '../trace-targets.ts';
import { undoAll } from '../undo-all.ts';

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
export function startRequestSpans(
  client: Client,
  { traceFetch = true, traceXHR = true, shouldCreateSpanForRequest }: Partial<RequestSpanOptions>,
): () => void {
  /** Starts a span and hands the headers over that go along, if any; returns what ends it. */
  const follow = (
    type: 'fetch' | 'xhr',
    { method, url }: { method: string; url: string },
    addHeaders: (headers: TraceData) => void,
  ): ((end: End) => void) | undefined => {
    if (isOwnRequest(url, client)) {
      return undefined;
    }
    // A page may have another base than its own address.
    const absolute = new URL(url, globalThis.document?.baseURI ?? location.href);
    const wanted = guard(() => shouldCreateSpanForRequest?.(url) ?? true, true);
    const span = wanted ? startRequestSpan(type, method, absolute, client) : undefined;
    if (isTraceTarget(absolute, client)) {
      guard(() => addHeaders(getTraceData({ span, client })));
    }
    return span && ((end) => endRequestSpan(span, end));
  };

  const undo: Array<() => void> = [];
  if (traceFetch) {
    undo.push(onFetch(client, (call) => follow('fetch', call, (headers) => addFetchHeaders(call, headers))));
  }
  if (traceXHR) {
    // A second `setRequestHeader` adds to the first, and two traces in one header are none.
    const traced = new WeakSet<XMLHttpRequest>();
    undo.push(
      patch(globalThis.XMLHttpRequest?.prototype, 'setRequestHeader', ([name], self) => {
        if (/^sentry-trace$/i.test(String(name))) {
          traced.add(self as XMLHttpRequest);
        }
      }),
      onXhr(client, (call) =>
        follow('xhr', call, (headers) => {
          if (!traced.delete(call.xhr)) {
            for (const [name, value] of Object.entries(headers)) {
              call.xhr.setRequestHeader(name, value);
            }
            traced.delete(call.xhr);
          }
        }),
      ),
    );
  }
  return undoAll(undo);
}

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

function endRequestSpan(span: Span, { status, failed, response }: End): void {
  if (failed) {
    span.setStatus({ code: 2, message: 'internal_error' });
  } else if (status) {
    setHttpStatus(span, status);
  }
  const length = response?.headers.get('content-length');
  if (length) {
    span.setAttribute('http.response_content_length', Number(length));
  }
  span.end();
}

/** Adds the trace to a fetch's headers, leaving those the host set itself. */
function addFetchHeaders(call: FetchCall, trace: TraceData): void {
  const [input, init] = call.args;
  const headers = new Headers(init?.headers ?? (input as Request).headers);
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
  call.args[1] = { ...changed, headers };
}
