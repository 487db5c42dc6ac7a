import { DEBUG, debug } from '../lib/debug.ts';
import { getIsolationScope } from '../scope/current.ts';
import type { Client, ResolvedOptions, StartSpanOptions } from '../types/client.ts';
import type { RequestEventData } from '../types/event.ts';
import type { PropagationContext, SpanAttributes } from '../types/span.ts';

export interface SamplingDecision {
  sampled: boolean;
  /** The rate our own decision used; `undefined` when the caller's decision was taken over. */
  rate?: number | undefined;
}

/** Whether tracing is on at all: a rate of 0 counts as on. */
export function hasSpansEnabled(options: Pick<ResolvedOptions, 'tracesSampleRate' | 'tracesSampler'>): boolean {
  return options.tracesSampleRate !== undefined || !!options.tracesSampler;
}

/**
 * Whether a trace is sent: `tracesSampler` says, else whoever called us has decided, else `tracesSampleRate`. A sampler
 * that throws leaves it to the other two; one that answers nonsense means no. A listener of `beforeSampling` may refuse.
 * Source: sdk-behaviour, "Sampling".
 */
export function decideSampling(
  { name }: StartSpanOptions,
  attributes: SpanAttributes,
  { sampled: parentSampled, sampleRand, dsc }: PropagationContext,
  client: Client,
): SamplingDecision {
  const { tracesSampler, tracesSampleRate = 0 } = client.getOptions();
  const parentSampleRate = rateOf(dsc?.sample_rate);
  const verdict = { decision: true };
  client.emit(
    'beforeSampling',
    { spanName: name, spanAttributes: attributes, parentSampled, parentSampleRate },
    verdict,
  );
  if (!verdict.decision) {
    return { sampled: false };
  }
  let rate: number | undefined;
  if (tracesSampler) {
    try {
      const answer: unknown = tracesSampler({
        name,
        attributes,
        parentSampled,
        parentSampleRate,
        normalizedRequest: getIsolationScope().getScopeData().sdkProcessingMetadata
          ?.normalizedRequest as RequestEventData,
        inheritOrSampleWith: (fallback) =>
          parentSampleRate ?? (parentSampled === undefined ? fallback : Number(parentSampled)),
      });
      rate = rateOf(answer);
      if (DEBUG && rate === undefined) {
        debug('tracesSampler returned what is no rate from 0 to 1:', answer);
      }
      rate ??= 0;
    } catch (error) {
      if (DEBUG) {
        debug('tracesSampler threw:', error);
      }
    }
  }
  if (rate === undefined && parentSampled !== undefined) {
    return { sampled: parentSampled };
  }
  rate ??= tracesSampleRate;
  return { sampled: sampleRand < rate, rate };
}

/** A rate from 0 to 1, also as text or as yes and no; `undefined` for anything else. */
export function rateOf(value: unknown): number | undefined {
  const rate = value === '' || /object|symbol/.test(typeof value) ? Number.NaN : Number(value);
  return rate >= 0 && rate <= 1 ? rate : undefined;
}
