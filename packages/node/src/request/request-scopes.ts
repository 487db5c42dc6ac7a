import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type Client,
  type Event,
  forkScopes,
  getClient,
  getDataCollectionOptions,
  hasSpansEnabled,
  propagationContextFromRequest,
  type Scopes,
} from '@vedette/core';
import { nodeContext } from '../async-context.ts';
import { clientAddress, requestData, requestPath } from './request-data.ts';
import { deservesSpan, startRequestSpan } from './request-span.ts';
import { routeOf } from './route-finder.ts';

/** What a request gets beside scopes of its own. */
export interface RequestOptions {
  /** Whether a root span is started, with tracing on. */
  spans: boolean;
  /** No span for files by their ending. */
  ignoreStaticAssets: boolean;
}

const scopesOf = new WeakMap<IncomingMessage, Scopes>();

/**
 * Gives a request scopes of its own and puts them in force for the rest of this callback and all that it starts. They
 * belong to the trace that its headers name, know the name `METHOD /path`, and carry the root span.
 */
export function enterRequest(
  request: IncomingMessage,
  response: ServerResponse,
  client: Client,
  { spans, ignoreStaticAssets }: RequestOptions,
): void {
  const { enterWith, exit } = nodeContext();
  // Up to Node 22 a kept-alive connection still carries the scopes of its last request, which are not to be inherited.
  const scopes = exit(forkScopes);
  const { current, isolation } = scopes;
  enterWith(scopes);
  scopesOf.set(request, scopes);
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
  isolation
    .setPropagationContext(trace)
    .setTransactionName(name)
    .addEventProcessor((event) => describeRequest(event, request, name, client));
  if (spans && hasSpansEnabled(client.getOptions()) && deservesSpan(method, path, ignoreStaticAssets)) {
    startRequestSpan(name, request, response, scopes, client);
  }
}

/**
 * Calls back in the scopes of a request; makes them if nobody has yet. For the packages of web frameworks, whose
 * handlers may run where the scopes were lost: behind a body parser that keeps no context.
 */
export function withRequestScopes<T>(request: IncomingMessage, response: ServerResponse, callback: () => T): T {
  const client = getClient();
  const { get, run, exit } = nodeContext();
  if (!scopesOf.has(request) && client?.isEnabled()) {
    exit(() => enterRequest(request, response, client, { spans: true, ignoreStaticAssets: true }));
  }
  const scopes = scopesOf.get(request);
  // Where a scope of this request is in force already, perhaps an inner one, it stays.
  return !scopes || isWithin(get() as Scopes | undefined, scopes) ? callback() : run(scopes, callback);
}

function isWithin(here: Scopes | undefined, { isolation }: Scopes): boolean {
  return here?.isolation === isolation;
}

/** Only now, when something is sent, is the request looked at. */
function describeRequest(event: Event, request: IncomingMessage, name: string, client: Client): Event {
  const collected = getDataCollectionOptions(client);
  const data = requestData(request, collected);
  const headers = { ...data.headers, ...event.request?.headers };
  event.request = { ...data, ...event.request, ...(Object.keys(headers).length > 0 && { headers }) };
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
