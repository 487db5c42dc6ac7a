import { type Client, captureException, type Event, getClient, type Integration, undoAll } from '@vedette/core';
import { nodeContext } from '../async-context.ts';
import { onServerRequest, type ServerExchange } from '../instrument/http-server.ts';
import { onStreamRequest } from '../instrument/http2-server.ts';
import { RUNTIME } from '../other-runtimes/runtime.ts';
import { onServe } from '../other-runtimes/serve.ts';
import type { BodySize } from '../request/request-body.ts';
import { enterRequest, type RequestOptions } from '../request/request-scopes.ts';
import type { HttpOptions } from './http-options.ts';
import { type RequestTracker, trackRequestSessions } from './session.ts';

/** The names of the two parts that `httpIntegration` has beside its own. */
export const SERVER = 'Http.Server';
export const SERVER_SPANS = 'Http.ServerSpans';

/** A part that was given by itself, with what it says in the words of `httpIntegration`. */
export interface HttpPart extends Integration {
  httpOptions: HttpOptions;
}

/** What a part says, if it is there. */
export function partOf(client: Client, name: string): HttpOptions | undefined {
  return client.getIntegrationByName<HttpPart>(name)?.httpOptions;
}

/**
 * Gives incoming requests scopes and a span. `tell` is asked for the options with the first request, when all integrations are
 * there; where it has none, somebody else does this. Returns the undo.
 */
export function followIncoming(client: Client, tell: () => HttpOptions | undefined): () => void {
  const { get, enterWith } = nodeContext();
  const ownKey = `sentry_key=${client.getDsn()?.publicKey}`;
  let sessions: RequestTracker | undefined;
  let settings: RequestOptions | null | undefined;

  const resolve = (): typeof settings => {
    const options = tell();
    if (!options) {
      return null;
    }
    const { trackIncomingRequestsAsSessions = true, sessionFlushingDelayMS = 60_000 } = options;
    sessions = trackIncomingRequestsAsSessions ? trackRequestSessions(client, sessionFlushingDelayMS) : undefined;
    return { ...requestOptions(options, client), startSession: sessions?.track };
  };

  const enter = ({ request, response }: ServerExchange): void => {
    settings = settings === undefined ? resolve() : settings;
    if (!settings) {
      return;
    }
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
  const stops = [
    onServerRequest(enter),
    onServe({ entered: enter, failed: (error) => settings && getClient() === client && captureServed(error) }),
    onStreamRequest(enter),
    () => sessions?.stop(),
  ];
  return undoAll(stops);
}

function requestOptions(options: HttpOptions, client: Client): RequestOptions {
  return {
    spans: (options.spans ?? true) && !options.disableIncomingRequestSpans,
    ignoreStaticAssets: options.ignoreStaticAssets ?? true,
    ignoreIncomingRequests: options.ignoreIncomingRequests,
    ignoreIncomingRequestBody: options.ignoreIncomingRequestBody,
    incomingRequestSpanHook: options.incomingRequestSpanHook,
    instrumentation: options.instrumentation ?? {},
    maxIncomingRequestBodySize: bodySize(options, client),
  };
}

/** A list of what is collected that does not name it outweighs. */
function bodySize({ maxIncomingRequestBodySize = 'none' }: HttpOptions, client: Client): BodySize {
  const { httpBodies } = client.getOptions().dataCollection ?? {};
  return !httpBodies || httpBodies.includes('incomingRequest') ? maxIncomingRequestBodySize : 'none';
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

/** Whether an event is the transaction of a request that was answered with nothing worth telling. */
export function isUntold(event: Event, { dropSpansForIncomingRequestStatusCodes = UNTOLD }: HttpOptions): boolean {
  const trace = event.type === 'transaction' ? event.contexts?.trace : undefined;
  const status = trace?.op === 'http.server' ? trace.data?.['http.response.status_code'] : undefined;
  return (
    typeof status === 'number' &&
    dropSpansForIncomingRequestStatusCodes.some((one) =>
      typeof one === 'number' ? one === status : one[0] <= status && status <= one[1],
    )
  );
}
