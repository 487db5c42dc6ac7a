// Start

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
  RequestEventData,
  SdkInfo,
  SeverityLevel,
  Span,
  StackFrame,
  Stacktrace,
  StartSpanOptions,
  TransactionEvent,
  User,
} from '@vedette/core';
// What the host calls
// What is known around an event
// Tracing
// Integrations
// For own transports
export {
  addBreadcrumb,
  addEventProcessor,
  addIntegration,
  captureEvent,
  captureException,
  captureMessage,
  close,
  continueTrace,
  createTransport,
  flush,
  getActiveSpan,
  getClient,
  getCurrentScope,
  getGlobalScope,
  getIsolationScope,
  getRootSpan,
  getSpanDescendants,
  getTraceData,
  isEnabled,
  isInitialized,
  lastEventId,
  linkedErrorsIntegration,
  Scope,
  SDK_VERSION,
  setContext,
  setCurrentClient,
  setExtra,
  setExtras,
  setHttpStatus,
  setMeasurement,
  setTag,
  setTags,
  setUser,
  spanToJSON,
  spanToTraceHeader,
  startInactiveSpan,
  startNewTrace,
  startSpan,
  startSpanManual,
  withActiveSpan,
  withIsolationScope,
  withScope,
} from '@vedette/core';
export { getDefaultIntegrations, init } from './init.ts';
export { type BreadcrumbsOptions, breadcrumbsIntegration } from './integrations/breadcrumbs.ts';
export { globalHandlersIntegration } from './integrations/global-handlers.ts';
export { httpContextIntegration } from './integrations/http-context.ts';
export {
  type BrowserTracingOptions,
  browserTracingIntegration,
  startBrowserTracingNavigationSpan,
  startBrowserTracingPageLoadSpan,
} from './integrations/tracing.ts';
export type { BrowserOptions } from './options.ts';
