import type { IncomingMessage } from 'node:http';
import type { BodySize } from '../request/request-body.ts';
import { followIncoming, type HttpPart, isUntold, partOf, SERVER, SERVER_SPANS } from './http-incoming.ts';
import type { HttpOptions } from './http-options.ts';

export interface HttpServerOptions {
  /** As `trackIncomingRequestsAsSessions` of `httpIntegration`. @default true */
  sessions?: boolean;
  /** Milliseconds after which the counts are sent. @default 60000 */
  sessionFlushingDelayMS?: number;
  /** As `maxIncomingRequestBodySize`. @default 'none' */
  maxRequestBodySize?: BodySize;
  /** As `ignoreIncomingRequestBody`. @default none */
  ignoreRequestBody?: (url: string, request: IncomingMessage) => boolean;
}

export interface HttpServerSpansOptions
  extends Pick<HttpOptions, 'ignoreIncomingRequests' | 'ignoreStaticAssets' | 'instrumentation'> {
  /** As `dropSpansForIncomingRequestStatusCodes`. @default [[401, 404], [301, 303], [305, 399]] */
  ignoreStatusCodes?: Exclude<HttpOptions['dropSpansForIncomingRequestStatusCodes'], undefined>;
  /** As `incomingRequestSpanHook`. */
  onSpanCreated?: Exclude<HttpOptions['incomingRequestSpanHook'], undefined>;
}

/**
 * Gives incoming requests scopes and sessions: what `httpIntegration` does too. Beside that one it only sets these options; where
 * that was left out, nothing outgoing is followed.
 */
export function httpServerIntegration(options: HttpServerOptions = {}): HttpPart {
  const { sessions, sessionFlushingDelayMS, maxRequestBodySize, ignoreRequestBody } = options;
  const httpOptions = said({
    trackIncomingRequestsAsSessions: sessions,
    sessionFlushingDelayMS,
    maxIncomingRequestBodySize: maxRequestBodySize,
    ignoreIncomingRequestBody: ignoreRequestBody,
  });
  return {
    name: SERVER,
    httpOptions,
    setup: (client) =>
      followIncoming(client, () =>
        client.getIntegrationByName('Http')
          ? undefined
          : { spans: false, ...httpOptions, ...partOf(client, SERVER_SPANS) },
      ),
  };
}

/** Spans of the requests that `httpServerIntegration` or `httpIntegration` follow, with tracing on, as these options say. */
export function httpServerSpansIntegration(options: HttpServerSpansOptions = {}): HttpPart {
  const { ignoreStatusCodes, onSpanCreated, ignoreIncomingRequests, ignoreStaticAssets, instrumentation } = options;
  const httpOptions = said({
    spans: true,
    disableIncomingRequestSpans: false,
    ignoreIncomingRequests,
    ignoreStaticAssets,
    instrumentation,
    incomingRequestSpanHook: onSpanCreated,
    dropSpansForIncomingRequestStatusCodes: ignoreStatusCodes,
  });
  return {
    name: SERVER_SPANS,
    httpOptions,
    processEvent: (event) => (isUntold(event, httpOptions) ? null : event),
  };
}

/** Only what was said, or the rest would take the place of what somebody else says. */
function said(options: { [Name in keyof HttpOptions]?: HttpOptions[Name] | undefined }): HttpOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
