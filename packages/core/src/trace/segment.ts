import type { Client, Scope } from '../types/client.ts';
import type { Measurement } from '../types/event.ts';
import type { DynamicSamplingContext, Span, SpanAttributes } from '../types/span.ts';

/** What all spans below one root share. */
export interface Segment {
  traceId: string;
  sampled: boolean;
  sampleRand: number;
  /** The rate our own decision used; `undefined` when the caller had decided. */
  sampleRate?: number;
  /** Frozen: came with the request and is passed on unchanged. */
  dsc?: Partial<DynamicSamplingContext>;
  /** Name of the root and where it comes from, as they are now. */
  name: string;
  attributes: SpanAttributes;
  root: Span;
  /** The scopes when the root started; its transaction is sent with these. */
  current: Scope;
  isolation: Scope;
  measurements?: Record<string, Measurement>;
  /** Recorded spans below the root, in the order they started. */
  descendants: Span[];
  /** Called when the root ends. */
  finish(root: Span, client: Client): void;
  /** What headers and envelopes of this trace say of it, as it is now. */
  samplingContext(segment: Segment, client: Client): Partial<DynamicSamplingContext>;
}

/** A span's segment; `undefined` for a span that is not ours. */
export function segmentOf(span: Span): Segment | undefined {
  return (span as Span & { segment?: Segment }).segment;
}
