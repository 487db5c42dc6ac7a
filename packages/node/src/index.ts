// biome-ignore-all assist/source/organizeImports: grouped in pipeline order, not by where a name comes from.
// Start
export { NodeClient } from './client.ts';
export { getDefaultIntegrations, init, type NodeSetup } from './init.ts';
export type { NodeOptions } from './options.ts';
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
// Sessions, check-ins, user feedback
export {
  captureCheckIn,
  captureFeedback,
  captureSession,
  endSession,
  startSession,
  withMonitor,
} from '@vedette/core';
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
} from '@vedette/core';
// Integrations
export { type ConsoleLoggingOptions, linkedErrorsIntegration } from '@vedette/core';
export { type ConsoleOptions, consoleIntegration } from './integrations/console.ts';
export { consoleLoggingIntegration } from './integrations/console-logging.ts';
export { type NodeContextOptions, nodeContextIntegration } from './integrations/context.ts';
export { type ContextLinesOptions, contextLinesIntegration } from './integrations/context-lines.ts';
export { type HttpOptions, httpIntegration } from './integrations/http.ts';
export { type NodeFetchOptions, nativeNodeFetchIntegration } from './integrations/node-fetch.ts';
export { processSessionIntegration } from './integrations/session.ts';
export { onUncaughtExceptionIntegration } from './integrations/uncaught-exception.ts';
export { onUnhandledRejectionIntegration } from './integrations/unhandled-rejection.ts';
export {
  debugIdsIntegration,
  dedupeIntegration,
  eventFiltersIntegration,
  extraErrorDataIntegration,
  functionToStringIntegration,
  inboundFiltersIntegration,
  moduleMetadataIntegration,
  rewriteFramesIntegration,
  zodErrorsIntegration,
} from '@vedette/core';
export { captureConsoleIntegration } from './integrations/capture-console.ts';
export type {
  CaptureConsoleOptions,
  EventFiltersOptions,
  ExtraErrorDataOptions,
  RewriteFramesOptions,
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
// For the packages of web frameworks, and for own transports
export { createTransport, guard, SDK_VERSION } from '@vedette/core';
export { makeNodeTransport, type NodeTransportOptions } from './transport.ts';
export { withRequestScopes } from './request/request-scopes.ts';
export { addRouteFinder, type RouteFinder } from './request/route-finder.ts';
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
} from '@vedette/core';
