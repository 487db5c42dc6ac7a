import { afterwards } from '../lib/afterwards.ts';
import { getClient, getCurrentScope, getIsolationScope, withScope } from '../scope/current.ts';
import type { Client, Scope, StartSpanOptions } from '../types/client.ts';
import type { PropagationContext, Span, SpanAttributes } from '../types/span.ts';
import { decideSampling, hasSpansEnabled } from './sample.ts';
import { segmentSamplingContext } from './sampling-context.ts';
import { type Segment, segmentOf } from './segment.ts';
import { MAX_SPANS, NonRecordingSpan, RecordingSpan, toSeconds } from './span.ts';
import { captureTransaction } from './transaction.ts';

/**
 * Times a callback: the span is active while it runs and ends with it, or with the promise it returns. What the callback
 * returns or throws comes back; throwing or rejecting marks the span as failed.
 */
export function startSpan<T>(options: StartSpanOptions, callback: (span: Span) => T): T {
  const span = startInactiveSpan(options);
  const end = (failed: boolean): void => {
    if (failed) {
      span.setStatus({ code: 2, message: 'internal_error' });
    }
    span.end();
  };
  try {
    return afterwards(withActiveSpan(span, () => callback(span), options.scope), end);
  } catch (error) {
    end(true);
    throw error;
  }
}

/** Like `startSpan`, but the callback (or whoever it tells) ends the span, by `span.end()` or the second argument. */
export function startSpanManual<T>(options: StartSpanOptions, callback: (span: Span, finish: () => void) => T): T {
  const span = startInactiveSpan(options);
  try {
    return withActiveSpan(span, () => callback(span, () => span.end()), options.scope);
  } catch (error) {
    span.setStatus({ code: 2, message: 'internal_error' });
    throw error;
  }
}

/** A span that nothing becomes a child of by itself. With tracing off, or in an unsampled trace, one that is not sent. */
export function startInactiveSpan(options: StartSpanOptions): Span {
  const scope = options.scope ?? (getCurrentScope() as Scope);
  const client = getClient();
  const { span: active, propagationContext } = scope.getScopeData();
  if (!client?.isEnabled() || !hasSpansEnabled(client.getOptions())) {
    return new NonRecordingSpan(propagationContext.traceId);
  }
  const parent = options.parentSpan === undefined ? active : (options.parentSpan ?? undefined);
  if (!parent && options.onlyIfParent) {
    client.recordDroppedEvent('no_parent_span', 'span');
    return new NonRecordingSpan(propagationContext.traceId);
  }
  const segment = parent && segmentOf(parent);
  if (segment && !options.forceTransaction) {
    return segment.sampled ? startChild(segment, parent, options, client) : new NonRecordingSpan(segment.traceId, segment);
  }
  return startRoot(parent ? inheritTrace(parent, segment) : propagationContext, options, scope, client);
}

/** Calls back with a span (`null`: none) as the active one. */
export function withActiveSpan<T>(span: Span | null, callback: (scope: Scope) => T, on?: Scope): T {
  return withScope(on?.clone() as Parameters<typeof withScope>[0], (scope: Scope) => {
    scope.setSpan(span ?? undefined);
    return callback(scope);
  }) as T;
}

/** The span that new ones become children of. */
export function getActiveSpan(): Span | undefined {
  return getCurrentScope().getSpan();
}

/** The root of the tree a span belongs to; the span itself if it is not ours. */
export function getRootSpan(span: Span): Span {
  return segmentOf(span)?.root ?? span;
}

/** Puts a number on the active transaction (or the given span's). Nothing happens without one. */
export function setMeasurement(name: string, value: number, unit: string, span = getActiveSpan()): void {
  const segment = span && segmentOf(span);
  if (segment) {
    segment.measurements = { ...segment.measurements, [name]: { value, unit } };
  }
}

