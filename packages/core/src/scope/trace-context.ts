import { guard } from '../lib/guard.ts';
import { randomHex } from '../lib/random-id.ts';
import type { ScopeData } from '../types/client.ts';
import type { TraceContext } from '../types/event.ts';

/** Where in a trace something happens: in the active span, else in what the trace was handed to us with. */
export function traceContext({ span, propagationContext }: ScopeData): TraceContext {
  if (span) {
    const { traceId, spanId } = span.spanContext();
    return { trace_id: traceId, span_id: spanId, parent_span_id: span.parentSpanId };
  }
  const { traceId, parentSpanId } = propagationContext;
  // One for all that happens there. A host may have frozen what it handed over.
  const propagationSpanId = guard(() => (propagationContext.propagationSpanId ??= randomHex(16))) ?? randomHex(16);
  return {
    trace_id: traceId,
    span_id: propagationSpanId,
    parent_span_id: parentSpanId === propagationSpanId ? undefined : parentSpanId,
  };
}
