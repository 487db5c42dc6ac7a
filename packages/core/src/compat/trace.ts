import { matchesSome } from '../lib/match-pattern.ts';
import { randomUuid } from '../lib/random-id.ts';
import { isThenable } from '../lib/then.ts';
import { getClient } from '../scope/current.ts';
import { decideSampling, hasSpansEnabled } from '../trace/sample.ts';
import { segmentOf } from '../trace/segment.ts';
import { type Segment, TraceSpan, toSeconds } from '../trace/span.ts';
import { linkToJSON, spanToJSON, statusText } from '../trace/span-json.ts';
import type { Client, ResolvedOptions, Scope, TracesSamplerSamplingContext } from '../types/client.ts';
import type {
  DynamicSamplingContext,
  Span,
  SpanAttributes,
  SpanLink,
  SpanLinkJSON,
  SpanStatus,
  SpanTimeInput,
} from '../types/span.ts';

// Names kept for people who move over from Sentry's SDKs: each is a few lines around what does the work.

/** Codes of a span's status. */
export const SPAN_STATUS_UNSET = 0;
export const SPAN_STATUS_OK = 1;
export const SPAN_STATUS_ERROR = 2;

/** When an idle span ends by itself, in milliseconds; as in `trace/idle-span.ts`. */
export const TRACING_DEFAULTS = { idleTimeout: 1000, finalTimeout: 30_000, childSpanTimeout: 15_000 };

/** A span of one's own making, that belongs to no transaction: nothing is sent when it ends. */
export class SentrySpan extends TraceSpan {
  constructor(context: SentrySpanArguments = {}) {
    const { traceId = randomUuid(), parentSpanId, sampled, name, op, attributes, startTimestamp, links } = context;
    const client = getClient();
    const segment = {
      traceId,
      sampled: !!sampled,
      recording: !!sampled,
      descendants: [],
      finish() {},
      samplingContext: () => context.dsc,
    } as unknown as Segment;
    const all = { 'sentry.origin': 'manual', 'sentry.op': op, ...attributes };
    const start = toSeconds(startTimestamp, client?.platform.now() ?? Date.now() / 1000);
    super(traceId, segment, client, name ?? '', all, start, { spanId: parentSpanId }, context.spanId);
    segment.root = this;
    this.addLinks(links ?? []);
  }
}

export interface SentrySpanArguments {
  name?: string;
  op?: string;
  traceId?: string;
  spanId?: string;
  parentSpanId?: string;
  sampled?: boolean;
  attributes?: SpanAttributes;
  links?: SpanLink[];
  startTimestamp?: SpanTimeInput;
  dsc?: Partial<DynamicSamplingContext>;
}

/** A span that is not sent. */
export class SentryNonRecordingSpan extends TraceSpan {
  constructor({ traceId = randomUuid(), spanId }: { traceId?: string; spanId?: string } = {}) {
    super(traceId, undefined, undefined, undefined, undefined, undefined, undefined, spanId);
  }
}

export function spanIsSampled(span: Span): boolean {
  return span.spanContext().traceFlags === 1;
}

/** What an event says of the span it happened in. */
export function spanToTraceContext(span: Span): { trace_id: string; span_id: string; parent_span_id?: string } {
  const { trace_id, span_id, parent_span_id } = spanToJSON(span);
  return { trace_id, span_id, parent_span_id };
}

/** A moment in seconds since the epoch; now, if there is none that can be read. */
export function spanTimeInputToSeconds(time?: SpanTimeInput): number {
  return toSeconds(time, getClient()?.platform.now() ?? Date.now() / 1000);
}

/** Makes a recorded span part of another's transaction. */
export function addChildSpanToSpan(span: Span, child: Span): void {
  if ('segment' in Object(child)) {
    segmentOf(span)?.descendants.push(child as TraceSpan);
  }
}

export function getCapturedScopesOnSpan(span: Span): { scope?: Scope; isolationScope?: Scope } {
  const { current: scope, isolation: isolationScope } = segmentOf(span) ?? {};
  return { scope, isolationScope };
}

/** The scopes that a root's transaction is sent with. */
export function setCapturedScopesOnSpan(span: Span | undefined, scope: Scope, isolationScope: Scope): void {
  Object.assign((span && segmentOf(span)) ?? {}, { current: scope, isolation: isolationScope });
}

/** As `statusText`; for want of a word `internal_error`. */
export const getStatusMessage: (status: SpanStatus | undefined) => string | undefined = statusText;

export function convertSpanLinksForEnvelope(links?: SpanLink[]): SpanLinkJSON[] | undefined {
  return links?.length ? links.map(linkToJSON) : undefined;
}

/** Calls back and tells how it ended, at once or when its promise settles. */
export function handleCallbackErrors<T>(
  callback: () => T,
  onError: (error: unknown) => void,
  onFinally: () => void = () => {},
  onSuccess: (result: unknown) => void = () => {},
): T {
  const failed = (error: unknown): never => {
    onError(error);
    onFinally();
    throw error;
  };
  let result: T;
  try {
    result = callback();
  } catch (error) {
    return failed(error);
  }
  const done = <R>(value: R): R => {
    onFinally();
    onSuccess(value);
    return value;
  };
  return (isThenable(result) ? result.then(done, failed) : done(result)) as T;
}

/** `[sampled, rate, whether the rate was our own]` for a root that is about to start. */
export function sampleSpan(
  options: Pick<ResolvedOptions, 'tracesSampleRate' | 'tracesSampler'>,
  { name, attributes, parentSampled, parentSampleRate }: TracesSamplerSamplingContext,
  sampleRand: number,
): [sampled: boolean, sampleRate?: number, localSampleRateWasApplied?: boolean] {
  if (!hasSpansEnabled(options)) {
    return [false];
  }
  const dsc = { sample_rate: parentSampleRate?.toString() };
  const context = { traceId: '', sampled: parentSampled, sampleRand, dsc };
  const client = { getOptions: () => options, emit() {} } as unknown as Client;
  const { sampled, rate } = decideSampling({ name }, attributes ?? {}, context, client);
  return [sampled, rate ?? parentSampleRate, rate !== undefined];
}

/** Whether a URL is among the `tracePropagationTargets`; without any, all are. */
export function shouldPropagateTraceForUrl(
  url: string | undefined,
  targets: ReadonlyArray<string | RegExp> | undefined,
): boolean {
  return !url || !targets || matchesSome(url, targets);
}

/** @alias shouldPropagateTraceForUrl */
export const matchesTracePropagationTargets: typeof shouldPropagateTraceForUrl = shouldPropagateTraceForUrl;

/**
 * Said in debug lines by every span already.
 * @noop
 */
export function logSpanStart(_span: Span): void {}

/**
 * Said in debug lines by every span already.
 * @noop
 */
export function logSpanEnd(_span: Span): void {}
