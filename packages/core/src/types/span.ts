/** Values an attribute may have. Source: api-surface, `SpanAttributeValue`. */
export type SpanAttributeValue =
  | string
  | number
  | boolean
  | Array<string | null | undefined>
  | Array<number | null | undefined>
  | Array<boolean | null | undefined>;

export type SpanAttributes = Record<string, SpanAttributeValue | undefined>;

/** A moment: seconds, milliseconds (when above 9 999 999 999), a Date, or `[seconds, nanoseconds]`. */
export type SpanTimeInput = number | Date | [seconds: number, nanoseconds: number];

/** 0 unset, 1 ok, 2 error. */
export interface SpanStatus {
  code: 0 | 1 | 2;
  message?: string;
}

export interface SpanContextData {
  /** 32 hex digits. */
  traceId: string;
  /** 16 hex digits. */
  spanId: string;
  isRemote?: boolean;
  /** 1 when sampled, else 0. */
  traceFlags: number;
}

export interface SpanLink {
  context: SpanContextData;
  attributes?: SpanAttributes;
}

/** A timed piece of work. After `end()` further changes are ignored. */
export interface Span {
  /** Ours know which span they hang below. */
  readonly parentSpanId?: string | undefined;
  spanContext(): SpanContextData;
  /** Ends the span; only the first call counts. `endTime` defaults to now. */
  end(endTime?: SpanTimeInput): void;
  setAttribute(key: string, value: SpanAttributeValue | undefined): this;
  setAttributes(attributes: SpanAttributes): this;
  setStatus(status: SpanStatus): this;
  updateName(name: string): this;
  /** Whether what is set here can still be sent. */
  isRecording(): boolean;
  /** Keeps a measurement (attributes `sentry.measurement_value` and `_unit`); other events are not kept. */
  addEvent(name: string, attributesOrTime?: SpanAttributes | SpanTimeInput, time?: SpanTimeInput): this;
  addLink(link: SpanLink): this;
  addLinks(links: SpanLink[]): this;
  /** Kept for OpenTelemetry's shape; does nothing. */
  recordException(exception: unknown, time?: SpanTimeInput): void;
}

/** A span as it is sent inside a transaction. Times are seconds since the epoch. */
export interface SpanJSON {
  span_id: string;
  trace_id: string;
  parent_span_id?: string;
  op?: string;
  description?: string;
  start_timestamp: number;
  timestamp?: number;
  status?: string;
  origin?: string;
  data: SpanAttributes;
  links?: SpanLinkJSON[];
  measurements?: Record<string, { value: number; unit: string }>;
  profile_id?: string;
  exclusive_time?: number;
  is_segment?: boolean;
  segment_id?: string;
}

/** A link as it is sent. */
export interface SpanLinkJSON {
  trace_id: string;
  span_id: string;
  sampled?: boolean;
  attributes?: SpanAttributes;
}

/** A span as it is sent by itself (`traceLifecycle: 'stream'`). Source: wire-protocol, "Batched containers". */
export interface StreamedSpanJSON {
  trace_id: string;
  span_id: string;
  parent_span_id?: string;
  name: string;
  start_timestamp: number;
  end_timestamp: number;
  status: 'ok' | 'error';
  /** The root of its service's part of the trace. */
  is_segment: boolean;
  attributes: SpanAttributes;
  links?: SpanLinkJSON[];
}

/**
 * The option `beforeSendSpan`. `lifecycle` is set by `withStaticSpan` and `withStreamedSpan`: the callback takes spans of
 * that shape and is not called with others.
 */
export type BeforeSendSpan = ((span: SpanJSON) => SpanJSON) & { lifecycle?: 'static' | 'stream' };

/** One entry of `ignoreSpans`: on the name, or all of what is given. */
export type IgnoreSpan =
  | string
  | RegExp
  | {
      name?: string | RegExp;
      op?: string | RegExp;
      /** A text is contained in, a RegExp matches an attribute that is text; anything else is equal. */
      attributes?: Record<string, SpanAttributeValue | RegExp>;
    };

/** Facts of a trace that every participant sends along unchanged; all values are strings. */
export interface DynamicSamplingContext {
  trace_id: string;
  public_key: string;
  sample_rate?: string;
  sample_rand?: string;
  sampled?: string;
  release?: string;
  environment?: string;
  transaction?: string;
  org_id?: string;
}

/** What a scope knows of its trace when no span is active. */
export interface PropagationContext {
  traceId: string;
  /** 0 <= r < 1; the trace is sampled when it is below the rate. */
  sampleRand: number;
  parentSpanId?: string;
  /** The decision that came with the request; `undefined` when it was left to us. */
  sampled?: boolean;
  /** Frozen: set when the trace came from outside. */
  dsc?: Partial<DynamicSamplingContext>;
  /** The span id that errors and headers name while no span is active. */
  propagationSpanId?: string;
}

/** Where a name comes from. Source: event-payload, `transaction_info.source`. */
export type TransactionSource = 'custom' | 'url' | 'route' | 'view' | 'component' | 'task';
