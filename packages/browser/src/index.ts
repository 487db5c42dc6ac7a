// biome-ignore-all assist/source/organizeImports: grouped in pipeline order, not by where a name comes from.
// Start
export { forceLoad, onLoad } from './cdn/on-load.ts';
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
  setAttribute,
  setAttributes,
  setConsent,
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
export { type ReportDialogOptions, showReportDialog } from './report-dialog.ts';
export { sendFeedback } from './send-feedback.ts';
export {
  feedbackAsyncIntegration,
  type FeedbackIntegration,
  feedbackIntegration,
  type FeedbackOptions,
  feedbackSyncIntegration,
  getFeedback,
} from './feedback.ts';
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
  type KeepTracesOnErrorOptions,
  keepTracesOnErrorIntegration,
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
export { type BrowserApiErrorsOptions, browserApiErrorsIntegration } from './integrations/browser-api-errors.ts';
export { consoleLoggingIntegration } from './integrations/console-logging.ts';
export { type ContextLinesOptions, contextLinesIntegration } from './integrations/context-lines.ts';
export { cultureContextIntegration } from './integrations/culture-context.ts';
export { globalHandlersIntegration } from './integrations/global-handlers.ts';
export { type HttpClientOptions, httpClientIntegration } from './integrations/http-client.ts';
export { httpContextIntegration } from './integrations/http-context.ts';
export { type NoiseKind, noiseIntegration } from './integrations/noise.ts';
export { type ReportingObserverOptions, reportingObserverIntegration } from './integrations/reporting-observer.ts';
export {
  type WebWorkerIntegration,
  type WebWorkerOptions,
  webWorkerIntegration,
} from './integrations/web-worker.ts';
export { registerWebWorker } from './register-web-worker.ts';
export { isBotUserAgent } from './crawler.ts';
export {
  type BrowserTracingOptions,
  browserTracingIntegration,
  reportPageLoaded,
  startBrowserTracingNavigationSpan,
  startBrowserTracingPageLoadSpan,
} from './integrations/tracing.ts';
export {
  defaultRequestInstrumentationOptions,
  type RequestSpanOptions,
  type RequestSpanOptions as RequestInstrumentationOptions,
  startRequestSpans as instrumentOutgoingRequests,
} from './integrations/request-spans.ts';
export { browserProfilingIntegration, uiProfiler } from './integrations/profiling.ts';
export { type WebVitalsOptions, webVitalsIntegration } from './integrations/web-vitals.ts';
export { elementTimingIntegration } from './integrations/element-timing.ts';
export { interactionsIntegration } from './integrations/interactions.ts';
export { setActiveSpanInBrowser } from './tracing/set-active-span.ts';
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
// For the packages of frameworks, and for own transports
export {
  createTransport,
  debug,
  MULTIPLEXED_TRANSPORT_EXTRA_KEY,
  makeMultiplexedTransport,
  SDK_VERSION,
} from '@vedette/core';
export { type BrowserTransportOptions, makeFetchTransport } from './transport.ts';
export { type BrowserOfflineTransportOptions, makeBrowserOfflineTransport } from './offline.ts';
// For people who come from Sentry's SDKs
export { getReplay, replayCanvasIntegration, type Replay, replayIntegration } from './compat/replay.ts';
export {
  chromeStackLineParser,
  defaultStackLineParsers,
  defaultStackParser,
  geckoStackLineParser,
  opera10StackLineParser,
  opera11StackLineParser,
  winjsStackLineParser,
} from './compat/stack-line-parsers.ts';
export { WINDOW } from './compat/window.ts';
// Types
export type {
  Breadcrumb,
  BreadcrumbHint,
  CaptureContext,
  Client,
  Context,
  Contexts,
  Envelope,
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
