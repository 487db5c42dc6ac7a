import { guard } from '../lib/guard.ts';
import { randomHex } from '../lib/random-id.ts';
import { getClient, getCurrentScope, getIsolationScope } from '../scope/current.ts';
import { newPropagationContext } from '../scope/scope.ts';
import type { Client, Scope } from '../types/client.ts';
import type { DynamicSamplingContext, PropagationContext, Span } from '../types/span.ts';
import { type BaggageHeader, parseBaggage, serializeBaggage } from './baggage.ts';
import { hasSpansEnabled, rateOf } from './sample.ts';
import { dynamicSamplingContext, organizationOf } from './sampling-context.ts';
import { isSuppressed, segmentOf } from './segment.ts';

/** Headers that carry a trace from one service to the next. */
export interface TraceData {
  'sentry-trace'?: string;
  baggage?: string;
  /** W3C's; only with the option `propagateTraceparent`. */
  traceparent?: string;
}

/** Trace headers as they came in. */
export interface IncomingTrace {
  sentryTrace?: string | undefined;
  baggage?: BaggageHeader;
}

/** Source: wire-protocol, "Trace propagation headers". */
export const SENTRY_TRACE = /^[ \t]*(?!0{32})([0-9a-f]{32})-?([0-9a-f]{16})?-?([01])?[ \t]*$/;

/** What the headers say of the trace; a new trace when they cannot be read. */
export function propagationContextFromHeaders(incoming: IncomingTrace): PropagationContext {
  return guard(() => readHeaders(incoming), undefined) ?? newPropagationContext();
}

function readHeaders({ sentryTrace, baggage }: IncomingTrace): PropagationContext | undefined {
  const match = SENTRY_TRACE.exec(sentryTrace ?? '');
  const client = getClient();
  // Most requests bring nothing, and nothing is looked for.
  const dsc = match ? parseBaggage(baggage) : {};
  if (!match || (client && !shouldContinueTrace(client, dsc.org_id))) {
    return undefined;
  }
  const [, traceId = '', parentSpanId, flag] = match;
  const sampled = flag === undefined ? undefined : flag === '1';
  return {
    traceId,
    parentSpanId,
    sampled,
    sampleRand: incomingSampleRand(dsc, sampled),
    dsc,
    propagationSpanId: randomHex(16),
  };
}

/** Whether a trace may be ours: not when it comes from another organization. Source: sdk-behaviour, "Sampling". */
export function shouldContinueTrace(client: Client, theirs?: string): boolean {
  const ours = organizationOf(client);
  return ours === theirs || !(client.getOptions().strictTraceContinuation || (ours && theirs));
}

/** Whose headers are wanted; by default those of the current scope and client. */
export interface TraceDataOptions {
  span?: Span | undefined;
  scope?: Scope;
  client?: Client | undefined;
  /** @default the option of the client */
  propagateTraceparent?: boolean | undefined;
}

/**
 * The headers that let another service join the trace of this moment (or of the given span or scope); none inside
 * `suppressTracing`.
 */
export function getTraceData(options: TraceDataOptions = {}): TraceData {
  return guard(() => traceHeaders(options), {});
}

function traceHeaders({
  scope = getCurrentScope(),
  span = scope.getSpan(),
  client = getClient(),
  propagateTraceparent = client?.getOptions().propagateTraceparent,
}: TraceDataOptions): TraceData {
  if (!client?.isEnabled() || isSuppressed(scope)) {
    return {};
  }
  const propagationContext = scope.getPropagationContext();
  const sentryTrace =
    span && isDecided(span) ? spanToTraceHeader(span) : contextToTraceHeader(propagationContext, client);
  const baggage = serializeBaggage(dynamicSamplingContext({ span, propagationContext }, client));
  return {
    'sentry-trace': sentryTrace,
    ...(baggage && { baggage }),
    ...(propagateTraceparent && {
      traceparent: `00-${sentryTrace.slice(0, 49)}-0${sentryTrace[50] ?? 0}`,
    }),
  };
}

/** The facts of a span's trace as they are now, for a propagation context that goes on after the span. */
export function getDynamicSamplingContextFromSpan(
  span: Span,
  client: Client | undefined = getClient(),
): Partial<DynamicSamplingContext> {
  return client ? dynamicSamplingContext({ span, propagationContext: newPropagationContext() }, client) : {};
}

/** `sentry-trace` for a span; of one whose trace nobody decided upon, without a decision. */
export function spanToTraceHeader(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return joinTraceHeader(traceId, spanId, isDecided(span) ? traceFlags === 1 : undefined);
}

/** A `sentry-trace` header of its parts. */
export function joinTraceHeader(traceId: string, spanId: string, sampled: boolean | undefined): string {
  return `${traceId}-${spanId}${sampled === undefined ? '' : `-${Number(sampled)}`}`;
}

/** Starts a new trace where we are: on the isolation and the current scope. */
export function renewTrace(context: PropagationContext = newPropagationContext()): void {
  getIsolationScope().setPropagationContext(context);
  getCurrentScope().setPropagationContext(context);
}

/** Spans made with tracing off, or for want of a parent, stand for no decision: the next service may take one. */
function isDecided(span: Span): boolean {
  return !!segmentOf(span) || span.spanContext().traceFlags > 0;
}

function contextToTraceHeader(context: PropagationContext, client: Client): string {
  context.propagationSpanId ??= randomHex(16);
  // With tracing off nobody has decided, and the next service may.
  const sampled = hasSpansEnabled(client.getOptions()) ? context.sampled : undefined;
  return joinTraceHeader(context.traceId, context.propagationSpanId, sampled);
}

/** The random number of the trace, made to fit the caller's decision when it did not come along. */
function incomingSampleRand(dsc: Partial<DynamicSamplingContext>, sampled: boolean | undefined): number {
  const given = rateOf(dsc.sample_rand) ?? 1;
  if (given < 1) {
    return given;
  }
  const rate = rateOf(dsc.sample_rate);
  const random = Math.random();
  // A flag that contradicts its rate leaves nothing that fits both.
  if (rate === undefined || sampled === undefined || rate === Number(!sampled)) {
    return random;
  }
  return sampled ? random * rate : rate + random * (1 - rate);
}
