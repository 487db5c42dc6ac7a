// biome-ignore-all assist/source/organizeImports: grouped in pipeline order, not by where a name comes from.
// Start
export { BrowserClient } from './client.ts';
export { getDefaultIntegrations, init } from './init.ts';
export type { BrowserOptions } from './options.ts';
// What the host calls
export {
  addBreadcrumb,
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
  logger,
  metrics,
  parameterize,
  setContext,
  setExtra,
  setExtras,
  setTag,
  setTags,
  setUser,
} from '@vedette/core';
// Sessions and user feedback
export {
  captureFeedback,
  captureSession,
  createUserFeedbackEnvelope,
  endSession,
  startSession,
} from '@vedette/core';
export { sendFeedback } from './send-feedback.ts';
// What is known around an event
export {
  getClient,
  getCurrentScope,
  getGlobalScope,
  getIsolationScope,
  Scope,
  setCurrentClient,
  withIsolationScope,
  withScope,
} from '@vedette/core';
// Tracing
export {
  continueTrace,
  getActiveSpan,
  getRootSpan,
  getSpanDescendants,
  getSpanStatusFromHttpCode,
  getTraceData,
  SEMANTIC_ATTRIBUTE_SENTRY_OP,
  SEMANTIC_ATTRIBUTE_SENTRY_ORIGIN,
  SEMANTIC_ATTRIBUTE_SENTRY_SAMPLE_RATE,
  SEMANTIC_ATTRIBUTE_SENTRY_SOURCE,
  setHttpStatus,
  setMeasurement,
  spanStreamingIntegration,
  spanToBaggageHeader,
  spanToJSON,
  spanToStaticSpanJSON,
  spanToTraceHeader,
  startInactiveSpan,
  startNewTrace,
  startSpan,
  startSpanManual,
  suppressTracing,
  updateSpanName,
  withActiveSpan,
  withStaticSpan,
  withStreamedSpan,
} from '@vedette/core';
// Integrations
export { type ConsoleLoggingOptions, linkedErrorsIntegration } from '@vedette/core';
export { type BreadcrumbsOptions, breadcrumbsIntegration } from './integrations/breadcrumbs.ts';
export { consoleLoggingIntegration } from './integrations/console-logging.ts';
export { globalHandlersIntegration } from './integrations/global-handlers.ts';
export { httpContextIntegration } from './integrations/http-context.ts';
export {
  type BrowserTracingOptions,
  browserTracingIntegration,
  startBrowserTracingNavigationSpan,
  startBrowserTracingPageLoadSpan,
} from './integrations/tracing.ts';
export { type BrowserSessionOptions, browserSessionIntegration } from './integrations/session.ts';
export {
  debugIdsIntegration,
  dedupeIntegration,
  eventFiltersIntegration,
  extraErrorDataIntegration,
  functionToStringIntegration,
  inboundFiltersIntegration,
  moduleMetadataIntegration,
  rewriteFramesIntegration,
  thirdPartyErrorFilterIntegration,
  zodErrorsIntegration,
} from '@vedette/core';
export { captureConsoleIntegration } from './integrations/capture-console.ts';
export type {
  CaptureConsoleOptions,
  EventFiltersOptions,
  ExtraErrorDataOptions,
  RewriteFramesOptions,
  ThirdPartyErrorFilterOptions,
  ZodErrorsOptions,
} from '@vedette/core';
// Feature flags
export {
  buildLaunchDarklyFlagUsedHandler,
  featureFlagsIntegration,
  growthbookIntegration,
  launchDarklyIntegration,
  openFeatureIntegration,
  OpenFeatureIntegrationHook,
  statsigIntegration,
  unleashIntegration,
  type FeatureFlagsIntegration,
} from '@vedette/core';
// For own transports
export {
  createTransport,
  MULTIPLEXED_TRANSPORT_EXTRA_KEY,
  makeMultiplexedTransport,
  SDK_VERSION,
} from '@vedette/core';
export { type BrowserTransportOptions, makeFetchTransport } from './transport.ts';
// Types
export type {
  Breadcrumb,
  BreadcrumbHint,
  CaptureContext,
  Client,
  ErrorEvent,
  Event,
  EventHint,
  Exception,
  Integration,
  Log,
  LogSeverityLevel,
  Metric,
  RequestEventData,
  SdkInfo,
  SendFeedbackParams,
  Session,
  SeverityLevel,
  Span,
  StackFrame,
  Stacktrace,
  StartSpanOptions,
  TransactionEvent,
  User,
} from '@vedette/core';
