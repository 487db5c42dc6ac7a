import { type Client, getDynamicSamplingContextFromSpan, guard, type Span, type SpanContextData } from '@vedette/core';

export interface PreviousTraceOptions {
  /**
   * Each page load and navigation links to the one before it: as long as the document lives, also beyond it in
   * `sessionStorage`, or not at all. @default 'in-memory'
   */
  linkPreviousTrace: 'in-memory' | 'session-storage' | 'off';
  /** All traces of a visit are sampled alike: they share their random number. Needs links. @default false */
  consistentTraceSampling: boolean;
}

const KEY = 'sentry_previous_trace';
/** Seconds after which a trace is no part of the visit any more. Source: sdk-behaviour, "browserTracingIntegration". */
const MAX_AGE_S = 3600;

interface PreviousTrace {
  spanContext: SpanContextData;
  /** Seconds since the epoch. */
  startTimestamp: number;
  sampleRand: number;
}

/** Follows the traces of a visit: what links a new root to the one before it, and the random number it should have. */
export function followTraces(
  { linkPreviousTrace = 'in-memory', consistentTraceSampling = false }: Partial<PreviousTraceOptions>,
  client: Client,
): { link(root: Span): void; sampleRand(): number | undefined } {
  const isKept = linkPreviousTrace === 'session-storage';
  let previous: PreviousTrace | undefined = isKept
    ? guard(() => JSON.parse(sessionStorage.getItem(KEY) ?? 'null'), undefined)
    : undefined;
  const recent = (): PreviousTrace | undefined =>
    previous && client.platform.now() - previous.startTimestamp <= MAX_AGE_S ? previous : undefined;

  return {
    link(root) {
      const context = recent()?.spanContext;
      if (linkPreviousTrace === 'off') {
        return;
      }
      const spanContext = root.spanContext();
      if (context && context.traceId !== spanContext.traceId) {
        root.addLink({ context, attributes: { 'sentry.link.type': 'previous_trace' } });
        root.setAttribute('sentry.previous_trace', `${context.traceId}-${context.spanId}-${context.traceFlags}`);
      }
      previous = {
        spanContext,
        startTimestamp: client.platform.now(),
        sampleRand: Number(getDynamicSamplingContextFromSpan(root, client).sample_rand),
      };
      if (isKept) {
        guard(() => sessionStorage.setItem(KEY, JSON.stringify(previous)));
      }
    },
    sampleRand: () => (consistentTraceSampling ? recent()?.sampleRand : undefined),
  };
}
