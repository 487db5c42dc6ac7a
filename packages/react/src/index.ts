// biome-ignore-all assist/source/organizeImports: grouped in pipeline order, not by where a name comes from.
// Start
export { type BrowserOptions, getDefaultIntegrations } from '@vedette/browser';
export { captureReactException } from './capture-react-exception.ts';
export {
  ErrorBoundary,
  type ErrorBoundaryProps,
  type FallbackProps,
  type FallbackRender,
  withErrorBoundary,
} from './error-boundary.tsx';
export { init } from './init.ts';
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
  setContext,
  setExtra,
  setExtras,
  setTag,
  setTags,
  setUser,
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
} from '@vedette/browser';
// Integrations
export { linkedErrorsIntegration } from '@vedette/browser';
export { type BreadcrumbsOptions, breadcrumbsIntegration } from '@vedette/browser';
export { globalHandlersIntegration } from '@vedette/browser';
export { httpContextIntegration } from '@vedette/browser';
export {
  type BrowserTracingOptions,
  browserTracingIntegration,
  startBrowserTracingNavigationSpan,
  startBrowserTracingPageLoadSpan,
} from '@vedette/browser';
// For own transports
export { createTransport, SDK_VERSION } from '@vedette/browser';
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
} from '@vedette/browser';
