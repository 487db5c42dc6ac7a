import { randomHex } from '../lib/random-id.ts';
import { truncate } from '../lib/truncate.ts';
import type { Client, ScopeData } from '../types/client.ts';
import type { Event, TraceContext } from '../types/event.ts';

/**
 * Fills an event from the client's options and what the scopes know. Its own keys win, except level and (of errors) the
 * transaction's name. Fields may be `undefined`: JSON leaves them out. Source: event-payload, "Order in which a payload
 * is filled".
 */
export function prepareEvent(event: Event, scope: ScopeData, { getOptions, platform }: Client): Event {
  const { environment, release, dist, maxValueLength } = getOptions();
  if (maxValueLength) {
    cutValues(event, maxValueLength);
  }
  // One that is no list counts as a list of one. An empty list would take the place of the backend's own grouping.
  const fingerprint = ([] as string[]).concat(event.fingerprint ?? [], scope.fingerprint);
  return {
    ...event,
    timestamp: event.timestamp ?? platform.now(),
    platform: event.platform ?? platform.name,
    environment: event.environment ?? environment,
    release: event.release ?? release,
    dist: event.dist ?? dist,
    level: scope.level ?? event.level,
    transaction: (event.type !== 'transaction' && scope.transactionName) || event.transaction,
    fingerprint: fingerprint.length > 0 ? fingerprint : undefined,
    tags: { ...scope.tags, ...event.tags },
    user: { ...scope.user, ...event.user },
    contexts: { trace: traceContext(scope), ...scope.contexts, ...event.contexts },
    breadcrumbs: [...(event.breadcrumbs ?? []), ...scope.breadcrumbs],
    // Last, because it may be the largest: where a budget ends, it ends here first.
    extra: { ...scope.extra, ...event.extra },
  };
}

/** In place: what was captured is a copy already. */
function cutValues({ exception, request }: Event, max: number): void {
  for (const thrown of exception?.values ?? []) {
    thrown.value &&= truncate(thrown.value, max);
  }
  if (request?.url) {
    request.url = truncate(request.url, max);
  }
}

function traceContext({ span, propagationContext }: ScopeData): TraceContext {
  if (span) {
    const { traceId, spanId } = span.spanContext();
    return { trace_id: traceId, span_id: spanId, parent_span_id: span.parentSpanId };
  }
  const { traceId, parentSpanId, propagationSpanId = randomHex(16) } = propagationContext;
  return {
    trace_id: traceId,
    span_id: propagationSpanId,
    parent_span_id: parentSpanId === propagationSpanId ? undefined : parentSpanId,
  };
}
