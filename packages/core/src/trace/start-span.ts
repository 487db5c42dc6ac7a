import { afterwards } from '../lib/afterwards.ts';
import { guard } from '../lib/guard.ts';
import { getClient, getCurrentScope, getIsolationScope, withScope } from '../scope/current.ts';
import type { Client, Scope, StartSpanOptions } from '../types/client.ts';
import type { PropagationContext, Span, SpanAttributes } from '../types/span.ts';
import { decideSampling, hasSpansEnabled, type SamplingDecision } from './sample.ts';
import { segmentSamplingContext } from './sampling-context.ts';
import { isSuppressed, segmentOf } from './segment.ts';
import { MAX_SPANS, type Segment, TraceSpan, toSeconds } from './span.ts';
import { sendStandaloneSpan } from './standalone-span.ts';
import { captureTransaction } from './transaction.ts';

/**
 * Times a callback: the span is active while it runs and ends with it, or with the promise it returns. What the callback
 * returns or throws comes back; throwing or rejecting marks the span as failed.
 */
export function startSpan<T>(options: StartSpanOptions, callback: (span: Span) => T): T {
  return runWithSpan(options, callback, true);
}

/** Like `startSpan`, but the callback (or whoever it tells) ends the span, by `span.end()` or the second argument. */
export function startSpanManual<T>(options: StartSpanOptions, callback: (span: Span, finish: () => void) => T): T {
  return runWithSpan(options, callback, false);
}

function runWithSpan<T>(
  options: StartSpanOptions,
  callback: (span: Span, finish: () => void) => T,
  endsItself: boolean,
): T {
  const span = startInactiveSpan(options) as TraceSpan;
  const settle = (failed: boolean): void => {
    // A failure whose kind the host has named already keeps that name.
    if (failed && span.status?.code !== 2) {
      span.setStatus({ code: 2, message: 'internal_error' });
    }
    if (endsItself) {
      span.end();
    }
  };
  try {
    return afterwards(
      withActiveSpan(span, () => callback(span, () => span.end()), options?.scope),
      settle,
    );
  } catch (error) {
    settle(true);
    throw error;
  }
}

/** A span that nothing becomes a child of by itself. With tracing off, or in an unsampled trace, one that is not sent. */
export function startInactiveSpan(options: StartSpanOptions): Span {
  return guard(() => start(options), undefined) ?? new TraceSpan(getCurrentScope().getPropagationContext().traceId);
}

function start(options: StartSpanOptions): Span | undefined {
  // `null` is no parent, `undefined` the active span.
  const { scope = getCurrentScope() as Scope, parentSpan: parent = scope.getSpan() } = options;
  const client = getClient();
  if (!client?.isEnabled() || !hasSpansEnabled(client.getOptions()) || isSuppressed(scope)) {
    return undefined;
  }
  if (!parent && options.onlyIfParent) {
    client.recordDroppedEvent('no_parent_span', 'span');
    return undefined;
  }
  const segment = parent ? segmentOf(parent) : undefined;
  if (!segment && 'segment' in Object(parent)) {
    // One of ours, or of another copy of us, that nobody decided upon: there is nothing to be a child of.
    return undefined;
  }
  return parent && segment && !isOver(segment) && !options.forceTransaction && !options.experimental?.standalone
    ? startChild(segment, parent as TraceSpan, options, client)
    : startRoot(
        parent ? contextBelow(parent, segment, client) : scope.getPropagationContext(),
        options,
        scope,
        client,
        segment,
      );
}

/** What starts below a transaction that was sent would be lost: it is one of its own. */
function isOver({ recording, finish, root }: Segment): boolean {
  return recording && finish === captureTransaction && root.endTime !== undefined;
}

/** Calls back with a span (`null`: none) as the active one. */
export function withActiveSpan<T>(span: Span | null, callback: (scope: Scope) => T, on?: Scope): T {
  return withScope(on?.clone() as Parameters<typeof withScope>[0], (scope: Scope) => {
    // `suppressTracing` holds for all that is called in it.
    if (!isSuppressed(scope)) {
      scope.setSpan(span ?? undefined);
    }
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
  if (span) {
    getRootSpan(span).addEvent(name, { 'sentry.measurement_value': value, 'sentry.measurement_unit': unit });
  }
}

/** Names a span for good: instrumentations that find a better name later leave this one. */
export function updateSpanName(span: Span, name: string): void {
  span.updateName(name).setAttributes({ 'sentry.source': 'custom', 'sentry.custom_span_name': name });
}

/** A span and all recorded ones below it that were started so far. */
export function getSpanDescendants(span: Span): Span[] {
  const isBelow = (other: { parent?: object | undefined }): boolean =>
    other.parent === span || (!!other.parent && isBelow(other.parent));
  return [span, ...(segmentOf(span)?.descendants.filter(isBelow) ?? [])];
}

function startChild(segment: Segment, parent: TraceSpan, options: StartSpanOptions, client: Client): Span {
  if (!segment.recording) {
    return new TraceSpan(segment.traceId, segment);
  }
  // A parent that was named is the parent.
  const top = client.getOptions().parentSpanIsAlwaysRootSpan && !options.parentSpan ? segment.root : parent;
  const child = createSpan(segment, top, options, attributesOf(options), client);
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
  context: PropagationContext,
  options: StartSpanOptions,
  scope: Scope,
  client: Client,
  above: Segment | undefined,
): Span {
  const attributes = attributesOf(options);
  // Within our own trace the decision is taken once; the sampler is asked about those of others.
  const { sampled, rate }: SamplingDecision = above ?? decideSampling(options, attributes, context, client);
  attributes['sentry.source'] ??= 'custom';
  if (rate !== undefined) {
    attributes['sentry.sample_rate'] = rate;
  }
  const standalone = options.experimental?.standalone;
  const segment = {
    traceId: context.traceId,
    sampled,
    recording: sampled,
    sampleRand: context.sampleRand,
    sampleRate: rate,
    dsc: context.dsc,
    current: scope,
    isolation: getIsolationScope(),
    descendants: [],
    finish: standalone ? sendStandaloneSpan : captureTransaction,
    samplingContext: segmentSamplingContext,
    root: undefined as unknown as TraceSpan,
  } satisfies Segment as Segment;
  if (!sampled) {
    client.emit('unsampledTrace', segment);
  }
  const root = createSpan(segment, { spanId: context.parentSpanId }, options, attributes, client);
  segment.root = root;
  if (segment.recording) {
    // The scope of this moment: what is set on it later belongs to other work.
    segment.current = scope.clone().setSpan(root);
    client.emit('spanStart', root);
  } else {
    const isSpan = standalone || client.getOptions().traceLifecycle === 'stream';
    client.recordDroppedEvent('sample_rate', isSpan ? 'span' : 'transaction');
  }
  return root;
}

function createSpan(
  segment: Segment,
  parent: TraceSpan['parent'],
  options: StartSpanOptions,
  attributes: SpanAttributes,
  client: Client,
): TraceSpan {
  const start = toSeconds(options.startTime, client.platform.now());
  const span = new TraceSpan(segment.traceId, segment, client, String(options.name), attributes, start, parent);
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

/** A root below a span stays in its trace, with its decision and what is told of the trace. */
function contextBelow(parent: Span, segment: Segment | undefined, client: Client): PropagationContext {
  const { traceId, spanId, traceFlags } = parent.spanContext();
  return {
    traceId,
    parentSpanId: spanId,
    sampleRand: segment?.sampleRand ?? Math.random(),
    sampled: traceFlags === 1,
    dsc: segment && segmentSamplingContext(segment, client),
  };
}
