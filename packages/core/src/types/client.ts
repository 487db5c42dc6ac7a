import type { Platform } from '../platform.ts';
import type { DataCollection } from './data-collection.ts';
import type { DataCategory, Envelope, EnvelopeItem } from './envelope.ts';
import type {
  Breadcrumb,
  Context,
  Contexts,
  ErrorEvent,
  Event,
  Mechanism,
  Primitive,
  RequestEventData,
  SdkInfo,
  SeverityLevel,
  StackLineParser,
  StackParser,
  TransactionEvent,
  User,
} from './event.ts';
import type { FeedbackEvent } from './feedback.ts';
import type { Log } from './log.ts';
import type { Metric } from './metric.ts';
import type { Session, SessionAggregates } from './session.ts';
import type {
  BeforeSendSpan,
  DynamicSamplingContext,
  IgnoreSpan,
  PropagationContext,
  Span,
  SpanAttributes,
  SpanLink,
  SpanTimeInput,
  StreamedSpanJSON,
} from './span.ts';

// Client, Scope, Integration and ClientOptions name one another, so they share this file.

/** Why something captured was not sent. Source: wire-protocol, "Client reports". */
export type DropReason =
  | 'backpressure'
  | 'before_send'
  | 'callback_error'
  | 'event_processor'
  | 'ignored'
  | 'insufficient_data'
  | 'internal_sdk_error'
  | 'invalid'
  | 'network_error'
  | 'no_parent_span'
  | 'queue_overflow'
  | 'ratelimit_backoff'
  | 'sample_rate'
  | 'buffer_overflow'
  | 'cache_overflow'
  | 'send_error';

/** Whether anything may leave: yes, not before it is known, no. */
export type ConsentState = 'granted' | 'pending' | 'denied';

