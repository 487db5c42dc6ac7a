// biome-ignore-all assist/source/organizeImports: grouped in pipeline order, not by where a name comes from.
// Start
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
export { type BreadcrumbsOptions, breadcrumbsIntegration } from './integrations/breadcrumbs.ts';
export { globalHandlersIntegration } from './integrations/global-handlers.ts';
export { httpContextIntegration } from './integrations/http-context.ts';
export {
  type BrowserTracingOptions,
  browserTracingIntegration,
  startBrowserTracingNavigationSpan,
  startBrowserTracingPageLoadSpan,
} from './integrations/tracing.ts';
// For own transports
export { createTransport, SDK_VERSION } from '@vedette/core';
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
