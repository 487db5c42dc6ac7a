import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type Client,
  getDataCollectionOptions,
  guard,
  type Scopes,
  type Span,
  type SpanAttributes,
  scrubHeaders,
  setHttpStatus,
  spanToJSON,
  startInactiveSpan,
} from '@vedette/core';
import { requestAddress } from './request-data.ts';
import { routeOf } from './route-finder.ts';

/** What is served as a file gets no span. Source: sdk-behaviour, `httpIntegration`. */
const STATIC_ASSET =
  /\.(ico|png|jpe?g|gif|svg|css|js|woff2?|ttf|eot|webp|avif)$|^\/(robots\.txt|sitemap\.xml|manifest\.json|browserconfig\.xml)$/;

/** Whether an incoming request is worth a span. */
export function deservesSpan(method: string, path: string, ignoreStaticAssets: boolean): boolean {
  return method !== 'OPTIONS' && method !== 'HEAD' && !(ignoreStaticAssets && STATIC_ASSET.test(path));
}

/**
 * Starts the root span of a request, on its scopes, which must be in force. It ends when the response is closed, sent
 * or not, named by its route if there is one. Attributes are gathered only if the trace is sampled.
 */
export function startRequestSpan(
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  { current, isolation }: Scopes,
  client: Client,
): void {
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
  if (span.isRecording()) {
    span.setAttributes(attributesOf(request, client));
    response.once('close', () => guard(() => endRequestSpan(span, name, request, response, isolation)));
  }
}

/** Names are those of v10. Source: sdk-behaviour, "Ops, origins, attributes". */
function attributesOf(request: IncomingMessage, client: Client): SpanAttributes {
  const { queryParams, httpHeaders } = getDataCollectionOptions(client);
  const { scheme, host, path, query } = requestAddress(request, queryParams);
  const { 'user-agent': agent } = request.headers;
  const told = scrubHeaders({ 'user-agent': agent }, httpHeaders.request);
  return {
    'http.url': `${scheme}://${host}${path}`,
    'http.target': query ? `${path}?${query}` : path,
    'http.query': query ? `?${query}` : undefined,
    'http.scheme': scheme,
    'http.host': host,
    'net.host.name': host.replace(/:\d+$/, ''),
    'http.flavor': request.httpVersion,
    'http.user_agent': told['user-agent'],
  };
}

function endRequestSpan(
  span: Span,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  isolation: Scopes['isolation'],
): void {
  const route = routeOf(request);
  // The host may have named it meanwhile.
  if (route !== undefined && spanToJSON(span).description === name) {
    span.updateName(`${request.method} ${route}`).setAttributes({ 'sentry.source': 'route', 'http.route': route });
  }
  if (response.headersSent) {
    setHttpStatus(span, response.statusCode);
    span.setAttribute('http.status_code', response.statusCode);
    isolation.setContext('response', { status_code: response.statusCode });
  }
  if (!response.writableFinished) {
    // The client went away, or the connection broke.
    span.setStatus({ code: 2, message: 'cancelled' });
  }
  span.end();
}
