import type {
  ClientRequest,
  IncomingMessage,
  RequestOptions as OutgoingRequestOptions,
  ServerResponse,
} from 'node:http';
import { type Client, captureException, type Event, getClient, type Integration, type Span } from '@vedette/core';
import { nodeContext } from '../async-context.ts';
import { onHttpClientRequest } from '../instrument/http-client.ts';
import { onServerRequest, type ServerExchange } from '../instrument/http-server.ts';
import { onHttp2Request } from '../instrument/http2-client.ts';
import { onStreamRequest } from '../instrument/http2-server.ts';
import type { OutgoingListener } from '../instrument/outgoing.ts';
import { RUNTIME } from '../other-runtimes/runtime.ts';
import { onServe } from '../other-runtimes/serve.ts';
import { followOutgoing, type OutgoingOptions } from '../request/outgoing-request.ts';
import type { BodySize } from '../request/request-body.ts';
import { enterRequest, type RequestOptions } from '../request/request-scopes.ts';
import { trackRequestSessions } from './session.ts';

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

/**
 * Gives each incoming request of `node:http`, `node:https` and (where Node tells of them) `node:http2` scopes and a span,
 * and follows outgoing ones with breadcrumbs, spans and trace headers.
 */
export function httpIntegration(options: HttpOptions = {}): Integration {
  const { breadcrumbs = true, spans = true, tracePropagation = true, instrumentation = {} } = options;
  const { sessionFlushingDelayMS = 60_000, dropSpansForIncomingRequestStatusCodes: dropped = UNTOLD } = options;
  const incoming = {
    spans: spans && !options.disableIncomingRequestSpans,
    ignoreStaticAssets: options.ignoreStaticAssets ?? true,
    ignoreIncomingRequests: options.ignoreIncomingRequests,
    ignoreIncomingRequestBody: options.ignoreIncomingRequestBody,
    incomingRequestSpanHook: options.incomingRequestSpanHook,
    instrumentation,
  };
  const outgoing: OutgoingOptions = {
    breadcrumbs,
    spans,
    tracePropagation,
    spanOrigin: 'auto.http.client',
    isIgnored: ({ url, request }) => options.ignoreOutgoingRequests?.(url, requestOptions(request as ClientRequest)),
    onStart: (span, { request }) => instrumentation.requestHook?.(span, request as ClientRequest),
    onAnswer(span, request, response) {
      instrumentation.responseHook?.(span, response as IncomingMessage);
      instrumentation.applyCustomAttributesOnSpan?.(span, request as ClientRequest, response as IncomingMessage);
    },
  };
  return {
    name: 'Http',
    setup(client) {
      const { get, enterWith } = nodeContext();
      const sessions =
        (options.trackIncomingRequestsAsSessions ?? true)
          ? trackRequestSessions(client, sessionFlushingDelayMS)
          : undefined;
      const ownKey = `sentry_key=${client.getDsn()?.publicKey}`;
      const settings: RequestOptions = {
        ...incoming,
        maxIncomingRequestBodySize: bodySize(options, client),
        startSession: sessions?.track,
      };
      const enter = ({ request, response }: ServerExchange): void => {
        const inherited = get();
        if (inherited) {
          // A kept-alive connection may still carry the scopes of its last request, so it is asked outside of them.
          enterWith(undefined);
        }
        // A backend that watches itself would be told of each envelope by another one.
        if (getClient() === client && !request.url?.includes(ownKey)) {
          enterRequest(request, response, client, settings);
        } else if (inherited) {
          enterWith(inherited);
        }
      };
      const follow: OutgoingListener = (start) =>
        getClient() === client ? followOutgoing(start, client, outgoing) : undefined;
      const stops = [
        onServerRequest(enter),
        onServe({ entered: enter, failed: (error) => getClient() === client && captureServed(error) }),
        onStreamRequest(enter),
        onHttpClientRequest(follow),
        onHttp2Request(follow),
      ];
      return () => {
        for (const stop of stops) {
          stop();
        }
        sessions?.stop();
      };
    },
    processEvent: (event) => (isDropped(event, dropped) ? null : event),
  };
}

/** The runtime answers such a request with a page of its own, and no process dies of it. */
function captureServed(error: unknown): void {
  captureException(error, { mechanism: { type: `auto.http.${RUNTIME}.serve`, handled: false } });
}

type StatusCodes = NonNullable<HttpOptions['dropSpansForIncomingRequestStatusCodes']>;

/** Nobody was answered with anything. Source: sdk-behaviour, `httpIntegration`. */
const UNTOLD: StatusCodes = [
  [401, 404],
  [301, 303],
  [305, 399],
];

/** A list of what is collected that does not name it outweighs. */
function bodySize({ maxIncomingRequestBodySize = 'none' }: HttpOptions, client: Client): BodySize {
  const { httpBodies } = client.getOptions().dataCollection ?? {};
  return !httpBodies || httpBodies.includes('incomingRequest') ? maxIncomingRequestBodySize : 'none';
}

/** What a request was made with, of what it keeps. */
function requestOptions({
  method,
  protocol,
  host,
  path,
  agent,
}: ClientRequest & { agent?: OutgoingRequestOptions['agent'] }) {
  return { method, protocol, host, hostname: host, path, agent } satisfies OutgoingRequestOptions;
}

function isDropped(event: Event, dropped: StatusCodes): boolean {
  const trace = event.type === 'transaction' ? event.contexts?.trace : undefined;
  const status = trace?.op === 'http.server' ? trace.data?.['http.response.status_code'] : undefined;
  return (
    typeof status === 'number' &&
    dropped.some((one) => (typeof one === 'number' ? one === status : one[0] <= status && status <= one[1]))
  );
}
