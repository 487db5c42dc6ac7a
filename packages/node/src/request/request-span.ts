import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type Client,
  getDataCollectionOptions,
  guard,
  type Scopes,
  type Span,
  type SpanAttributes,
  setHttpStatus,
  spanToJSON,
  startInactiveSpan,
} from '@vedette/core';
import type { ServerExchange, ServerRequest } from '../instrument/http-server.ts';
import { type AddressReader, clientAddress, collectedHeaders } from './request-data.ts';
import { routeOf } from './route-finder.ts';

/**
 * Called with spans that are recorded. Of an HTTP/2 request, request and response are objects of the same shape with what
 * is known. What a hook throws is ours to bear, not the request's.
 */
export interface IncomingSpanHooks {
  /** At its start. */
  incomingRequestSpanHook?: ((span: Span, request: IncomingMessage, response: ServerResponse) => void) | undefined;
  instrumentation?:
    | {
        /** At its start. */
        requestHook?: ((span: Span, request: IncomingMessage) => void) | undefined;
        /** When the response is over. */
        responseHook?: ((span: Span, response: ServerResponse) => void) | undefined;
        /** Last, before the span ends. */
        applyCustomAttributesOnSpan?:
          | ((span: Span, request: IncomingMessage, response: ServerResponse) => void)
          | undefined;
      }
    | undefined;
}

/** A request and its response, with what is known of them. */
interface NamedExchange extends ServerExchange {
  /** `METHOD /path`. */
  name: string;
  addressOf: AddressReader;
}

/** What is served as a file gets no span. Source: sdk-behaviour, `httpIntegration`. */
const STATIC_ASSET =
  /\.(ico|png|jpe?g|gif|svg|css|js|woff2?|ttf|eot|webp|avif)$|^\/(robots\.txt|sitemap\.xml|manifest\.json|browserconfig\.xml)$/;

/** Whether an incoming request is worth a span. */
export function deservesSpan(method: string, path: string, ignoreStaticAssets: boolean): boolean {
  return method !== 'OPTIONS' && method !== 'HEAD' && !(ignoreStaticAssets && STATIC_ASSET.test(path));
}

/**
 * Starts the root span of a request, on its scopes, which must be in force. It is to end when the response is closed,
 * sent or not, named by its route if there is one. Attributes are gathered only if the trace is sampled. Returns what ends it;
 * `undefined` when there is nothing to end.
 */
export function startRequestSpan(
  exchange: NamedExchange,
  { current, isolation }: Scopes,
  client: Client,
  { incomingRequestSpanHook, instrumentation }: IncomingSpanHooks,
): (() => void) | undefined {
  const { name, request, response, addressOf } = exchange;
  const span = startInactiveSpan({
    name,
    op: 'http.server',
    scope: current,
    parentSpan: null,
    attributes: {
      'sentry.origin': 'auto.http.otel.http',
      'sentry.source': 'url',
      'http.method': request.method,
      'http.target': request.url,
    },
  });
  current.setSpan(span);
  if (!span.isRecording()) {
    return undefined;
  }
  const incoming = request as IncomingMessage;
  const answer = response as ServerResponse;
  span.setAttributes(attributesOf(request, client, addressOf));
  guard(() => incomingRequestSpanHook?.(span, incoming, answer));
  guard(() => instrumentation?.requestHook?.(span, incoming));
  return () => {
    guard(() => describeEnd(span, exchange, isolation));
    guard(() => instrumentation?.responseHook?.(span, answer));
    guard(() => instrumentation?.applyCustomAttributesOnSpan?.(span, incoming, answer));
    guard(() => span.end());
  };
}

/** Names are those of v10. Source: sdk-behaviour, "Ops, origins, attributes". */
function attributesOf(request: ServerRequest, client: Client, addressOf: AddressReader): SpanAttributes {
  const { queryParams, httpHeaders, userInfo } = getDataCollectionOptions(client);
  const { scheme, host, path, query } = addressOf(queryParams);
  const { 'user-agent': agent, 'content-length': length } = request.headers;
  const told = collectedHeaders({ 'user-agent': agent }, httpHeaders.request);
  return {
    'http.url': `${scheme}://${host}${path}`,
    'http.target': query ? `${path}?${query}` : path,
    'http.query': query ? `?${query}` : undefined,
    'http.scheme': scheme,
    'http.host': host,
    'net.host.name': host.replace(/:\d+$/, ''),
    'http.flavor': request.httpVersion,
    'http.user_agent': told['user-agent'],
    'http.request_content_length': sizeOf(length),
    'http.client_ip': userInfo ? clientAddress(request) : undefined,
    'net.peer.ip': userInfo ? request.socket?.remoteAddress : undefined,
  };
}

function describeEnd(span: Span, { name, request, response }: NamedExchange, isolation: Scopes['isolation']): void {
  const route = routeOf(request);
  // The host may have named it meanwhile.
  if (route !== undefined && spanToJSON(span).description === name) {
    span.updateName(`${request.method} ${route}`).setAttributes({ 'sentry.source': 'route', 'http.route': route });
  }
  if (response.headersSent) {
    setHttpStatus(span, response.statusCode);
    span.setAttributes({
      'http.status_code': response.statusCode,
      'http.response_content_length': sizeOf(response.getHeader('content-length')),
    });
    isolation.setContext('response', { status_code: response.statusCode });
  }
  if (!response.writableFinished) {
    // The client went away, or the connection broke.
    span.setStatus({ code: 2, message: 'cancelled' });
  }
}

/** Bytes as a `content-length` tells them. */
function sizeOf(length: number | string | string[] | undefined): number | undefined {
  const bytes = Number(length ?? Number.NaN);
  return Number.isFinite(bytes) ? bytes : undefined;
}
