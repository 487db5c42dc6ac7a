import type { Client, ScopeData } from '../types/client.ts';
import type { DynamicSamplingContext, Span } from '../types/span.ts';
import { segmentOf } from './segment.ts';
import type { Segment } from './span.ts';

export type SamplingContext = Partial<DynamicSamplingContext>;

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
    clientSamplingContext(client, propagationContext.traceId)
  );
}

/** The facts of a segment's trace. Called through the segment, so that only who starts spans pays for it. */
export function segmentSamplingContext(
  { dsc, sampled, sampleRand, sampleRate, root }: Segment,
  client: Client,
): SamplingContext {
  const decision = { sampled: String(sampled) };
  return {
    ...(dsc ??
      clientSamplingContext(client, root.traceId, root, {
        ...decision,
        sample_rand: String(sampleRand),
        transaction: root.attributes['sentry.source'] === 'url' ? undefined : root.name,
      })),
    ...(sampleRate !== undefined && { ...decision, sample_rate: String(sampleRate) }),
  };
}

/** Whom the client sends to: the option, else what the DSN's host says. */
export function organizationOf(client: Client): string | undefined {
  const id: string | number | undefined = client.getOptions().orgId ?? client.getDsn()?.orgId;
  return id ? String(id) : undefined;
}

function clientSamplingContext(
  client: Client,
  trace_id: string,
  root?: Span,
  facts?: SamplingContext,
): SamplingContext {
  const { release, environment } = client.getOptions();
  const dsc = {
    trace_id,
    environment,
    release,
    public_key: client.getDsn()?.publicKey,
    org_id: organizationOf(client),
  };
  const all = { ...dsc, ...facts };
  client.emit('createDsc', all, root);
  return all;
}
