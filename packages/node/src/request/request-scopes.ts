import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type Client,
  type Event,
  forkScopes,
  getClient,
  getDataCollectionOptions,
  guard,
  hasSpansEnabled,
  propagationContextFromRequest,
  type Scopes,
} from '@vedette/core';
import { nodeContext } from '../async-context.ts';
import type { ServerAnswer, ServerRequest } from '../instrument/http-server.ts';
import { includedParts } from './included-parts.ts';
import { type BodySize, bodyOf, keepBody } from './request-body.ts';
import { type AddressReader, clientAddress, createAddressReader, requestData, requestPath } from './request-data.ts';
import { deservesSpan, type IncomingSpanHooks, startRequestSpan } from './request-span.ts';
import { routeOf } from './route-finder.ts';

/** What a request gets beside scopes of its own. The callbacks are the host's and may throw. */
export interface RequestOptions extends IncomingSpanHooks {
  /** Whether a root span is started, with tracing on. */
  spans: boolean;
  /** No span for files by their ending. */
  ignoreStaticAssets: boolean;
  /** Names requests without a span. */
  ignoreIncomingRequests?: ((urlPath: string, request: IncomingMessage) => boolean) | undefined;
  maxIncomingRequestBodySize?: BodySize;
  /** Begins a session for the request with these scopes; returns what ends it. */
  startSession?: ((isolation: Scopes['isolation']) => () => void) | undefined;
  /** Names requests whose body is not kept. */
  ignoreIncomingRequestBody?: ((url: string, request: IncomingMessage) => boolean) | undefined;
}

const DEFAULTS: RequestOptions = { spans: true, ignoreStaticAssets: true };

/**
 * What hears the end of a response also tells whose it is. Not a WeakMap: what its values reach stays until the next full
 * collection, a whole request each time, which was more than half of what a request cost (measured on Node 20).
 */
interface RequestEnd {
  (): void;
  scopes: Scopes;
}

/**
 * Gives a request scopes of its own and puts them in force for the rest of this callback and all that it starts. They
 * belong to the trace that its headers name, know the name `METHOD /path`, and carry the root span.
 */
export function enterRequest(
  request: ServerRequest,
  response: ServerAnswer,
  client: Client,
  options: RequestOptions,
): void {
  const { get, enterWith } = nodeContext();
  if (get()) {
    // Up to Node 22 a kept-alive connection still carries the scopes of its last request, which are not to be inherited.
    enterWith(undefined);
  }
  const scopes = forkScopes();
  const { current, isolation } = scopes;
  enterWith(scopes);
  const { 'sentry-trace': sentryTrace, baggage, traceparent } = request.headers;
  const trace = propagationContextFromRequest({
    sentryTrace: sentryTrace?.toString(),
    baggage,
    traceparent: traceparent?.toString(),
  });
  current.setClient(client).setPropagationContext(trace);
  const { method = 'GET' } = request;
  const path = requestPath(request);
  const name = `${method} ${path}`;
  const addressOf = createAddressReader(request);
  isolation
    .setTransactionName(name)
    .addEventProcessor((event) => describeRequest(event, request, name, client, addressOf));
  if (client.getOptions().tracesSampler) {
    isolation.setSDKProcessingMetadata({
      normalizedRequest: requestData(request, getDataCollectionOptions(client), addressOf),
    });
  }
  if (options.maxIncomingRequestBodySize && !says(options.ignoreIncomingRequestBody, request.url, request)) {
    keepBody(request, options.maxIncomingRequestBodySize);
  }
  const isTraced =
    options.spans &&
    hasSpansEnabled(client.getOptions()) &&
    deservesSpan(method, path, options.ignoreStaticAssets) &&
    !says(options.ignoreIncomingRequests, request.url, request);
  const endSpan = isTraced
    ? startRequestSpan({ name, request, response, addressOf }, scopes, client, options)
    : undefined;
  const endSession = options.startSession?.(isolation);
  const end: RequestEnd = () => {
    endSpan?.();
    if (endSession) {
      guard(endSession);
    }
  };
  end.scopes = scopes;
  response.on('close', end);
}

/**
 * Calls back in the scopes of a request; makes them if nobody has yet. For the packages of web frameworks, whose
 * handlers may run where the scopes were lost: behind a body parser that keeps no context.
 */
export function withRequestScopes<T>(request: IncomingMessage, response: ServerResponse, callback: () => T): T {
  const client = getClient();
  const { get, run, exit } = nodeContext();
  if (!scopesOf(request, response) && client?.isEnabled()) {
    exit(() => enterRequest(request, response, client, DEFAULTS));
  }
  const scopes = scopesOf(request, response);
  // Where a scope of this request is in force already, perhaps an inner one, it stays.
  return !scopes || isWithin(get() as Scopes | undefined, scopes) ? callback() : run(scopes, callback);
}

function isWithin(here: Scopes | undefined, { isolation }: Scopes): boolean {
  return here?.isolation === isolation;
}

/** An HTTP/2 request is heard of as a stream, and the host may hold other objects around it. */
function scopesOf({ stream }: IncomingMessage & { stream?: EventEmitter }, response: EventEmitter): Scopes | undefined {
  const listeners = [...response.listeners('close'), ...(stream?.listeners('close') ?? [])] as Array<
    Partial<RequestEnd>
  >;
  return listeners.find(({ scopes }) => scopes)?.scopes;
}

/** What a callback of the host says; no when it throws. */
function says(
  callback: ((url: string, request: IncomingMessage) => boolean) | undefined,
  url: string | undefined,
  request: ServerRequest,
): boolean {
  try {
    return !!callback?.(url ?? '/', request as IncomingMessage);
  } catch {
    return false;
  }
}

/** Only now, when something is sent, is the request looked at. */
function describeRequest(
  event: Event,
  request: ServerRequest,
  name: string,
  client: Client,
  addressOf: AddressReader,
): Event {
  const include = includedParts(client);
  const resolved = getDataCollectionOptions(client);
  const collected = include ? { ...resolved, ...include.collected } : resolved;
  const data = requestData(request, collected, addressOf);
  data.data = bodyOf(request);
  const told = include ? include.only(data) : data;
  const { headers } = event.request ?? {};
  event.request = event.request
    ? { ...told, ...event.request, ...(headers && { headers: { ...told.headers, ...headers } }) }
    : told;
  const ip_address = collected.userInfo ? clientAddress(request) : undefined;
  if (ip_address) {
    event.user = { ip_address, ...event.user };
  }
  if (!event.type && event.transaction === name) {
    const route = routeOf(request);
    event.transaction = route === undefined ? name : `${request.method} ${route}`;
  }
  return event;
}
