import type { Client, ScopeData } from '../types/client.ts';
import type { DynamicSamplingContext, Span } from '../types/span.ts';
import { segmentOf } from './segment.ts';

/** The facts of a span's trace as they are now, for a propagation context that goes on after the span. */
export function getDynamicSamplingContextFromSpan(span: Span, client: Client): Partial<DynamicSamplingContext> {
  return dynamicSamplingContext({ span, propagationContext: { traceId: '', sampleRand: 0 } }, client);
}

/**
 * The facts of the trace that this moment belongs to, for headers and envelopes: the frozen ones if the trace came from
 * outside, else our own. Source: wire-protocol, "baggage and DSC".
 */
export function dynamicSamplingContext(
  { span, propagationContext }: Pick<ScopeData, 'span' | 'propagationContext'>,
  client: Client,
): Partial<DynamicSamplingContext> {
  const segment = span && segmentOf(span);
  const frozen = segment ? segment.dsc : propagationContext.dsc;
  if (frozen) {
    return segment?.sampleRate === undefined ? frozen : { ...frozen, sample_rate: String(segment.sampleRate) };
  }
  const { release, environment } = client.getOptions();
  const dsn = client.getDsn();
  const context: Partial<DynamicSamplingContext> = {
    trace_id: span ? span.spanContext().traceId : propagationContext.traceId,
    environment,
    ...(dsn && { public_key: dsn.publicKey }),
    ...(dsn?.orgId && { org_id: dsn.orgId }),
    ...(release && { release }),
  };
  if (segment) {
    context.sampled = String(segment.sampled);
    context.sample_rand = String(segment.sampleRand);
    if (segment.sampleRate !== undefined) {
      context.sample_rate = String(segment.sampleRate);
    }
    if (segment.name && segment.attributes['sentry.source'] !== 'url') {
      context.transaction = segment.name;
    }
  }
  return context;
}