export interface Attachment {
  data: string | Uint8Array;
  filename: string;
  /** Default `application/octet-stream`. */
  contentType?: string;
  attachmentType?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: as in Sentry's SDKs, so that code that reads it moves over
export type BreadcrumbHint = Record<string, any>;

/** What is known about a capture beside the thing itself; handed to processors and `beforeSend`. */
export interface EventHint {
  event_id?: string;
  captureContext?: CaptureContext;
  mechanism?: Partial<Mechanism>;
  /**
   * Our own error, whose stack stands in when the thrown thing has none. Made by the function that the host called: its
   * newest frame, which is that function, is left out.
   */
  syntheticException?: Error | null;
  originalException?: unknown;
  attachments?: Attachment[];
  data?: unknown;
}

type MaybePromise<T> = T | PromiseLike<T>;

/** Changes an event, or drops it with `null`. One that throws drops it too. */
export interface EventProcessor {
  (event: Event, hint: EventHint, client: Client): MaybePromise<Event | null>;
  id?: string;
}

/** What a scope holds; also the result of merging scopes. */
export interface ScopeData {
  tags: Record<string, Primitive>;
  extra: Record<string, unknown>;
  contexts: Contexts;
  /** Go onto logs and metrics. */
  attributes: Record<string, unknown>;
  user: User;
  breadcrumbs: Breadcrumb[];
  fingerprint: string[];
  eventProcessors: EventProcessor[];
  attachments: Attachment[];
  level?: SeverityLevel;
  transactionName?: string;
  span?: Span;
  propagationContext: PropagationContext;
  /** For integrations; never sent. */
  sdkProcessingMetadata: Record<string, unknown>;
}

/** The parts of a scope that can be given with a capture. */
export interface ScopeContext {
  user: User;
  level: SeverityLevel;
  extra: Record<string, unknown>;
  contexts: Contexts;
  tags: Record<string, Primitive>;
  attributes: Record<string, unknown>;
  fingerprint: string[];
  propagationContext: PropagationContext;
}

/** What `captureException` takes: one or the other. */
export type ExclusiveEventHintOrCaptureContext = CaptureContext | EventHint;

export type CaptureContext = Scope | Partial<ScopeContext> | ((scope: Scope) => Scope | undefined);

/** What is known around an event. Setters return the scope. */
export interface Scope {
  /** A copy; what is set on one is not seen by the other. */
  clone(): Scope;
  /** Forgets everything but the client, and starts a new trace. */
  clear(): this;
  getClient(): Client | undefined;
  setClient(client: Client | undefined): this;
  lastEventId(): string | undefined;
  setLastEventId(id: string | undefined): this;
  /** Called after every change of this scope. */
  addScopeListener(listener: (scope: Scope) => void): void;
  addEventProcessor(processor: EventProcessor): this;
  setUser(user: User | null): this;
  getUser(): User | undefined;
  setTag(key: string, value: Primitive): this;
  setTags(tags: Record<string, Primitive>): this;
  setExtra(key: string, extra: unknown): this;
  setExtras(extras: Record<string, unknown>): this;
  setContext(name: string, context: Context | null): this;
  /** Attributes of logs and metrics: a text, number, boolean, a list of one of them, or `{ value, unit }`. */
  setAttribute(key: string, value: unknown): this;
  setAttributes(attributes: Record<string, unknown>): this;
  removeAttribute(key: string): this;
  /** Marks what follows as part of one conversation with a model; empty ends it. */
  setConversationId(id: string | null | undefined): this;
  /** What integrations want to know later; never sent. */
  setSDKProcessingMetadata(metadata: Record<string, unknown>): this;
  setSession(session: Session | undefined): this;
  getSession(): Session | undefined;
  setFingerprint(fingerprint: string[]): this;
  setLevel(level: SeverityLevel | undefined): this;
  setTransactionName(name: string | undefined): this;
  /** Keeps the newest `maxBreadcrumbs` (default 100). */
  addBreadcrumb(breadcrumb: Breadcrumb, maxBreadcrumbs?: number): this;
  getLastBreadcrumb(): Breadcrumb | undefined;
  clearBreadcrumbs(): this;
  addAttachment(attachment: Attachment): this;
  clearAttachments(): this;
  setPropagationContext(context: PropagationContext): this;
  getPropagationContext(): PropagationContext;
  /** The active span, for tracing; hosts use `getActiveSpan` and `withActiveSpan`. */
  getSpan(): Span | undefined;
  setSpan(span: Span | undefined): this;
  /** Merges what a capture brought along. */
  update(context?: CaptureContext): this;
  getScopeData(): ScopeData;
  captureException(exception: unknown, hint?: EventHint): string;
  captureMessage(message: string, level?: SeverityLevel, hint?: EventHint): string;
  captureEvent(event: Event, hint?: EventHint): string;
}

/** The two scopes of a moment. */
export interface Scopes {
  current: Scope;
  isolation: Scope;
}

/**
 * A piece that can be added to a client. `setup` may return a function that undoes it; `close()` calls it. The other
 * members are Sentry's, so that integrations written for it work.
 */
export interface Integration {
  name: string;
  /** Before any of the client's integrations is set up. */
  beforeSetup?(client: Client): void;
  /** Once a process and name. */
  setupOnce?(): void;
  setup?(client: Client): void | (() => void);
  /** After all integrations are set up. */
  afterAllSetup?(client: Client): void;
  preprocessEvent?(event: Event, hint: EventHint, client: Client): void;
  processEvent?(event: Event, hint: EventHint, client: Client): MaybePromise<Event | null>;
  /** Changes a span that is streamed; the second only the root of a tree. */
  processSpan?(span: StreamedSpanJSON, client: Client): void;
  processSegmentSpan?(span: StreamedSpanJSON, client: Client): void;
}

/** Hooks of a client and what their listeners are given. */
export interface ClientHooks {
  beforeAddBreadcrumb: [breadcrumb: Breadcrumb, hint: BreadcrumbHint];
  beforeEnvelope: [envelope: Envelope];
  /** An event as it was captured, before anything is added. */
  preprocessEvent: [event: Event, hint: EventHint];
  /** An event that no callback dropped; it may still be sampled out. */
  postprocessEvent: [event: Event, hint: EventHint];
  /** An event that flood control holds back, with the tags of the last one like it, unless the host dropped that one. */
  holdBackEvent: [event: Event];
  beforeSendEvent: [event: Event, hint: EventHint];
  beforeSendSession: [session: Session | SessionAggregates];
  beforeSendFeedback: [feedback: FeedbackEvent, options: { includeReplay?: boolean }];
  afterSendEvent: [event: Event, response: TransportResponse];
  /** A log with all its attributes, before `beforeSendLog`; listeners may add to it. */
  beforeCaptureLog: [log: Log];
  /** A log that waits to be sent. */
  afterCaptureLog: [log: Log];
  /** The logs that waited are on their way. */
  flushLogs: [];
  /** A metric with all its attributes, before `beforeSendMetric`; listeners may add to it. */
  processMetric: [metric: Metric];
  /** A metric that waits to be sent. */
  afterCaptureMetric: [metric: Metric];
  /** The metrics that waited are on their way. */
  flushMetrics: [];
  spanStart: [span: Span];
  spanEnd: [span: Span];
  /** When nothing can be set on it any more. */
  afterSpanEnd: [span: Span];
  /** With `traceLifecycle: 'stream'`: a span about to be sent, which may be changed. Of these three, in this order. */
  preprocessSpan: [span: StreamedSpanJSON];
  /** Only roots. */
  processSegmentSpan: [span: StreamedSpanJSON];
  processSpan: [span: StreamedSpanJSON];
  /** Whoever sets `decision` to false refuses the trace. */
  beforeSampling: [
    trace: { spanName: string; spanAttributes: SpanAttributes; parentSampled?: boolean; parentSampleRate?: number },
    verdict: { decision: boolean },
  ];
  /** A trace begins that is not sampled. Whoever sets `recording` keeps its spans all the same, and `finish`es them. */
  unsampledTrace: [segment: { recording: boolean }];
  /** What headers and envelopes will say of a trace of ours; may be added to. */
  createDsc: [dsc: Partial<DynamicSamplingContext>, root?: Span];
  startPageLoadSpan: [options: StartSpanOptions];
  /** A redirect belongs to what is under way. */
  startNavigationSpan: [options: StartSpanOptions, details?: { isRedirect?: boolean }];
  /** The host says that the page is there. */
  endPageloadSpan: [];
  /** Somebody was asked, and has answered. */
  consent: [state: ConsentState];
  flush: [];
  /** The client will be closed: what ends now is still sent. */
  beforeClose: [];
  close: [];
}

export interface TransportResponse {
  statusCode?: number;
  headers?: { 'x-sentry-rate-limits'?: string | null; 'retry-after'?: string | null };
}

/** Takes envelopes. `send` never rejects in ours; a host's own may, which counts as `network_error`. */
export interface Transport {
  send(envelope: Envelope): PromiseLike<TransportResponse>;
  /** Waits until everything is sent, at most `timeoutMs`; tells whether it was. */
  flush(timeoutMs?: number): PromiseLike<boolean>;
}

/** What a `transport` factory is given: the host's `transportOptions`, and what `createTransport` wants to know. */
export interface TransportFactoryOptions {
  url: string;
  headers?: Record<string, string>;
  tunnel?: string;
  /** Envelopes that may wait; above it the newest is dropped and counted. @default 1000 */
  bufferSize?: number;
  recordDroppedEvent: (reason: DropReason, category: DataCategory, count?: number, isAgain?: boolean) => void;
  /** Seconds since the epoch. Default the system clock. */
  now?: () => number;
  /** The platform's timer. Without one nothing is tried again and `flush` waits as long as it takes. */
  delay?: (callback: () => void, delayMs: number) => () => void;
  /**
   * Makes items smaller that the backend found too large (413), counting what it takes out; `undefined` when it cannot,
   * also a second time. Without it such envelopes are dropped.
   */
  shrink?: (items: EnvelopeItem[], record: TransportFactoryOptions['recordDroppedEvent']) => EnvelopeItem[] | undefined;
  /** The client's hooks, for transports that keep what they send: `consent` and `close` concern them. */
  on?: Client['on'];
  /** What was said of consent before the client began. @default 'granted' */
  consent?: ConsentState;
  /**
   * Puts an envelope where it outlives the process, before anything else is done with it; `undefined` when it need not, or
   * cannot, be kept. Must not throw.
   */
  keep?: (envelope: Envelope) => KeptEnvelope | undefined;
}

/** An envelope that outlives the process until it is told that it is not needed any more. */
export interface KeptEnvelope {
  /** What was kept, as it would be sent at this moment. */
  body?: string | Uint8Array;
  /**
   * Told how sending ended, and whether it may end better later; returns whether the envelope stays kept, so that it is
   * not lost and must not be counted as dropped. Must not throw.
   */
  end(response: TransportResponse, mayWork: boolean): boolean;
}

/** What a `tracesSampler` decides upon. */
export interface TracesSamplerSamplingContext {
  name: string;
  attributes: SpanAttributes;
  /** The decision of the service that called us. */
  parentSampled?: boolean;
  /** The rate it decided with. */
  parentSampleRate?: number;
  /** On servers, the request that is being answered. */
  normalizedRequest?: RequestEventData;
  /** The caller's rate, else 1 or 0 by its decision, else the given rate. */
  inheritOrSampleWith(fallback: number): number;
}

export interface StartSpanOptions {
  name: string;
  op?: string;
  attributes?: SpanAttributes;
  /** Default now. */
  startTime?: SpanTimeInput;
  /** Run on a copy of this scope. */
  scope?: Scope;
  /** Without a parent make no span. */
  onlyIfParent?: boolean;
  /** `null`: no parent. Default the active span. */
  parentSpan?: Span | null;
  /** A transaction of its own in the same trace, even below a parent. */
  forceTransaction?: boolean;
  /** `standalone`: a root that is sent as one span by itself, for what is measured outside of any transaction. */
  experimental?: { standalone?: boolean };
  links?: SpanLink[];
}

/** What is not worth sending: a string has to be contained, a regular expression to match. All lists are empty by default. */
export interface EventFiltersOptions {
  /** Errors and messages by their message, `value` or `type: value`. */
  ignoreErrors?: Array<string | RegExp>;
  /** Errors by the address of the file that threw; one without an address is sent. */
  denyUrls?: Array<string | RegExp>;
  /** When there are any, only errors from these files, and those without an address, are sent. */
  allowUrls?: Array<string | RegExp>;
  /** Transactions by their name. */
  ignoreTransactions?: Array<string | RegExp>;
  /** Send also what is known to be noise of browsers and their extensions. @default false */
  disableErrorDefaults?: boolean;
}

/** Options of every runtime. Defaults stand in `client/options.ts`. */
export interface ClientOptions extends EventFiltersOptions {
  /** Where to send. Without one, or with a wrong one, nothing is collected. */
  dsn?: string;
  /** @default true */
  enabled?: boolean;
  /** Tell on the console what the SDK does. @default false */
  debug?: boolean;
  /** Version of the application, for example `shop@1.4.2`. */
  release?: string;
  /** @default 'production' */
  environment?: string;
  dist?: string;
  /** Added to the defaults, or a function from the defaults to the whole list. */
  integrations?: Integration[] | ((defaults: Integration[]) => Integration[]);
  /** `false`: none. */
  defaultIntegrations?: false | Integration[];
  /**
   * Share of errors and messages that is sent, 0 to 1, or a function that says it of an event; when it throws, the event
   * is sent. @default 1
   */
  sampleRate?: number | ((event: Event) => number);
  /**
   * Holds back what repeats too fast: of equal errors the first 10 are sent, then one every ten seconds; of all, 200 and
   * ten a second. What was held back is counted, and told with the next one sent (`contexts.flood.held_back`). Fatal
   * ones always go. @default true
   */
  floodControl?: boolean;
  /** Share of traces that is sent, 0 to 1. Tracing is off without this and `tracesSampler`. */
  tracesSampleRate?: number;
  /** Decides each trace; wins over `tracesSampleRate`. When it throws, the rate decides. */
  tracesSampler?: (context: TracesSamplerSamplingContext) => number | boolean;
  /** Requests that get trace headers. Default: browsers same origin, servers all. */
  tracePropagationTargets?: Array<string | RegExp>;
  /** Send W3C's `traceparent` header beside our own. @default false */
  propagateTraceparent?: boolean;
  /** Continue only traces that name our organization. @default false: also those that name none */
  strictTraceContinuation?: boolean;
  /** Our organization. Default: what the DSN says. */
  orgId?: string | number;
  /** `stream` sends each span by itself and needs `spanStreamingIntegration`; `static` whole transactions. @default 'static' */
  traceLifecycle?: 'static' | 'stream';
  /** Last look at each span of a transaction, root included; returns it. Drops nothing: for that there is `ignoreSpans`. */
  beforeSendSpan?: BeforeSendSpan;
  /** Spans that are not sent; what is below them hangs higher. One that fits the root drops the whole transaction. */
  ignoreSpans?: IgnoreSpan[];
  /** Children hang below the transaction itself. @default true in browsers, else false */
  parentSpanIsAlwaysRootSpan?: boolean;
  /** Last look at an error or message; `null` drops it, and so does throwing. */
  beforeSend?: (event: ErrorEvent, hint: EventHint) => MaybePromise<ErrorEvent | null>;
  beforeSendTransaction?: (event: TransactionEvent, hint: EventHint) => MaybePromise<TransactionEvent | null>;
  beforeBreadcrumb?: (breadcrumb: Breadcrumb, hint?: BreadcrumbHint) => Breadcrumb | null;
  /** Whether `logger` sends. @default true */
  enableLogs?: boolean;
  /** Last look at a log; `null` drops it, and so does throwing. Not asynchronous. */
  beforeSendLog?: (log: Log) => Log | null;
  /** Whether `metrics` sends. @default true */
  enableMetrics?: boolean;
  /** Last look at a metric; `null` drops it, and so does throwing. Not asynchronous. */
  beforeSendMetric?: (metric: Metric) => Metric | null;
  /** Earlier places of these options, for who moves over; those beside it win. */
  _experiments?: Pick<ClientOptions, 'enableLogs' | 'beforeSendLog' | 'enableMetrics' | 'beforeSendMetric'> &
    Record<string, unknown>;
  /** @default 100 */
  maxBreadcrumbs?: number;
  /** Levels of extras, contexts and breadcrumb data that are kept. @default 3 */
  normalizeDepth?: number;
  /** Longest message of an exception and address of a page, in characters; they are cut with `...`. Default 16,384. */
  maxValueLength?: number;
  /** Reads stacks instead of the platform's own parser: one function, or readers of lines in the order they are asked. */
  stackParser?: StackParser | StackLineParser[];
  /**
   * The host of a request that failed is in its breadcrumb and its span; messages are sent as they are.
   * @noop
   */
  enhanceFetchErrorMessages?: 'always' | 'report-only' | false;
  /** Entries of one object that are kept. @default 1000 */
  normalizeMaxBreadth?: number;
  /** Stacks also for messages and things thrown that are no errors. @default false */
  attachStacktrace?: boolean;
  initialScope?: CaptureContext;
  /** Collect what tells who somebody is: IP addresses, cookies, all headers. Ignored beside `dataCollection`. @default false */
  sendDefaultPii?: boolean;
  /** What is collected, category by category; what it leaves open is. Default: little, see `sendDefaultPii`. */
  dataCollection?: DataCollection;
  /**
   * More names whose values never leave, wherever they stand: text that they contain, whatever its case, or a regular
   * expression.
   */
  sanitizeFields?: Array<string | RegExp>;
  /**
   * Whether anything may leave. `pending` keeps up to 100 envelopes in memory until `setConsent` tells; `denied` drops
   * everything. @default 'granted'
   */
  consent?: ConsentState;
  /** Tell the backend how many events were dropped, and why. @default true */
  sendClientReports?: boolean;
  /** Post envelopes to this URL instead of the DSN's. */
  tunnel?: string;
  /** Own transport; default the platform's. */
  transport?: (options: TransportFactoryOptions) => Transport;
  /** For the transport; beside these each platform takes its own, such as `fetchOptions` or `proxy`. */
  transportOptions?: { headers?: Record<string, string>; bufferSize?: number; [option: string]: unknown };
}

/** Options after `resolveOptions`: what is not off by default is there. */
export type ResolvedOptions = ClientOptions &
  Required<
    Pick<
      ClientOptions,
      | 'enabled'
      | 'environment'
      | 'sampleRate'
      | 'floodControl'
      | 'maxBreadcrumbs'
      | 'normalizeDepth'
      | 'normalizeMaxBreadth'
      | 'sendClientReports'
    >
  >;

/** Decides what is kept and sends it. */
export interface Client {
  readonly platform: Platform;
  getOptions(): ResolvedOptions;
  getDsn(): { publicKey: string; host: string; port: string; projectId: string; orgId?: string } | undefined;
  getSdkMetadata(): SdkInfo;
  getTransport(): Transport | undefined;
  /** Whether captures are sent at all. */
  isEnabled(): boolean;
  captureException(exception: unknown, hint?: EventHint, scope?: Scope): string;
  captureMessage(message: string, level?: SeverityLevel, hint?: EventHint, scope?: Scope): string;
  /** `isolation` defaults to the isolation scope of the moment. */
  captureEvent(event: Event, hint?: EventHint, scope?: Scope, isolation?: Scope): string;
  sendEnvelope(envelope: Envelope): PromiseLike<TransportResponse>;
  /** `isAgain`: a report told of it and was lost; it is told of with the next one, which does not come for that alone. */
  recordDroppedEvent(reason: DropReason, category: DataCategory, count?: number, isAgain?: boolean): void;
  addEventProcessor(processor: EventProcessor): void;
  /** Those of the client; integrations put theirs among them. */
  getEventProcessors(): EventProcessor[];
  getIntegrationNames(): string[];
  /** Called when the client is closed, the last one first. */
  registerCleanup(cleanup: () => void): void;
  addIntegration(integration: Integration): void;
  getIntegrationByName<T extends Integration = Integration>(name: string): T | undefined;
  on<K extends keyof ClientHooks>(hook: K, listener: (...args: ClientHooks[K]) => void): () => void;
  emit<K extends keyof ClientHooks>(hook: K, ...args: ClientHooks[K]): void;
  /** Sends what is queued and waits, at most `timeoutMs`. `true` if the queue emptied in time; never rejects. */
  flush(timeoutMs?: number): Promise<boolean>;
  /** Flushes, then takes nothing more and undoes what the integrations patched. */
  close(timeoutMs?: number): Promise<boolean>;
  /** Like `close`, without waiting. */
  dispose(): void;
  /** Installs the integrations. */
  init(): void;
}
