import { guard } from '../lib/guard.ts';
import { getCurrentScope, withScope } from '../scope/current.ts';
import { newPropagationContext } from '../scope/scope.ts';
import type { Scope } from '../types/client.ts';
import type { PropagationContext, Span } from '../types/span.ts';
import { serializeBaggage } from './baggage.ts';
import {
  getDynamicSamplingContextFromSpan,
  getTraceData,
  type IncomingTrace,
  propagationContextFromHeaders,
  type TraceData,
} from './propagation.ts';
import { isSuppressed } from './segment.ts';
import { TraceSpan } from './span.ts';
import { withActiveSpan } from './start-span.ts';

const TRACEPARENT = /^\s*00-(?!0{32})([0-9a-f]{32})-([0-9a-f]{16})-/;

/** Trace headers of a request, among them W3C's. */
export interface RequestTrace extends IncomingTrace {
  traceparent?: string | string[] | null | undefined;
}

/**
 * Calls back in the trace that the headers name, or in a new one when they name none; no span is active inside.
 * `traceparent` counts when there is no `sentry-trace`.
 */
export function continueTrace<T>(incoming: RequestTrace, callback: () => T): T {
  return inTrace(propagationContextFromRequest(incoming), callback);
}

/** What a request says of its trace, by our headers or else by W3C's; a new trace when it says nothing. */
export function propagationContextFromRequest(incoming: RequestTrace): PropagationContext {
  const context = propagationContextFromHeaders(incoming);
  const ids = guard(() => (incoming.sentryTrace ? null : TRACEPARENT.exec(String(incoming.traceparent))), null);
  // Only the ids: its flag is set by proxies too, which know nothing of our rates.
  return ids ? { ...context, traceId: ids[1] as string, parentSpanId: ids[2] } : context;
}

/** Calls back in a new trace without a parent. */
export function startNewTrace<T>(callback: () => T): T {
  return inTrace(newPropagationContext(), callback);
}

/** Calls back where no spans are made and no trace headers sent: for health checks, polling and other noise. */
export function suppressTracing<T>(callback: () => T): T {
  return withScope((scope) => {
    const span = new TraceSpan(scope.getPropagationContext().traceId);
    span.suppressing = true;
    scope.setSpan(span);
    return callback();
  });
}

/** Whether this moment (or the given scope) is inside `suppressTracing`. */
export function isTracingSuppressed(scope: Scope = getCurrentScope()): boolean {
  return isSuppressed(scope);
}

/** The `baggage` header of a span's trace; `undefined` when there is nothing to say. */
export function spanToBaggageHeader(span: Span): string | undefined {
  return serializeBaggage(getDynamicSamplingContextFromSpan(span)) || undefined;
}

/** `<meta>` tags for a page, so that the browser's trace continues the server's. */
export function getTraceMetaTags(data: TraceData = getTraceData()): string {
  return Object.entries(data)
    .map(([name, content]) => `<meta name="${name}" content="${content}"/>`)
    .join('\n');
}

function inTrace<T>(context: PropagationContext, callback: () => T): T {
  return withActiveSpan(null, (scope) => {
    scope.setPropagationContext(context);
    return callback();
  });
}
