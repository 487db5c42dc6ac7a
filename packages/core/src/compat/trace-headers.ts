import { randomHex, randomUuid } from '../lib/random-id.ts';
import {
  BAGGAGE_PREFIX,
  type BaggageHeader,
  MAX_BAGGAGE_LENGTH,
  mergeBaggage,
  parseBaggage,
  serializeBaggage,
} from '../trace/baggage.ts';
import { joinTraceHeader, SENTRY_TRACE } from '../trace/propagation.ts';
import { dynamicSamplingContext } from '../trace/sampling-context.ts';
import type { Client, Scope } from '../types/client.ts';
import type { DynamicSamplingContext } from '../types/span.ts';

// Names kept for people who move over from Sentry's SDKs: the headers that carry a trace.

export const SENTRY_BAGGAGE_KEY_PREFIX = BAGGAGE_PREFIX;
export const MAX_BAGGAGE_STRING_LENGTH = MAX_BAGGAGE_LENGTH;

/** A `sentry-trace` header; new ids for those left out, no decision when there is none. */
export function generateSentryTraceHeader(
  traceId: string = generateTraceId(),
  spanId: string = generateSpanId(),
  sampled?: boolean,
): string {
  return joinTraceHeader(traceId, spanId, sampled);
}

/** A `traceparent` header; new ids for those left out. */
export function generateTraceparentHeader(
  traceId: string = generateTraceId(),
  spanId: string = generateSpanId(),
  sampled?: boolean,
): string {
  return `00-${traceId}-${spanId}-0${Number(!!sampled)}`;
}

/** 32 hex digits. */
export const generateTraceId: () => string = randomUuid;

/** 16 hex digits. */
export function generateSpanId(): string {
  return randomHex(16);
}

export const TRACEPARENT_REGEXP = SENTRY_TRACE;

/** What a `sentry-trace` header says; `undefined` when it says nothing. */
export function extractTraceparentData(
  header?: string,
): { traceId?: string; parentSampled?: boolean; parentSpanId?: string } | undefined {
  const match = header ? SENTRY_TRACE.exec(header) : null;
  return match
    ? { traceId: match[1], parentSpanId: match[2], parentSampled: match[3] ? match[3] === '1' : undefined }
    : undefined;
}

/** The `sentry-` entries of a baggage header; `undefined` when there are none. */
export function baggageHeaderToDynamicSamplingContext(
  header: BaggageHeader,
): Partial<DynamicSamplingContext> | undefined {
  const context = parseBaggage(header);
  return Object.keys(context).length > 0 ? context : undefined;
}

/** A baggage header of `sentry-` entries; `undefined` when there is nothing to say. */
export function dynamicSamplingContextToSentryBaggageHeader(
  context?: Partial<DynamicSamplingContext>,
): string | undefined {
  return serializeBaggage(context ?? {}) || undefined;
}

/** All entries of a baggage header, whosever they are; `undefined` when there are none. */
export function parseBaggageHeader(header: BaggageHeader): Record<string, string> | undefined {
  const prefixed = String(header ?? '').replace(/(^|,)\s*/g, `$1${BAGGAGE_PREFIX}`);
  const entries = parseBaggage(prefixed) as Record<string, string>;
  return Object.keys(entries).length > 0 ? entries : undefined;
}

/** A baggage header of any entries; `undefined` when there is nothing to say. */
export function objectToBaggageHeader(entries: Record<string, string | undefined>): string | undefined {
  return serializeBaggage(entries).replace(/(^|,)sentry-/g, '$1') || undefined;
}

/** Both headers in one; ours are not added when they are there already. */
export function mergeBaggageHeaders(existing?: string | string[], baggage?: string): string | undefined {
  return mergeBaggage(existing, baggage) || undefined;
}

/** What headers say of a scope's trace while no span is active. */
export function getDynamicSamplingContextFromScope(client: Client, scope: Scope): Partial<DynamicSamplingContext> {
  return dynamicSamplingContext({ propagationContext: scope.getPropagationContext() }, client);
}

/** What headers say of a new trace of this client. */
export function getDynamicSamplingContextFromClient(traceId: string, client: Client): Partial<DynamicSamplingContext> {
  return dynamicSamplingContext({ propagationContext: { traceId, sampleRand: 0 } }, client);
}
