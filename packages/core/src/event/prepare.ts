import { randomHex } from '../lib/random-id.ts';
import { andThen } from '../lib/then.ts';
import type { Client, EventHint, EventProcessor, ScopeData } from '../types/client.ts';
import type { Event, TraceContext } from '../types/event.ts';
import { normalize } from './normalize.ts';

/** What became of an event: the one to go on with, or why it goes no further. */
export type Prepared = { event: Event } | { dropped: 'event_processor' | 'callback_error' };

/**
 * Fills an event: options, then what the scopes know, then processors in order, then made JSON-safe. Goes on at once
 * unless a processor is asynchronous. Fields may be `undefined`: JSON leaves them out. Source: event-payload, "Order in
 * which a payload is filled".
 */
export function prepareEvent(
  event: Event,
  hint: EventHint,
  scope: ScopeData,
  processors: EventProcessor[],
  client: Client,
): Prepared | PromiseLike<Prepared> {
  const { environment, release, dist, normalizeDepth, normalizeMaxBreadth } = client.getOptions();
  const filled = withScope(event, scope);
  filled.timestamp ??= client.platform.now();
  filled.platform ??= client.platform.name;
  filled.environment ??= environment;
  filled.release ??= release;
  filled.dist ??= dist;
  const safe = <T>(value: T): T => normalize(value, normalizeDepth, normalizeMaxBreadth) as T;
  return andThen(runProcessors(filled, hint, [...processors, ...scope.eventProcessors], client), (result) =>
    'event' in result && normalizeDepth > 0 ? { event: jsonSafe(result.event, safe) } : result,
  );
}

/** An event with merged scope data; its own keys win, except level and (of errors) the transaction's name. */
function withScope(event: Event, scope: ScopeData): Event {
  const transaction = event.type === 'transaction' ? undefined : scope.transactionName;
  // One that is no list counts as a list of one. An empty list would take the place of the backend's own grouping.
  const fingerprint = ([] as string[]).concat(event.fingerprint ?? [], scope.fingerprint);
  return {
    ...event,
    tags: { ...scope.tags, ...event.tags },
    extra: { ...scope.extra, ...event.extra },
    user: { ...scope.user, ...event.user },
    contexts: { trace: traceContext(scope), ...scope.contexts, ...event.contexts },
    breadcrumbs: [...(event.breadcrumbs ?? []), ...scope.breadcrumbs],
    fingerprint: fingerprint.length > 0 ? fingerprint : undefined,
    level: scope.level ?? event.level,
    transaction: transaction ?? event.transaction,
  };
}

function traceContext({ span, propagationContext }: ScopeData): TraceContext {
  if (span) {
    const { traceId, spanId } = span.spanContext();
    return { trace_id: traceId, span_id: spanId };
  }
  const { traceId, parentSpanId, propagationSpanId = randomHex(16) } = propagationContext;
  return {
    trace_id: traceId,
    span_id: propagationSpanId,
    parent_span_id: parentSpanId === propagationSpanId ? undefined : parentSpanId,
  };
}

function runProcessors(
  event: Event,
  hint: EventHint,
  [processor, ...rest]: EventProcessor[],
  client: Client,
): Prepared | PromiseLike<Prepared> {
  if (!processor) {
    return { event };
  }
  // What a processor that fails was to remove must not leave.
  const failed = (): Prepared => ({ dropped: 'callback_error' });
  let result: ReturnType<EventProcessor>;
  try {
    result = processor(event, hint, client);
  } catch {
    return failed();
  }
  return andThen<Event | null, Prepared>(
    result,
    (processed) =>
      processed && typeof processed === 'object'
        ? runProcessors(processed, hint, rest, client)
        : { dropped: 'event_processor' },
    failed,
  );
}

/** A copy with the parts replaced that hosts fill with anything; the rest has a fixed shape. */
function jsonSafe(event: Event, safe: <T>(value: T) => T): Event {
  const { trace, ...contexts } = event.contexts ?? {};
  return {
    ...event,
    tags: safe(withoutNothing(event.tags)),
    user: safe(event.user),
    extra: safe(event.extra),
    contexts: { ...safe(contexts), trace: trace && { ...trace, data: safe(trace.data) } },
    breadcrumbs: event.breadcrumbs?.map((crumb) => ({ ...crumb, data: safe(crumb.data) })),
    spans: event.spans?.map((span) => ({ ...span, data: safe(span.data) })),
  };
}

/** Tags that are set to nothing are none. */
function withoutNothing(tags: Event['tags'] = {}): Event['tags'] {
  return Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== undefined && value !== null));
}
