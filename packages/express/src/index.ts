// biome-ignore-all assist/source/organizeImports: grouped in pipeline order, not by where a name comes from.
// Start
export { getDefaultIntegrations, init } from './init.ts';
export type { NodeOptions } from '@vedette/node';
// Express
export {
  type ErrorMiddleware,
  type ExpressErrorHandlerOptions,
  expressErrorHandler,
  type MiddlewareError,
  setupExpressErrorHandler,
} from './error-handler.ts';
export { expressIntegration } from './express-integration.ts';
export { type Middleware, vedetteMiddleware } from './request.ts';
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
} from '@vedette/node';
// Sessions, check-ins, user feedback
export {
  captureCheckIn,
  captureFeedback,
  captureSession,
  endSession,
  startSession,
  withMonitor,
} from '@vedette/node';
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
} from '@vedette/node';
// Tracing
export {
  continueTrace,
  getActiveSpan,
  getRootSpan,
  getSpanDescendants,
  getSpanStatusFromHttpCode,
  getTraceData,
  getTraceMetaTags,
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
} from '@vedette/node';
// Integrations
export {
  type ConsoleOptions,
  type ContextLinesOptions,
  consoleIntegration,
  consoleLoggingIntegration,
  contextLinesIntegration,
  type HttpOptions,
  httpIntegration,
  linkedErrorsIntegration,
  type NodeContextOptions,
  type NodeFetchOptions,
  nativeNodeFetchIntegration,
  nodeContextIntegration,
  onUncaughtExceptionIntegration,
  onUnhandledRejectionIntegration,
  processSessionIntegration,
} from '@vedette/node';
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
  zodErrorsIntegration,
} from '@vedette/node';
export type {
  CaptureConsoleOptions,
  EventFiltersOptions,
  ExtraErrorDataOptions,
  RewriteFramesOptions,
  ZodErrorsOptions,
} from '@vedette/node';
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
} from '@vedette/node';
// For other web frameworks, and for own transports
export {
  addRouteFinder,
  createTransport,
  guard,
  makeNodeTransport,
  type NodeSetup,
  type NodeTransportOptions,
  type RouteFinder,
  SDK_VERSION,
  withRequestScopes,
} from '@vedette/node';
// Types
export type {
  Attachment,
  Breadcrumb,
  BreadcrumbHint,
  CaptureContext,
  CheckIn,
  Client,
  ClientOptions,
  ErrorEvent,
  Event,
  EventHint,
  EventProcessor,
  Exception,
  Integration,
  Log,
  LogSeverityLevel,
  Mechanism,
  Metric,
  MonitorConfig,
  RequestEventData,
  SdkInfo,
  SendFeedbackParams,
  Session,
  SeverityLevel,
  Span,
  SpanAttributes,
  SpanJSON,
  StackFrame,
  Stacktrace,
  StartSpanOptions,
  TracesSamplerSamplingContext,
  TransactionEvent,
  User,
} from '@vedette/node';
