import { DEBUG, warn } from '../lib/debug.ts';
import { guard } from '../lib/guard.ts';
import type { Client } from '../types/client.ts';
import type { BeforeSendSpan, SpanJSON, StreamedSpanJSON } from '../types/span.ts';

/** Marks a `beforeSendSpan` that takes spans of transactions; it is not called with streamed ones. */
export function withStaticSpan(callback: (span: SpanJSON) => SpanJSON): BeforeSendSpan {
  return Object.assign((span: SpanJSON) => callback(span), { lifecycle: 'static' as const });
}

/** Marks a `beforeSendSpan` that takes streamed spans; it is not called with those of transactions. */
export function withStreamedSpan(callback: (span: StreamedSpanJSON) => StreamedSpanJSON): BeforeSendSpan {
  return Object.assign(callback.bind(undefined) as unknown as BeforeSendSpan, { lifecycle: 'stream' as const });
}

let warned = false;

/**
 * A span as `beforeSendSpan` wants it; as it is when that throws or returns nothing, for spans are not dropped there, and
 * when it takes spans of another shape. `make` hands out a new one each time, because one that throws may have changed
 * half of it.
 */
export function lastLookAtSpan<T extends SpanJSON | StreamedSpanJSON>(
  make: () => T,
  lifecycle: 'static' | 'stream',
  client: Client,
): T {
  const { beforeSendSpan } = client.getOptions();
  if (beforeSendSpan && (beforeSendSpan.lifecycle ?? lifecycle) === lifecycle) {
    const seen: unknown = guard(() => beforeSendSpan(make() as SpanJSON) ?? null, undefined);
    if (seen && typeof seen === 'object') {
      return seen as T;
    }
    if (DEBUG && seen !== undefined && !warned) {
      warned = true;
      warn('beforeSendSpan must return a span; to drop some, use ignoreSpans.');
    }
  }
  return make();
}
