import { getClient, getDataCollectionOptions, type Integration, type Span, scrubHeaders } from '@vedette/core';
import { onFetchRequest } from '../instrument/fetch.ts';
import type { GetHeader } from '../instrument/outgoing.ts';
import { followOutgoing, type OutgoingOptions } from '../request/outgoing-request.ts';

export interface NodeFetchOptions {
  /** @default true */
  breadcrumbs?: boolean;
  /** Spans below an active one, with tracing on. @default true */
  spans?: boolean;
  /** Trace headers. @default true */
  tracePropagation?: boolean;
  /** Names requests that are left alone: no span, no breadcrumb, no headers. @default none */
  ignoreOutgoingRequests?: (url: string) => boolean;
  /** Called with a recorded span and undici's request at the start. What it throws is kept from the host. */
  requestHook?: (span: Span, request: object) => void;
  /** Called with a recorded span when the head of the response is there. */
  responseHook?: (span: Span, parts: { request: object; response: object }) => void;
  /**
   * Headers told as attributes `http.request.header.x_name` and `http.response.header.x_name`, without secrets and only
   * what `dataCollection.httpHeaders` collects. @default none
   */
  headersToSpanAttributes?: { requestHeaders?: string[]; responseHeaders?: string[] };
}

/** Follows what is requested with `fetch` and undici, with breadcrumbs, spans and trace headers. */
export function nativeNodeFetchIntegration({
  breadcrumbs = true,
  spans = true,
  tracePropagation = true,
  ignoreOutgoingRequests,
  requestHook,
  responseHook,
  headersToSpanAttributes: { requestHeaders = [], responseHeaders = [] } = {},
}: NodeFetchOptions = {}): Integration {
  return {
    name: 'NodeFetch',
    setup(client) {
      const tell = (span: Span, kind: 'request' | 'response', names: string[], getHeader: GetHeader): void => {
        if (names.length > 0) {
          const found = names.map((name) => [name.toLowerCase(), getHeader(name.toLowerCase())]);
          const headers = Object.fromEntries(found.filter(([, value]) => value !== undefined));
          const behavior = getDataCollectionOptions(client).httpHeaders[kind];
          for (const [name, value] of Object.entries(behavior === false ? {} : scrubHeaders(headers, behavior))) {
            span.setAttribute(`http.${kind}.header.${name.replaceAll('-', '_')}`, value);
          }
        }
      };
      const options: OutgoingOptions = {
        breadcrumbs,
        spans,
        tracePropagation,
        spanOrigin: 'auto.http.otel.node_fetch',
        isIgnored: ({ url }) => ignoreOutgoingRequests?.(url),
        onStart(span, { request, getHeader }) {
          tell(span, 'request', requestHeaders, getHeader);
          requestHook?.(span, request);
        },
        onAnswer(span, request, response, getHeader) {
          tell(span, 'response', responseHeaders, getHeader);
          responseHook?.(span, { request, response });
        },
      };
      return onFetchRequest((start) => (getClient() === client ? followOutgoing(start, client, options) : undefined));
    },
  };
}
