import type { ClientRequest, IncomingMessage, RequestOptions as OutgoingRequestOptions } from 'node:http';
import { getClient, type Integration, undoAll } from '@vedette/core';
import { onHttpClientRequest } from '../instrument/http-client.ts';
import { onHttp2Request } from '../instrument/http2-client.ts';
import type { OutgoingListener } from '../instrument/outgoing.ts';
import { followOutgoing, type OutgoingOptions } from '../request/outgoing-request.ts';
import { followIncoming, isUntold, partOf, SERVER, SERVER_SPANS } from './http-incoming.ts';
import type { HttpOptions } from './http-options.ts';

export type { HttpOptions } from './http-options.ts';

/**
 * Gives each incoming request of `node:http`, `node:https` and (where Node tells of them) `node:http2` scopes and a span,
 * and follows outgoing ones with breadcrumbs, spans and trace headers.
 */
export function httpIntegration(options: HttpOptions = {}): Integration {
  const { breadcrumbs = true, spans = true, tracePropagation = true, instrumentation = {} } = options;
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
      const follow: OutgoingListener = (start) =>
        getClient() === client ? followOutgoing(start, client, outgoing) : undefined;
      const stops = [
        followIncoming(client, () => ({ ...options, ...partOf(client, SERVER), ...partOf(client, SERVER_SPANS) })),
        onHttpClientRequest(follow),
        onHttp2Request(follow),
      ];
      return undoAll(stops);
    },
    processEvent: (event, _hint, client) =>
      !client.getIntegrationByName(SERVER_SPANS) && isUntold(event, options) ? null : event,
  };
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
