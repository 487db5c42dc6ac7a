import type { Platform } from '../platform.ts';
import type { DataCategory, Envelope } from './envelope.ts';
import type {
  Breadcrumb,
  Context,
  Contexts,
  ErrorEvent,
  Event,
  Mechanism,
  Primitive,
  SdkInfo,
  SeverityLevel,
  TransactionEvent,
  User,
} from './event.ts';
import type { PropagationContext, Span, SpanAttributes, SpanLink, SpanTimeInput } from './span.ts';

// Client, Scope, Integration and ClientOptions name one another, so they share this file.

/** Why something captured was not sent. Source: wire-protocol, "Client reports". */
export type DropReason =
  | 'before_send'
  | 'callback_error'
  | 'event_processor'
  | 'internal_sdk_error'
  | 'network_error'
  | 'no_parent_span'
  | 'queue_overflow'
  | 'ratelimit_backoff'
  | 'sample_rate'
  | 'buffer_overflow'
  | 'send_error';

export interface Attachment {
  data: string | Uint8Array;
  filename: string;
  /** Default `application/octet-stream`. */
  contentType?: string;
  attachmentType?: string;
}

export type BreadcrumbHint = Record<string, unknown>;

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
  user: User;
  breadcrumbs: Breadcrumb[];
  fingerprint: string[];
  eventProcessors: EventProcessor[];
  attachments: Attachment[];
  level?: SeverityLevel;
  transactionName?: string;
  span?: Span;
  propagationContext: PropagationContext;
}

/** The parts of a scope that can be given with a capture. */
export interface ScopeContext {
  user: User;
  level: SeverityLevel;
  extra: Record<string, unknown>;
  contexts: Contexts;
  tags: Record<string, Primitive>;
  fingerprint: string[];
  propagationContext: PropagationContext;
}

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
  addEventProcessor(processor: EventProcessor): this;
  setUser(user: User | null): this;
  getUser(): User | undefined;
  setTag(key: string, value: Primitive): this;
  setTags(tags: Record<string, Primitive>): this;
  setExtra(key: string, extra: unknown): this;
  setExtras(extras: Record<string, unknown>): this;
  setContext(name: string, context: Context | null): this;
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
  /** Once a process and name. */
  setupOnce?(): void;
  setup?(client: Client): void | (() => void);
  /** After all integrations are set up. */
  afterAllSetup?(client: Client): void;
  preprocessEvent?(event: Event, hint: EventHint, client: Client): void;
  processEvent?(event: Event, hint: EventHint, client: Client): MaybePromise<Event | null>;
}

/** Hooks of a client and what their listeners are given. */
export interface ClientHooks {
  beforeAddBreadcrumb: [breadcrumb: Breadcrumb, hint: BreadcrumbHint];
  beforeEnvelope: [envelope: Envelope];
  beforeSendEvent: [event: Event, hint: EventHint];
  afterSendEvent: [event: Event, response: TransportResponse];
  spanStart: [span: Span];
  spanEnd: [span: Span];
  startPageLoadSpan: [options: StartSpanOptions];
  startNavigationSpan: [options: StartSpanOptions];
  flush: [];
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

/** What a `transport` factory is given. */
export interface TransportFactoryOptions {
  url: string;
  headers?: Record<string, string>;
  tunnel?: string;
  bufferSize?: number;
  recordDroppedEvent: (reason: DropReason, category: DataCategory, count?: number) => void;
}

/** What a `tracesSampler` decides upon. */
export interface TracesSamplerSamplingContext {
  name: string;
  attributes: SpanAttributes;
  /** The decision of the service that called us. */
  parentSampled?: boolean;
  /** The rate it decided with. */
  parentSampleRate?: number;
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
  links?: SpanLink[];
}

/** Options of every runtime. Defaults stand in `client/options.ts`. */
export interface ClientOptions {
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
  /** Share of errors and messages that is sent, 0 to 1. @default 1 */
  sampleRate?: number;
  /** Share of traces that is sent, 0 to 1. Tracing is off without this and `tracesSampler`. */
  tracesSampleRate?: number;
  /** Decides each trace; wins over `tracesSampleRate`. When it throws, the rate decides. */
  tracesSampler?: (context: TracesSamplerSamplingContext) => number | boolean;
  /** Requests that get trace headers. Default: browsers same origin, servers all. */
  tracePropagationTargets?: Array<string | RegExp>;
  /** Children hang below the transaction itself. @default true in browsers, else false */
  parentSpanIsAlwaysRootSpan?: boolean;
  /** Last look at an error or message; `null` drops it, and so does throwing. */
  beforeSend?: (event: ErrorEvent, hint: EventHint) => MaybePromise<ErrorEvent | null>;
  beforeSendTransaction?: (event: TransactionEvent, hint: EventHint) => MaybePromise<TransactionEvent | null>;
  beforeBreadcrumb?: (breadcrumb: Breadcrumb, hint?: BreadcrumbHint) => Breadcrumb | null;
  /** @default 100 */
  maxBreadcrumbs?: number;
  /** Levels of extras, contexts and breadcrumb data that are kept. @default 3 */
  normalizeDepth?: number;
  /** Entries of one object that are kept. @default 1000 */
  normalizeMaxBreadth?: number;
  /** Stacks also for messages and things thrown that are no errors. @default false */
  attachStacktrace?: boolean;
  initialScope?: CaptureContext;
  /** Collect what tells who somebody is: IP addresses, cookies, all headers. @default false */
  sendDefaultPii?: boolean;
  /** Tell the backend how many events were dropped, and why. @default true */
  sendClientReports?: boolean;
  /** Post envelopes to this URL instead of the DSN's. */
  tunnel?: string;
  /** Own transport; default the platform's. */
  transport?: (options: TransportFactoryOptions) => Transport;
  transportOptions?: { headers?: Record<string, string>; bufferSize?: number };
}

/** Options after `resolveOptions`: what has a default is there. */
export type ResolvedOptions = ClientOptions &
  Required<
    Pick<
      ClientOptions,
      | 'enabled'
      | 'debug'
      | 'environment'
      | 'sampleRate'
      | 'maxBreadcrumbs'
      | 'normalizeDepth'
      | 'normalizeMaxBreadth'
      | 'attachStacktrace'
      | 'sendDefaultPii'
      | 'sendClientReports'
      | 'parentSpanIsAlwaysRootSpan'
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
  recordDroppedEvent(reason: DropReason, category: DataCategory, count?: number): void;
  addEventProcessor(processor: EventProcessor): void;
  addIntegration(integration: Integration): void;
  getIntegrationByName<T extends Integration = Integration>(name: string): T | undefined;
  on<K extends keyof ClientHooks>(hook: K, listener: (...args: ClientHooks[K]) => void): () => void;
  emit<K extends keyof ClientHooks>(hook: K, ...args: ClientHooks[K]): void;
  /** Sends what is queued and waits, at most `timeoutMs`. `true` if the queue emptied in time; never rejects. */
  flush(timeoutMs?: number): Promise<boolean>;
  /** Flushes, then takes nothing more and undoes what the integrations patched. */
  close(timeoutMs?: number): Promise<boolean>;
  /** Installs the integrations. */
  init(): void;
}
