// biome-ignore-all assist/source/organizeImports: grouped in pipeline order, not by where a name comes from.
// Start
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
  setContext,
  setExtra,
  setExtras,
  setTag,
  setTags,
  setUser,
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
} from '@vedette/core';
// Integrations
export { linkedErrorsIntegration } from '@vedette/core';
export { type ConsoleOptions, consoleIntegration } from './integrations/console.ts';
export { type NodeContextOptions, nodeContextIntegration } from './integrations/context.ts';
export { type ContextLinesOptions, contextLinesIntegration } from './integrations/context-lines.ts';
export { type HttpOptions, httpIntegration } from './integrations/http.ts';
export { type NodeFetchOptions, nativeNodeFetchIntegration } from './integrations/node-fetch.ts';
export { onUncaughtExceptionIntegration } from './integrations/uncaught-exception.ts';
export { onUnhandledRejectionIntegration } from './integrations/unhandled-rejection.ts';
// For the packages of web frameworks, and for own transports
export { createTransport, guard, SDK_VERSION } from '@vedette/core';
export { withRequestScopes } from './request/request-scopes.ts';
export { addRouteFinder, type RouteFinder } from './request/route-finder.ts';
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
} from '@vedette/core';
