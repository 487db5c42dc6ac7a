import { afterwards } from '../lib/afterwards.ts';
import { guard } from '../lib/guard.ts';
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
      markFailed(span);
    }
    span.end();
  };
  try {
    return afterwards(
      withActiveSpan(span, () => callback(span), options?.scope),
      end,
    );
  } catch (error) {
    end(true);
    throw error;
  }
}

/** Like `startSpan`, but the callback (or whoever it tells) ends the span, by `span.end()` or the second argument. */
export function startSpanManual<T>(options: StartSpanOptions, callback: (span: Span, finish: () => void) => T): T {
  const span = startInactiveSpan(options);
  try {
    return withActiveSpan(span, () => callback(span, () => span.end()), options?.scope);
  } catch (error) {
    markFailed(span);
    throw error;
  }
}

/** A span that nothing becomes a child of by itself. With tracing off, or in an unsampled trace, one that is not sent. */
export function startInactiveSpan(options: StartSpanOptions): Span {
  return (
    guard(() => start(options), undefined) ?? new NonRecordingSpan(getCurrentScope().getPropagationContext().traceId)
  );
}

function start(options: StartSpanOptions): Span | undefined {
  const scope = options.scope ?? (getCurrentScope() as Scope);
  const client = getClient();
  const { span: active, propagationContext } = scope.getScopeData();
  if (!client?.isEnabled() || !hasSpansEnabled(client.getOptions())) {
    return undefined;
  }
  const parent = options.parentSpan === undefined ? active : (options.parentSpan ?? undefined);
  if (!parent && options.onlyIfParent) {
    client.recordDroppedEvent('no_parent_span', 'span');
    return undefined;
  }
  const segment = parent && segmentOf(parent);
  if (!segment && parent instanceof NonRecordingSpan) {
    // Nobody decided upon the parent, so there is nothing to be a child of.
    return undefined;
  }
  if (segment && !options.forceTransaction) {
    return segment.sampled
      ? startChild(segment, parent, options, client)
      : new NonRecordingSpan(segment.traceId, segment);
  }
  const trace = parent ? inheritTrace(parent, segment, client) : propagationContext;
  return startRoot(trace, options, scope, client, segment?.sampled);
}

/** A failure whose kind the host has named already keeps that name. */
function markFailed(span: Span): void {
  if ((span as RecordingSpan).status?.code !== 2) {
    span.setStatus({ code: 2, message: 'internal_error' });
  }
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
  if (segment && Number.isFinite(value)) {
    segment.measurements = { ...segment.measurements, [name]: { value, unit } };
  }
}

/** Sets a status from an HTTP status code, and the code as an attribute. Source: event-payload, "Trace context". */
export function setHttpStatus(span: Span, code: number): void {
  span.setAttribute('http.response.status_code', code);
  span.setStatus(code >= 100 && code < 400 ? { code: 1 } : { code: 2, message: HTTP_STATUS[code] ?? range(code) });
}

/** A root and all recorded spans below it that were started so far. */
export function getSpanDescendants(root: Span): Span[] {
  return [root, ...(segmentOf(root)?.descendants ?? [])];
}

function startChild(segment: Segment, parent: Span, options: StartSpanOptions, client: Client): Span {
  // A parent that was named is the parent.
  const top = client.getOptions().parentSpanIsAlwaysRootSpan && !options.parentSpan ? segment.root : parent;
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

function startRoot(
  trace: PropagationContext,
  options: StartSpanOptions,
  scope: Scope,
  client: Client,
  decided?: boolean,
): Span {
  const name = String(options.name);
  const attributes = attributesOf(options);
  // Within our own trace the decision is taken once; the sampler is asked about those of others.
  const { sampled, rate = undefined } =
    decided === undefined ? decideSampling(name, attributes, trace, client.getOptions()) : { sampled: decided };
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
  const start = toSeconds(options.startTime, client.platform.now());
  const span = new RecordingSpan(segment, String(options.name), parentSpanId, start, attributes, client);
  if (options.links) {
    span.addLinks(options.links);
  }
  return span;
}

function attributesOf({ op, attributes }: StartSpanOptions): SpanAttributes {
  // Not spread: starting a span is on the host's time, and this is several times faster.
  const all: SpanAttributes = Object.assign({ 'sentry.origin': 'manual' }, attributes);
  if (op) {
    all['sentry.op'] = op;
  }
  return all;
}

/** A forced transaction stays in its parent's trace, with its decision and what is told of the trace. */
function inheritTrace(parent: Span, segment: Segment | undefined, client: Client): PropagationContext {
  const { traceId, spanId, traceFlags } = parent.spanContext();
  return {
    traceId,
    parentSpanId: spanId,
    sampleRand: segment?.sampleRand ?? Math.random(),
    sampled: traceFlags === 1,
    dsc: segment && segmentSamplingContext(segment, client),
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
