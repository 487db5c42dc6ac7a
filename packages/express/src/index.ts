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
  setContext,
  setExtra,
  setExtras,
  setTag,
  setTags,
  setUser,
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
  getTraceData,
  getTraceMetaTags,
  setHttpStatus,
  setMeasurement,
  spanToJSON,
  spanToTraceHeader,
  startInactiveSpan,
  startNewTrace,
  startSpan,
  startSpanManual,
  withActiveSpan,
} from '@vedette/node';
// Integrations
export {
  type ConsoleOptions,
  type ContextLinesOptions,
  consoleIntegration,
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
} from '@vedette/node';
// For other web frameworks, and for own transports
export {
  addRouteFinder,
  createTransport,
  guard,
  type NodeSetup,
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
  Client,
  ClientOptions,
  ErrorEvent,
  Event,
  EventHint,
  EventProcessor,
  Exception,
  Integration,
  Mechanism,
  RequestEventData,
  SdkInfo,
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