/** Sets a status from an HTTP status code, and the code as an attribute. Source: event-payload, "Trace context". */
export function setHttpStatus(span: Span, code: number): void {
  span.setAttribute('http.response.status_code', code);
  span.setStatus(code >= 100 && code < 400 ? { code: 1 } : { code: 2, message: HTTP_STATUS[code] ?? range(code) });
}

/** All spans below a root that were started so far. */
export function getSpanDescendants(root: Span): Span[] {
  return [root, ...(segmentOf(root)?.descendants ?? [])];
}

function startChild(segment: Segment, parent: Span, options: StartSpanOptions, client: Client): Span {
  const top = client.getOptions().parentSpanIsAlwaysRootSpan ? segment.root : parent;
  const child = createSpan(segment, top.spanContext().spanId, options, client);
  // Twice the limit, because some may never end; past that memory matters more.
  if (segment.descendants.length < MAX_SPANS * 2) {
    segment.descendants.push(child);
  } else {
    client.recordDroppedEvent('buffer_overflow', 'span');
  }
  client.emit('spanStart', child);
  return child;
}

function startRoot(trace: PropagationContext, options: StartSpanOptions, scope: Scope, client: Client): Span {
  const { name } = options;
  const attributes = attributesOf(options);
  const { sampled, rate } = decideSampling(name, attributes, trace, client.getOptions());
  const segment: Segment = {
    traceId: trace.traceId,
    sampled,
    sampleRand: trace.sampleRand,
    sampleRate: rate,
    dsc: trace.dsc,
    name,
    attributes,
    root: undefined as unknown as Span,
    current: scope,
    isolation: getIsolationScope(),
    descendants: [],
    finish: captureTransaction,
    samplingContext: segmentSamplingContext,
  };
  if (!sampled) {
    client.recordDroppedEvent('sample_rate', 'transaction');
    segment.root = new NonRecordingSpan(trace.traceId, segment);
    return segment.root;
  }
  attributes['sentry.source'] ??= 'custom';
  if (rate !== undefined) {
    attributes['sentry.sample_rate'] = rate;
  }
  const root = createSpan(segment, trace.parentSpanId, options, client, attributes);
  segment.root = root;
  // The scope of this moment: what is set on it later belongs to other work.
  segment.current = scope.clone().setSpan(root);
  client.emit('spanStart', root);
  return root;
}

function createSpan(
  segment: Segment,
  parentSpanId: string | undefined,
  options: StartSpanOptions,
  client: Client,
  attributes = attributesOf(options),
): RecordingSpan {
  const { startTime } = options;
  const start = startTime === undefined ? client.platform.now() : toSeconds(startTime);
  const span = new RecordingSpan(segment, options.name, parentSpanId, start, attributes, client);
  if (options.links) {
    span.addLinks(options.links);
  }
  return span;
}

function attributesOf({ op, attributes }: StartSpanOptions): SpanAttributes {
  return { 'sentry.origin': 'manual', ...attributes, ...(op && { 'sentry.op': op }) };
}

/** A forced transaction stays in its parent's trace, with its decision. */
function inheritTrace(parent: Span, segment: Segment | undefined): PropagationContext {
  const { traceId, spanId, traceFlags } = parent.spanContext();
  return {
    traceId,
    parentSpanId: spanId,
    sampleRand: segment?.sampleRand ?? Math.random(),
    sampled: traceFlags === 1,
    dsc: segment?.dsc,
  };
}

const HTTP_STATUS: Record<number, string | undefined> = {
  401: 'unauthenticated',
  403: 'permission_denied',
  404: 'not_found',
  409: 'already_exists',
  413: 'failed_precondition',
  429: 'resource_exhausted',
  499: 'cancelled',
  501: 'unimplemented',
  503: 'unavailable',
  504: 'deadline_exceeded',
};

function range(code: number): string {
  return code >= 400 && code < 500 ? 'invalid_argument' : 'internal_error';
}
