// biome-ignore-all assist/source/organizeImports: grouped in pipeline order, not by where a name comes from.
// Start
export { BrowserClient, type BrowserOptions, getDefaultIntegrations } from '@vedette/browser';
export { captureReactException } from './capture-react-exception.ts';
export {
  ErrorBoundary,
  type ErrorBoundaryProps,
  type FallbackProps,
  type FallbackRender,
  withErrorBoundary,
} from './error-boundary.tsx';
export { init } from './init.ts';
export { Profiler, type ProfilerProps, useProfiler, withProfiler } from './profiler.tsx';
export { createReduxEnhancer, type ReduxEnhancerOptions } from './redux.ts';
export { mutationErrorHandler, queryErrorHandler } from './query-errors.ts';
export { followZustandStore, type ZustandOptions } from './zustand.ts';
// Routers
export {
  type ReactRouterHooks,
  type ReactRouterOptions,
  reactRouterBrowserTracingIntegration,
  wrapCreateBrowserRouter,
  wrapReactRouterRouting,
  wrapUseRoutes,
} from './routers/react-router.ts';
export { tanstackRouterBrowserTracingIntegration } from './routers/tanstack-router.ts';
export {
  reactRouterV6BrowserTracingIntegration,
  reactRouterV7BrowserTracingIntegration,
  withSentryReactRouterV6Routing,
  withSentryReactRouterV7Routing,
  wrapCreateBrowserRouterV6,
  wrapCreateBrowserRouterV7,
  wrapCreateMemoryRouter,
  wrapCreateMemoryRouterV6,
  wrapCreateMemoryRouterV7,
  wrapUseRoutesV6,
  wrapUseRoutesV7,
} from './routers/compat.ts';
export { type ReactErrorInfo, reactErrorHandler } from './root-handlers.ts';
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
} from '@vedette/browser';
// Sessions and user feedback
export {
  captureFeedback,
  captureSession,
  createUserFeedbackEnvelope,
  endSession,
  sendFeedback,
  startSession,
} from '@vedette/browser';
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
} from '@vedette/browser';
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
} from '@vedette/browser';
// Integrations
export { linkedErrorsIntegration } from '@vedette/browser';
export { type BreadcrumbsOptions, breadcrumbsIntegration } from '@vedette/browser';
export { consoleLoggingIntegration } from '@vedette/browser';
export { globalHandlersIntegration } from '@vedette/browser';
export { httpContextIntegration } from '@vedette/browser';
export { type NoiseKind, noiseIntegration } from '@vedette/browser';
export { type BrowserApiErrorsOptions, browserApiErrorsIntegration } from '@vedette/browser';
export { type ContextLinesOptions, contextLinesIntegration } from '@vedette/browser';
export { cultureContextIntegration } from '@vedette/browser';
export { type HttpClientOptions, httpClientIntegration } from '@vedette/browser';
export { isBotUserAgent } from '@vedette/browser';
export { type ReportingObserverOptions, reportingObserverIntegration } from '@vedette/browser';
export {
  registerWebWorker,
  type WebWorkerIntegration,
  type WebWorkerOptions,
  webWorkerIntegration,
} from '@vedette/browser';
export {
  type BrowserTracingOptions,
  browserTracingIntegration,
  startBrowserTracingNavigationSpan,
  startBrowserTracingPageLoadSpan,
} from '@vedette/browser';
export { type BrowserSessionOptions, browserSessionIntegration } from '@vedette/browser';
export {
  captureConsoleIntegration,
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
} from '@vedette/browser';
export type {
  CaptureConsoleOptions,
  EventFiltersOptions,
  ExtraErrorDataOptions,
  RewriteFramesOptions,
  ThirdPartyErrorFilterOptions,
  ZodErrorsOptions,
} from '@vedette/browser';
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
} from '@vedette/browser';
// For own transports
export {
  type BrowserTransportOptions,
  createTransport,
  MULTIPLEXED_TRANSPORT_EXTRA_KEY,
  makeFetchTransport,
  makeMultiplexedTransport,
  SDK_VERSION,
} from '@vedette/browser';
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
} from '@vedette/browser';
