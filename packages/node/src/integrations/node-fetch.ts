import { getClient, type Integration } from '@vedette/core';
import { onFetchRequest } from '../instrument/fetch.ts';
import { followOutgoing } from '../request/outgoing-request.ts';

export interface NodeFetchOptions {
  /** @default true */
  breadcrumbs?: boolean;
  /** Spans below an active one, with tracing on. @default true */
  spans?: boolean;
  /** Trace headers. @default true */
  tracePropagation?: boolean;
}

/** Follows what is requested with `fetch` and undici, with breadcrumbs, spans and trace headers. */
export function nativeNodeFetchIntegration({
  breadcrumbs = true,
  spans = true,
  tracePropagation = true,
}: NodeFetchOptions = {}): Integration {
  const options = { breadcrumbs, spans, tracePropagation, spanOrigin: 'auto.http.otel.node_fetch' };
  return {
    name: 'NodeFetch',
    setup: (client) =>
      onFetchRequest((start) => (getClient() === client ? followOutgoing(start, client, options) : undefined)),
  };
}
