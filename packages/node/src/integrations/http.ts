import { type Event, getClient, type Integration } from '@vedette/core';
import { nodeContext } from '../async-context.ts';
import { onHttpClientRequest } from '../instrument/http-client.ts';
import { onServerRequest } from '../instrument/http-server.ts';
import { followOutgoing } from '../request/outgoing-request.ts';
import { enterRequest } from '../request/request-scopes.ts';
import { trackRequestSessions } from './session.ts';

export interface HttpOptions {
  /** Breadcrumbs of outgoing requests. @default true */
  breadcrumbs?: boolean;
  /** Spans of incoming and outgoing requests, with tracing on. @default true */
  spans?: boolean;
  /** Trace headers on outgoing requests. @default true */
  tracePropagation?: boolean;
  /** No spans for incoming requests; scopes are there all the same. @default false */
  disableIncomingRequestSpans?: boolean;
  /** No spans for files, known by their endings. @default true */
  ignoreStaticAssets?: boolean;
  /** Count each incoming request as healthy, errored or crashed, for release health. @default true */
  trackIncomingRequestsAsSessions?: boolean;
  /** Milliseconds after which the counts are sent. @default 60000 */
  sessionFlushingDelayMS?: number;
  /** Transactions with these statuses, or statuses in these ranges, are not sent. @default [[401, 404], [301, 303], [305, 399]] */
  dropSpansForIncomingRequestStatusCodes?: Array<number | [from: number, to: number]>;
}

/**
 * Gives each incoming request of `node:http` and `node:https` scopes and a span, and follows outgoing ones with
 * breadcrumbs, spans and trace headers.
 */
export function httpIntegration({
  breadcrumbs = true,
  spans = true,
  tracePropagation = true,
  disableIncomingRequestSpans = false,
  ignoreStaticAssets = true,
  trackIncomingRequestsAsSessions = true,
  sessionFlushingDelayMS = 60_000,
  dropSpansForIncomingRequestStatusCodes: dropped = [
    [401, 404],
    [301, 303],
    [305, 399],
  ],
}: HttpOptions = {}): Integration {
  const incoming = { spans: spans && !disableIncomingRequestSpans, ignoreStaticAssets };
  const outgoing = { breadcrumbs, spans, tracePropagation, spanOrigin: 'auto.http.client' };
  return {
    name: 'Http',
    setup(client) {
      const { exit } = nodeContext();
      const sessions = trackIncomingRequestsAsSessions
        ? trackRequestSessions(client, sessionFlushingDelayMS)
        : undefined;
      const ownKey = `sentry_key=${client.getDsn()?.publicKey}`;
      const stopServer = onServerRequest(({ request, response }) => {
        // A kept-alive connection may still carry the scopes of its last request, so it is asked outside of them. And a
        // backend that watches itself would be told of each envelope by another one.
        if (exit(getClient) === client && !request.url?.includes(ownKey)) {
          enterRequest(request, response, client, incoming);
          sessions?.track(response);
        }
      });
      const stopClient = onHttpClientRequest((start) =>
        getClient() === client ? followOutgoing(start, client, outgoing) : undefined,
      );
      return () => {
        stopServer();
        stopClient();
        sessions?.stop();
      };
    },
    processEvent: (event) => (isDropped(event, dropped) ? null : event),
  };
}

function isDropped(event: Event, dropped: Array<number | [from: number, to: number]>): boolean {
  const trace = event.type === 'transaction' ? event.contexts?.trace : undefined;
  const status = trace?.op === 'http.server' ? trace.data?.['http.response.status_code'] : undefined;
  return (
    typeof status === 'number' &&
    dropped.some((one) => (typeof one === 'number' ? one === status : one[0] <= status && status <= one[1]))
  );
}
