import {
  addBreadcrumb,
  type Client,
  type CollectBehavior,
  filterQuery,
  getActiveSpan,
  getDataCollectionOptions,
  getTraceData,
  guard,
  matchesSome,
  mergeBaggage,
  type SeverityLevel,
  type Span,
  scrubUrl,
  setHttpStatus,
  startInactiveSpan,
} from '@vedette/core';
import { nodeContext } from '../async-context.ts';
import type { GetHeader, OutgoingRequest, OutgoingStart } from '../instrument/outgoing.ts';
import { isOwnRequest } from '../own-requests.ts';

/** What is done about outgoing requests. */
export interface OutgoingOptions {
  breadcrumbs: boolean;
  /** Spans below an active one, with tracing on. */
  spans: boolean;
  /** Trace headers to `tracePropagationTargets`, by default to everybody. */
  tracePropagation: boolean;
  /** Source: sdk-behaviour, "Ops, origins, attributes". */
  spanOrigin: string;
  /** Names requests that are left alone altogether. Those for which it throws are followed. */
  isIgnored?: ((start: OutgoingStart) => boolean | undefined) | undefined;
  /** Called with a span that is recorded and the library's request. What it throws is ours to bear. */
  onStart?: ((span: Span, start: OutgoingStart) => void) | undefined;
  /** Called when the head of the response is there. */
  onAnswer?: ((span: Span, request: object, response: object, getHeader: GetHeader) => void) | undefined;
}

/**
 * Follows a request to another service: trace headers now, a breadcrumb when it is answered or has failed, and a span
 * over the whole below the active one. Requests to the backend itself leave no trace.
 */
export function followOutgoing(
  start: OutgoingStart,
  client: Client,
  options: OutgoingOptions,
): OutgoingRequest | undefined {
  const parts = isOwnRequest() ? undefined : splitUrl(start.url, getDataCollectionOptions(client).queryParams);
  if (parts === undefined || goesToBackend(parts, client) || guard(() => options.isIgnored?.(start), undefined)) {
    return undefined;
  }
  const method = start.method.toUpperCase();
  const active = getActiveSpan();
  const span = options.spans && active?.isRecording() ? startSpan(method, parts, options.spanOrigin) : undefined;
  if (span) {
    guard(() => options.onStart?.(span, start));
  }
  if (options.tracePropagation) {
    addTraceHeaders(start, span ?? active, client);
  }
  const context = nodeContext();
  const scopes = context.get();
  let told = false;

  const leaveBreadcrumb = (level: SeverityLevel, statusCode?: number): void => {
    if (options.breadcrumbs && !told) {
      told = true;
      const data = { url: parts.url, 'http.method': method, ...parts.data, status_code: statusCode };
      const leave = (): void => addBreadcrumb({ type: 'http', category: 'http', level, data });
      // The answer may come where the scopes of the request are not in force: on a connection kept by another.
      scopes ? context.run(scopes, leave) : context.exit(leave);
    }
  };

  return {
    answered(statusCode, getHeader, response) {
      if (span) {
        setHttpStatus(span, statusCode);
        const length = Number(getHeader('content-length') ?? Number.NaN);
        span.setAttribute('http.response_content_length', Number.isFinite(length) ? length : undefined);
        guard(() => options.onAnswer?.(span, start.request, response, getHeader));
      }
      leaveBreadcrumb(statusCode >= 500 ? 'error' : statusCode >= 400 ? 'warning' : 'info', statusCode);
    },
    failed() {
      span?.setStatus({ code: 2, message: 'internal_error' });
      leaveBreadcrumb('error');
    },
    ended: () => span?.end(),
  };
}

interface UrlParts {
  /** Without credentials, query and fragment. */
  url: string;
  host: string;
  data: { 'http.query'?: string; 'http.fragment'?: string };
}

function splitUrl(text: string, queryParams: CollectBehavior): UrlParts | undefined {
  let url: URL;
  try {
    url = new URL(scrubUrl(filterQuery(text, queryParams)));
  } catch {
    return undefined;
  }
  const { protocol, host, pathname, search, hash } = url;
  return {
    url: `${protocol}//${host}${pathname}`,
    host,
    data: { ...(search && { 'http.query': search }), ...(hash && { 'http.fragment': hash }) },
  };
}

function startSpan(method: string, { url, host, data }: UrlParts, origin: string): Span {
  return startInactiveSpan({
    name: `${method} ${url}`,
    op: 'http.client',
    attributes: {
      'sentry.origin': origin,
      url,
      'http.url': url,
      'http.method': method,
      'server.address': host,
      ...data,
    },
  });
}

function addTraceHeaders(start: OutgoingStart, span: Span | undefined, client: Client): void {
  const { tracePropagationTargets } = client.getOptions();
  const isTarget = !tracePropagationTargets || matchesSome(start.url, tracePropagationTargets);
  // A host that sets the header itself knows better.
  if (!isTarget || start.getHeader('sentry-trace')) {
    return;
  }
  const { baggage, ...headers } = getTraceData({ span, client });
  for (const [name, value] of Object.entries(headers)) {
    start.setHeader(name, value);
  }
  const existing = start.getHeader('baggage');
  const merged = baggage && mergeBaggage(existing, baggage);
  if (merged && merged !== existing) {
    start.setHeader('baggage', merged);
  }
}

const backendOf = new WeakMap<Client, { host: string | undefined; tunnel: string | undefined }>();

/** To the host of the DSN, or to the very address of the tunnel, whose host may have more to do than that. */
function goesToBackend({ host, url }: UrlParts, client: Client): boolean {
  let backend = backendOf.get(client);
  if (!backend) {
    const { dsn = '', tunnel = '' } = client.getOptions();
    backend = { host: splitUrl(dsn, false)?.host, tunnel: splitUrl(tunnel, false)?.url };
    backendOf.set(client, backend);
  }
  return host === backend.host || url === backend.tunnel;
}
