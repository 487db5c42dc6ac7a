// biome-ignore-all assist/source/organizeImports: grouped in pipeline order, not by where a name comes from.
/**
 * The product: all that an SDK for a runtime or a framework is made of and hands on, without the names that are there for
 * people who move over.
 */
// 1 What the host calls
export { addBreadcrumb } from './capture/breadcrumb.ts';
export {
  addEventProcessor,
  addIntegration,
  captureEvent,
  captureException,
  captureMessage,
  close,
  flush,
  isEnabled,
  isInitialized,
  lastEventId,
} from './capture/capture.ts';
export { setConsent } from './capture/consent.ts';
export {
  setAttribute,
  setAttributes,
  setContext,
  setConversationId,
  setExtra,
  setExtras,
  setTag,
  setTags,
  setUser,
} from './capture/context.ts';
// Sessions, check-ins, user feedback
export { captureCheckIn } from './check-in/check-in.ts';
export { createCheckInEnvelope } from './check-in/envelope.ts';
export { withMonitor } from './check-in/with-monitor.ts';
export { captureFeedback } from './feedback/feedback.ts';
export { createUserFeedbackEnvelope } from './feedback/user-report.ts';
export { beginSession } from './session/begin-session.ts';
export { captureSession, endSession, startSession } from './session/current-session.ts';
export { createSessionEnvelope } from './session/envelope.ts';
export { followErrors } from './session/follow-errors.ts';
export { createRequestSessions, type RequestSessions } from './session/request-sessions.ts';
export { sendSession } from './session/send-session.ts';
export { newSession } from './session/session.ts';
export { closeSession, makeSession, updateSession } from './session/update-session.ts';
export { isParameterizedString, type ParameterizedString, parameterize } from './lib/parameterize.ts';
export { type Logger, logger, type WriteLog } from './logs/logger.ts';
export { type MetricOptions, metrics } from './metrics/metrics.ts';
// For the packages that wrap core for a runtime
export type { ClientSetup } from './client/client.ts';
export { createClient } from './client/client.ts';
export { asClass, type ClientClass } from './client/as-class.ts';
export { createFetchPlatform } from './client/fetch-platform.ts';
export {
  type ConsoleLevel,
  type ConsoleLoggingOptions,
  createConsoleLogging,
  type ListenToConsole,
} from './integrations/console-logging.ts';
export { type CaptureConsoleOptions, createCaptureConsole } from './integrations/capture-console.ts';
export { debugIdsIntegration } from './integrations/debug-ids.ts';
export { dedupeIntegration } from './integrations/dedupe.ts';
export {
  createEventFilters,
  eventFiltersIntegration,
  eventFiltersIntegration as inboundFiltersIntegration,
} from './integrations/event-filters.ts';
export { type ExtraErrorDataOptions, extraErrorDataIntegration } from './integrations/extra-error-data.ts';
export { functionToStringIntegration } from './integrations/function-to-string.ts';
export { linkedErrorsIntegration } from './integrations/linked-errors.ts';
export { moduleMetadataIntegration } from './integrations/module-metadata.ts';
export { type RewriteFramesOptions, rewriteFramesIntegration } from './integrations/rewrite-frames.ts';
export {
  type ThirdPartyErrorFilterOptions,
  thirdPartyErrorFilterIntegration,
} from './integrations/third-party-error-filter.ts';
export { type ZodErrorsOptions, zodErrorsIntegration } from './integrations/zod-errors.ts';
// Feature flags
export { type FeatureFlagsIntegration, featureFlagsIntegration } from './feature-flags/feature-flags.ts';
export { framesFromError } from './event/stack.ts';
export { type GrowthBookClass, growthbookIntegration } from './feature-flags/growthbook.ts';
export {
  buildLaunchDarklyFlagUsedHandler,
  type LaunchDarklyFlagUsedHandler,
  launchDarklyIntegration,
} from './feature-flags/launch-darkly.ts';
export { OpenFeatureIntegrationHook, openFeatureIntegration } from './feature-flags/open-feature.ts';
export { type StatsigClient, statsigIntegration } from './feature-flags/statsig.ts';
export { type UnleashClientClass, unleashIntegration } from './feature-flags/unleash.ts';
export { afterwards } from './lib/afterwards.ts';
export { DEBUG, DEBUG_PREFIX, debug } from './lib/debug.ts';
export { undoAll } from './lib/undo-all.ts';
export { guard } from './lib/guard.ts';
export { isThenable } from './lib/then.ts';
export { toText } from './lib/to-text.ts';
export { isError } from './lib/is-error.ts';
export { matchesSome } from './lib/match-pattern.ts';
export type { AsyncContext, Platform, SendRequest, SendResponse } from './platform.ts';
export {
  getDataCollectionOptions,
  isCollected,
  resolveDataCollection,
} from './privacy/data-collection.ts';
export { filterQuery, scrubCookies, scrubHeaders, scrubUrl } from './privacy/scrub.ts';
export { isSensitiveKey } from './privacy/sensitive-keys.ts';
// What is known around an event
export {
  forkScopes,
  getClient,
  getCurrentScope,
  getGlobalScope,
  getIsolationScope,
  setAsyncContext,
  setCurrentClient,
  withIsolationScope,
  withScope,
} from './scope/current.ts';
export { Scope } from './scope/scope.ts';
export { createStackContext } from './scope/stack-context.ts';
// Tracing
export type { BaggageHeader } from './trace/baggage.ts';
export { mergeBaggage } from './trace/baggage.ts';
export { withStaticSpan, withStreamedSpan } from './trace/before-send-span.ts';
export { getSpanStatusFromHttpCode, setHttpStatus } from './trace/http-status.ts';
export type { IdleFinishReason, IdleSpanOptions, IdleTimeouts } from './trace/idle-span.ts';
export { completeIdleSpan, endIdleSpan, startIdleSpan } from './trace/idle-span.ts';
export type { IncomingTrace, TraceData } from './trace/propagation.ts';
export {
  getDynamicSamplingContextFromSpan,
  getTraceData,
  propagationContextFromHeaders,
  renewTrace,
  shouldContinueTrace,
  spanToTraceHeader,
} from './trace/propagation.ts';
export { type KeepTracesOnErrorOptions, keepTracesOnErrorIntegration } from './trace/keep-traces-on-error.ts';
export { hasSpansEnabled } from './trace/sample.ts';
export {
  SEMANTIC_ATTRIBUTE_CACHE_HIT,
  SEMANTIC_ATTRIBUTE_CACHE_ITEM_SIZE,
  SEMANTIC_ATTRIBUTE_CACHE_KEY,
  SEMANTIC_ATTRIBUTE_EXCLUSIVE_TIME,
  SEMANTIC_ATTRIBUTE_HTTP_REQUEST_METHOD,
  SEMANTIC_ATTRIBUTE_PROFILE_ID,
  SEMANTIC_ATTRIBUTE_SENTRY_CUSTOM_SPAN_NAME,
  SEMANTIC_ATTRIBUTE_SENTRY_ENVIRONMENT,
  SEMANTIC_ATTRIBUTE_SENTRY_IDLE_SPAN_FINISH_REASON,
  SEMANTIC_ATTRIBUTE_SENTRY_MEASUREMENT_UNIT,
  SEMANTIC_ATTRIBUTE_SENTRY_MEASUREMENT_VALUE,
  SEMANTIC_ATTRIBUTE_SENTRY_OP,
  SEMANTIC_ATTRIBUTE_SENTRY_ORIGIN,
  SEMANTIC_ATTRIBUTE_SENTRY_PREVIOUS_TRACE_SAMPLE_RATE,
  SEMANTIC_ATTRIBUTE_SENTRY_RELEASE,
  SEMANTIC_ATTRIBUTE_SENTRY_SAMPLE_RATE,
  SEMANTIC_ATTRIBUTE_SENTRY_SDK_NAME,
  SEMANTIC_ATTRIBUTE_SENTRY_SDK_VERSION,
  SEMANTIC_ATTRIBUTE_SENTRY_SEGMENT_ID,
  SEMANTIC_ATTRIBUTE_SENTRY_SEGMENT_NAME,
  SEMANTIC_ATTRIBUTE_SENTRY_SOURCE,
  SEMANTIC_ATTRIBUTE_SENTRY_SPAN_SOURCE,
  SEMANTIC_ATTRIBUTE_SENTRY_STATUS_MESSAGE,
  SEMANTIC_ATTRIBUTE_SENTRY_TRACE_LIFECYCLE,
  SEMANTIC_ATTRIBUTE_URL_FULL,
  SEMANTIC_ATTRIBUTE_USER_EMAIL,
  SEMANTIC_ATTRIBUTE_USER_ID,
  SEMANTIC_ATTRIBUTE_USER_IP_ADDRESS,
  SEMANTIC_ATTRIBUTE_USER_USERNAME,
  SEMANTIC_LINK_ATTRIBUTE_LINK_TYPE,
} from './trace/semantic-attributes.ts';
export { spanToJSON, spanToJSON as spanToStaticSpanJSON } from './trace/span-json.ts';
export { spanStreamingIntegration } from './trace/span-streaming.ts';
export {
  getActiveSpan,
  getRootSpan,
  getSpanDescendants,
  setMeasurement,
  startInactiveSpan,
  startSpan,
  startSpanManual,
  updateSpanName,
  withActiveSpan,
} from './trace/start-span.ts';
export {
  continueTrace,
  getTraceMetaTags,
  isTracingSuppressed,
  propagationContextFromRequest,
  type RequestTrace,
  spanToBaggageHeader,
  startNewTrace,
  suppressTracing,
} from './trace/trace-scope.ts';
// Transports, for own ones
export { createTransport } from './compat/promise-buffer.ts';
export { serializeEnvelope } from './wire/envelope.ts';
export {
  MULTIPLEXED_TRANSPORT_EXTRA_KEY,
  type Matcher,
  type MatchParameters,
  makeMultiplexedTransport,
  type Route,
} from './wire/multiplexed.ts';
export {
  type HeldEnvelope,
  makeOfflineTransport,
  type OfflineQueue,
  type OfflineStore,
  type OfflineTransportOptions,
} from './wire/offline.ts';
export { recordDroppedItems } from './wire/categories.ts';
export { disabledUntil, type RateLimits, updateRateLimits } from './wire/rate-limits.ts';
export type { TransportOptions } from './wire/transport.ts';
// Types
export type { CheckIn, MonitorConfig, MonitorSchedule, SerializedCheckIn } from './types/check-in.ts';
export type { FeedbackEvent, SendFeedbackParams, UserFeedback } from './types/feedback.ts';
export type {
  RequestSession,
  SerializedSession,
  Session,
  SessionAggregates,
  SessionContext,
  SessionStatus,
} from './types/session.ts';
export type {
  Attachment,
  BreadcrumbHint,
  CaptureContext,
  ClientHooks,
  ClientOptions,
  ConsentState,
  DropReason,
  EventFiltersOptions,
  EventHint,
  EventProcessor,
  ExclusiveEventHintOrCaptureContext,
  Integration,
  KeptEnvelope,
  ResolvedOptions,
  ScopeContext,
  ScopeData,
  Scopes,
  StartSpanOptions,
  TracesSamplerSamplingContext,
  Transport,
  TransportFactoryOptions,
  TransportResponse,
} from './types/client.ts';
export type { CollectBehavior, DataCollection, HttpBody, ResolvedDataCollection } from './types/data-collection.ts';
export type { DataCategory, Envelope, EnvelopeHeaders, EnvelopeItem, ItemHeaders } from './types/envelope.ts';
export type {
  Breadcrumb,
  Context,
  Contexts,
  ErrorEvent,
  Event,
  Exception,
  Measurement,
  Mechanism,
  Primitive,
  RequestEventData,
  SdkInfo,
  SeverityLevel,
  StackFrame,
  StackLineParser,
  StackLineParserFn,
  StackParser,
  Stacktrace,
  Thread,
  TransactionEvent,
  User,
} from './types/event.ts';
export type { Log, LogSeverityLevel } from './types/log.ts';
export type { Metric, MetricType } from './types/metric.ts';
export type {
  BeforeSendSpan,
  DynamicSamplingContext,
  IgnoreSpan,
  PropagationContext,
  Span,
  SpanAttributes,
  SpanAttributeValue,
  SpanContextData,
  SpanJSON,
  SpanLink,
  SpanStatus,
  SpanTimeInput,
  StreamedSpanJSON,
  TransactionSource,
} from './types/span.ts';
export { SDK_VERSION } from './version.ts';
