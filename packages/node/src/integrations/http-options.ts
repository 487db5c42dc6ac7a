import type {
  ClientRequest,
  IncomingMessage,
  RequestOptions as OutgoingRequestOptions,
  ServerResponse,
} from 'node:http';
import type { Span } from '@vedette/core';
import type { BodySize } from '../request/request-body.ts';

/** Options of `httpIntegration`. */
export interface HttpOptions {
  /** Breadcrumbs of outgoing requests. @default true */
  breadcrumbs?: boolean;
  /** Spans of incoming and outgoing requests, with tracing on. @default true */
  spans?: boolean;
  /** Trace headers on outgoing requests. @default true */
  tracePropagation?: boolean;
  /**
   * Names outgoing requests that are left alone: no span, no breadcrumb, no headers. Given the URL and what `node:http`
   * was asked for, as far as it is known by then. @default none
   */
  ignoreOutgoingRequests?: (url: string, request: OutgoingRequestOptions) => boolean;
  /** Names incoming requests without a span, by path with query; scopes are there all the same. @default none */
  ignoreIncomingRequests?: (urlPath: string, request: IncomingMessage) => boolean;
  /** No spans for incoming requests; scopes are there all the same. @default false */
  disableIncomingRequestSpans?: boolean;
  /** No spans for files, known by their endings. @default true */
  ignoreStaticAssets?: boolean;
  /**
   * How much of a request's body is told with its events, without secrets: `'small'` 1000 bytes, `'medium'` 10,000,
   * `'always'` 1 MiB; text only. Nothing with a `dataCollection.httpBodies` that leaves out `'incomingRequest'`, nor for
   * HTTP/2. @default 'none'
   */
  maxIncomingRequestBodySize?: BodySize;
  /** Names requests whose body is not told, by path with query. @default none */
  ignoreIncomingRequestBody?: (url: string, request: IncomingMessage) => boolean;
  /** Called with the span of an incoming request at its start, if it is recorded. What it throws is kept from the host. */
  incomingRequestSpanHook?: (span: Span, request: IncomingMessage, response: ServerResponse) => void;
  /** Called with recorded spans of incoming and outgoing requests: at the start, with the response, and last of all. */
  instrumentation?: {
    requestHook?: (span: Span, request: ClientRequest | IncomingMessage) => void;
    responseHook?: (span: Span, response: IncomingMessage | ServerResponse) => void;
    applyCustomAttributesOnSpan?: (
      span: Span,
      request: ClientRequest | IncomingMessage,
      response: IncomingMessage | ServerResponse,
    ) => void;
  };
  /** Count each incoming request as healthy, errored or crashed, for release health. @default true */
  trackIncomingRequestsAsSessions?: boolean;
  /** Milliseconds after which the counts are sent. @default 60000 */
  sessionFlushingDelayMS?: number;
  /** Transactions with these statuses, or statuses in these ranges, are not sent. @default [[401, 404], [301, 303], [305, 399]] */
  dropSpansForIncomingRequestStatusCodes?: Array<number | [from: number, to: number]>;
}
