import { DEBUG, debug } from '../lib/debug.ts';
import type { ResolvedOptions } from '../types/client.ts';
import type { PropagationContext, SpanAttributes } from '../types/span.ts';

export interface SamplingDecision {
  sampled: boolean;
  /** The rate our own decision used; `undefined` when the caller's decision was taken over. */
  rate?: number;
}

/** Whether tracing is on at all: a rate of 0 counts as on. */
export function hasSpansEnabled(options: Pick<ResolvedOptions, 'tracesSampleRate' | 'tracesSampler'>): boolean {
  return options.tracesSampleRate !== undefined || !!options.tracesSampler;
}

/**
 * Whether a trace is sent: `tracesSampler` says, else whoever called us has decided, else `tracesSampleRate`. A sampler
 * that throws leaves it to the other two; one that answers nonsense means no. Source: sdk-behaviour, "Sampling".
 */
export function decideSampling(
  name: string,
  attributes: SpanAttributes,
  context: PropagationContext,
  options: ResolvedOptions,
): SamplingDecision {
  const asked = askSampler(name, attributes, context, options);
  if (asked === undefined && context.sampled !== undefined) {
    return { sampled: context.sampled };
  }
  const rate = asked ?? options.tracesSampleRate ?? 0;
  return { sampled: context.sampleRand < rate, rate };
}

function askSampler(
  name: string,
  attributes: SpanAttributes,
  { sampled: parentSampled, dsc }: PropagationContext,
  { tracesSampler }: ResolvedOptions,
): number | undefined {
  if (!tracesSampler) {
    return undefined;
  }
  const parentSampleRate = rateOf(dsc?.sample_rate);
  try {
    const answer: unknown = tracesSampler({
      name,
      attributes,
      parentSampled,
      parentSampleRate,
      inheritOrSampleWith: (fallback) =>
        parentSampleRate ?? (parentSampled === undefined ? fallback : Number(parentSampled)),
    });
    const rate = rateOf(answer);
    if (DEBUG && rate === undefined) {
      debug('tracesSampler returned what is no rate from 0 to 1:', answer);
    }
    return rate ?? 0;
  } catch (error) {
    if (DEBUG) {
      debug('tracesSampler threw:', error);
    }
  }
  return undefined;
}

/** A rate from 0 to 1, also as text or as yes and no; `undefined` for anything else. */
function rateOf(value: unknown): number | undefined {
  const rate = value === '' || /object|symbol/.test(typeof value) ? Number.NaN : Number(value);
  return rate >= 0 && rate <= 1 ? rate : undefined;
}
