import type { Client, ScopeData } from '../types/client.ts';
import type { DynamicSamplingContext } from '../types/span.ts';
import { type Segment, segmentOf } from './segment.ts';

type SamplingContext = Partial<DynamicSamplingContext>;

/**
 * The facts of the trace that this moment belongs to, for headers and envelopes: the frozen ones if the trace came from
 * outside, else our own. Source: wire-protocol, "baggage and DSC".
 */
export function dynamicSamplingContext(
  { span, propagationContext }: Pick<ScopeData, 'span' | 'propagationContext'>,
  client: Client,
): SamplingContext {
  const segment = span && segmentOf(span);
  return (
    segment?.samplingContext(segment, client) ??
    propagationContext.dsc ??
    clientSamplingContext(propagationContext.traceId, client)
  );
}

/** The facts of a segment's trace. Called through the segment, so that only who starts spans pays for it. */
export function segmentSamplingContext(segment: Segment, client: Client): SamplingContext {
  const { dsc, traceId, sampled, sampleRand, sampleRate, name, attributes } = segment;
  const ours: SamplingContext = {
    ...clientSamplingContext(traceId, client),
    sampled: String(sampled),
    sample_rand: String(sampleRand),
    transaction: attributes['sentry.source'] === 'url' ? undefined : name,
  };
  const { sampled: decision } = ours;
  return { ...(dsc ?? ours), ...(sampleRate !== undefined && { sample_rate: String(sampleRate), sampled: decision }) };
}

function clientSamplingContext(trace_id: string, client: Client): SamplingContext {
  const { release, environment } = client.getOptions();
  const dsn = client.getDsn();
  return { trace_id, environment, release, public_key: dsn?.publicKey, org_id: dsn?.orgId };
}
