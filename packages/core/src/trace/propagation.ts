import { guard } from '../lib/guard.ts';
import { randomHex } from '../lib/random-id.ts';
import { getClient, getCurrentScope, getIsolationScope, withScope } from '../scope/current.ts';
import { newPropagationContext } from '../scope/scope.ts';
import type { Client, Scope } from '../types/client.ts';
import type { DynamicSamplingContext, PropagationContext, Span } from '../types/span.ts';
import { hasSpansEnabled } from './sample.ts';
import { dynamicSamplingContext } from './sampling-context.ts';
import { segmentOf } from './segment.ts';

/** Headers that carry a trace from one service to the next. */
export interface TraceData {
  'sentry-trace'?: string;
  baggage?: string;
}

/** Trace headers as they came in. */
export interface IncomingTrace {
  sentryTrace?: string | undefined;
  baggage?: string | string[] | null | undefined;
}

/** Longest baggage header written, in characters. Source: wire-protocol, "baggage and DSC". */
const MAX_BAGGAGE_LENGTH = 8192;
const PREFIX = 'sentry-';
const SENTRY_TRACE = /^[ \t]*([0-9a-f]{32})-?([0-9a-f]{16})?-?([01])?[ \t]*$/;

/** Calls back in the trace that the headers name, or in a new one when they name none; no span is active inside. */
export function continueTrace<T>(incoming: IncomingTrace, callback: () => T): T {
  return withScope((scope) => {
    scope.setPropagationContext(propagationContextFromHeaders(incoming)).setSpan(undefined);
    return callback();
  });
}

/** Calls back in a new trace without a parent. */
export function startNewTrace<T>(callback: () => T): T {
  return withScope((scope) => {
    scope.setPropagationContext(newPropagationContext()).setSpan(undefined);
    return callback();
  });
}

/** What the headers say of the trace; a new trace when they cannot be read. Source: wire-protocol, "Trace propagation". */
export function propagationContextFromHeaders(incoming: IncomingTrace): PropagationContext {
  return guard(() => readHeaders(incoming), undefined) ?? newPropagationContext();
}

function readHeaders({ sentryTrace, baggage }: IncomingTrace): PropagationContext | undefined {
  const match = SENTRY_TRACE.exec(sentryTrace ?? '');
  if (!match) {
    return undefined;
  }
  const [, traceId = '', parentSpanId, flag] = match;
  const dsc = parseBaggage(baggage);
  const orgId = getClient()?.getDsn()?.orgId;
  if (orgId && dsc.org_id && dsc.org_id !== orgId) {
    // Another organization's trace. Source: sdk-behaviour, "Sampling".
    return undefined;
  }
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

/** The headers that let another service join the trace of this moment (or of the given span or scope). */
export function getTraceData(from: { span?: Span; scope?: Scope; client?: Client } = {}): TraceData {
  const client = from.client ?? getClient();
  if (!client?.isEnabled()) {
    return {};
  }
  const { span: active, propagationContext } = (from.scope ?? getCurrentScope()).getScopeData();
  const span = from.span ?? active;
  const baggage = serializeBaggage(dynamicSamplingContext({ span, propagationContext }, client));
  return {
    'sentry-trace':
      span && isDecided(span) ? spanToTraceHeader(span) : contextToTraceHeader(propagationContext, client),
    ...(baggage && { baggage }),
  };
}

/** The facts of a span's trace as they are now, for a propagation context that goes on after the span. */
export function getDynamicSamplingContextFromSpan(span: Span, client: Client): Partial<DynamicSamplingContext> {
  return dynamicSamplingContext({ span, propagationContext: newPropagationContext() }, client);
}

/** `sentry-trace` for a span; of one whose trace nobody decided upon, without a decision. */
export function spanToTraceHeader(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `${traceId}-${spanId}${isDecided(span) ? `-${traceFlags}` : ''}`;
}

/** Spans made with tracing off, or for want of a parent, stand for no decision: the next service may take one. */
function isDecided(span: Span): boolean {
  return !!segmentOf(span) || span.spanContext().traceFlags > 0;
}

/** `<meta>` tags for a page, so that the browser's trace continues the server's. */
export function getTraceMetaTags(data: TraceData = getTraceData()): string {
  return Object.entries(data)
    .map(([name, content]) => `<meta name="${name}" content="${content}"/>`)
    .join('\n');
}

/** Starts a new trace where we are: on the isolation and the current scope. */
export function renewTrace(context: PropagationContext = newPropagationContext()): void {
  getIsolationScope().setPropagationContext(context);
  getCurrentScope().setPropagationContext(context);
}

/** The `sentry-` entries of a baggage header; other vendors' are not ours to pass on. */
export function parseBaggage(header: IncomingTrace['baggage']): Partial<DynamicSamplingContext> {
  const context: Record<string, string> = {};
  for (const entry of (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',')) {
    const equals = entry.indexOf('=');
    const key = entry.slice(0, equals).trim();
    if (equals > 0 && key.startsWith(PREFIX)) {
      context[decode(key.slice(PREFIX.length))] = decode(entry.slice(equals + 1).trim());
    }
  }
  return context;
}

/** A baggage header of `sentry-` entries; those that would make it too long are left out. */
export function serializeBaggage(context: Partial<DynamicSamplingContext>): string {
  let header = '';
  for (const [key, value] of Object.entries(context)) {
    if (value) {
      // Half a surrogate pair cannot be encoded; that entry is left out.
      guard(() => {
        const entry = `${header ? ',' : ''}${PREFIX}${encodeURIComponent(key)}=${encodeURIComponent(value)}`;
        if (header.length + entry.length <= MAX_BAGGAGE_LENGTH) {
          header += entry;
        }
      });
    }
  }
  return header;
}

/** Our entries behind those another library wrote; a header that has ours already stays as it is. */
export function mergeBaggage(existing: string | undefined, ours: string): string {
  if (!existing || !ours) {
    return existing || ours;
  }
  return /(^|,)\s*sentry-/.test(existing) ? existing : `${existing},${ours}`;
}

function contextToTraceHeader(context: PropagationContext, client: Client): string {
  context.propagationSpanId ??= randomHex(16);
  const header = `${context.traceId}-${context.propagationSpanId}`;
  // With tracing off nobody has decided, and the next service may.
  return hasSpansEnabled(client.getOptions()) && context.sampled !== undefined
    ? `${header}-${Number(context.sampled)}`
    : header;
}

/** The random number of the trace, made to fit the caller's decision when it did not come along. */
function incomingSampleRand(dsc: Partial<DynamicSamplingContext>, sampled: boolean | undefined): number {
  const given = Number(dsc.sample_rand || Number.NaN);
  if (given >= 0 && given < 1) {
    return given;
  }
  const rate = Number(dsc.sample_rate || Number.NaN);
  // A flag that contradicts its rate leaves nothing that fits both.
  if (!(rate >= 0 && rate <= 1) || sampled === undefined || rate === Number(!sampled)) {
    return Math.random();
  }
  return sampled ? Math.random() * rate : rate + Math.random() * (1 - rate);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
