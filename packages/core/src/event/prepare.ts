import { then } from '../lib/then.ts';
import { randomHex, randomUuid } from '../lib/random-id.ts';
import type { Client, EventHint, EventProcessor, ScopeData } from '../types/client.ts';
import type { Breadcrumb, Contexts, Event, Primitive, TraceContext } from '../types/event.ts';
import { normalize } from './normalize.ts';

/** What a processor did to an event: the event to go on with, or why it goes no further. */
export type Prepared = { event: Event } | { dropped: 'event_processor' | 'callback_error' };

/**
 * Fills an event: options, then what the scopes know, then processors in order, then made JSON-safe. Goes on at once
 * unless a processor is asynchronous. Source: event-payload, "Order in which a payload is filled".
 */
export function prepareEvent(
  event: Event,
  hint: EventHint,
  scope: ScopeData,
  processors: EventProcessor[],
  client: Client,
): Prepared | PromiseLike<Prepared> {
  const { environment, release, dist, normalizeDepth, normalizeMaxBreadth } = client.getOptions();
  const filled: Event = {
    ...event,
    event_id: event.event_id ?? hint.event_id ?? randomUuid(),
    timestamp: event.timestamp ?? client.platform.now(),
    platform: event.platform ?? client.platform.name,
    environment: event.environment ?? environment,
    ...(release && !event.release && { release }),
    ...(dist && !event.dist && { dist }),
  };
  applyScope(filled, scope);
  return then(process(filled, hint, [...processors, ...scope.eventProcessors], client, 0), (result) =>
    'event' in result ? { event: makeJsonSafe(result.event, normalizeDepth, normalizeMaxBreadth) } : result,
  );
}

/** Puts merged scope data on an event; the event's own keys win, except level and transaction name. */
function applyScope(event: Event, scope: ScopeData): void {
  const isTransaction = event.type === 'transaction';
  event.tags = withoutUndefined({ ...scope.tags, ...event.tags });
  event.extra = { ...scope.extra, ...event.extra };
  event.user = withoutUndefined({ ...scope.user, ...event.user });
  event.contexts = { ...scope.contexts, ...event.contexts };
  event.contexts.trace ??= traceContext(scope);
  event.breadcrumbs = [...(event.breadcrumbs ?? []), ...scope.breadcrumbs];
  event.fingerprint = [...(event.fingerprint ?? []), ...scope.fingerprint];
  if (scope.level) {
    event.level = scope.level;
  }
  if (scope.transactionName && !isTransaction) {
    event.transaction = scope.transactionName;
  }
  for (const key of ['tags', 'extra', 'user', 'breadcrumbs', 'fingerprint'] as const) {
    if (Object.keys(event[key] ?? {}).length === 0) {
      delete event[key];
    }
  }
}

function traceContext({ span, propagationContext }: ScopeData): TraceContext {
  if (span) {
    const { traceId, spanId } = span.spanContext();
    return { trace_id: traceId, span_id: spanId };
  }
  const { traceId, parentSpanId, propagationSpanId } = propagationContext;
  return {
    trace_id: traceId,
    span_id: propagationSpanId ?? randomHex(16),
    ...(parentSpanId && { parent_span_id: parentSpanId }),
  };
}

function process(
  event: Event,
  hint: EventHint,
  processors: EventProcessor[],
  client: Client,
  index: number,
): Prepared | PromiseLike<Prepared> {
  const processor = processors[index];
  if (!processor) {
    return { event };
  }
  let result: ReturnType<EventProcessor>;
  try {
    result = processor(event, hint, client);
  } catch {
    return callbackFailed();
  }
  return then<Event | null, Prepared>(
    result,
    (processed) =>
      processed ? process(processed, hint, processors, client, index + 1) : { dropped: 'event_processor' },
    callbackFailed,
  );
}

/** The parts of an event that hosts fill with anything; the rest has a fixed shape. */
function makeJsonSafe(event: Event, depth: number, breadth: number): Event {
  if (depth <= 0) {
    return event;
  }
  const safe = <T>(value: T): T => normalize(value, depth, breadth) as T;
  const { trace, ...contexts } = event.contexts ?? {};
  return {
    ...event,
    ...(event.tags && { tags: tagsAsText(event.tags) }),
    ...(event.user && { user: safe(event.user) }),
    ...(event.extra && { extra: safe(event.extra) }),
    ...(event.breadcrumbs && { breadcrumbs: event.breadcrumbs.map((crumb) => safeBreadcrumb(crumb, safe)) }),
    contexts: { ...safe<Contexts>(contexts), ...(trace && { trace: { ...trace, ...(trace.data && { data: safe(trace.data) }) } }) },
    ...(event.spans && { spans: event.spans.map((span) => ({ ...span, data: safe(span.data) })) }),
  };
}

function safeBreadcrumb(crumb: Breadcrumb, safe: <T>(value: T) => T): Breadcrumb {
  return crumb.data ? { ...crumb, data: safe(crumb.data) } : crumb;
}

/** JSON knows neither symbols nor big integers. */
function tagsAsText(tags: Record<string, Primitive>): Record<string, Primitive> {
  const text: Record<string, Primitive> = {};
  for (const [key, value] of Object.entries(tags)) {
    text[key] = typeof value === 'bigint' || typeof value === 'symbol' ? String(value) : value;
  }
  return text;
}

function withoutUndefined<T extends object>(map: T): T {
  for (const key of Object.keys(map) as Array<keyof T>) {
    if (map[key] === undefined || map[key] === null) {
      delete map[key];
    }
  }
  return map;
}

function callbackFailed(): Prepared {
  return { dropped: 'callback_error' };
}
