import type { Scope } from '../types/client.ts';
import type { Span } from '../types/span.ts';
import type { Segment, TraceSpan } from './span.ts';

/** A span's segment; `undefined` for one of whose trace nobody decided whether it is sent, or that is not ours. */
export function segmentOf(span: Span): Segment | undefined {
  return (span as TraceSpan).segment;
}

/** Whether a scope is inside `suppressTracing`. */
export function isSuppressed(scope: Scope): boolean {
  return !!(scope.getSpan() as TraceSpan | undefined)?.suppressing;
}
