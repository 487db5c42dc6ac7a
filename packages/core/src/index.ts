// biome-ignore-all assist/source/organizeImports: grouped in pipeline order, not by where a name comes from.
// 1 What the host calls
export { addBreadcrumb } from './capture/breadcrumb.ts';
export {
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
} from './capture/capture.ts';
export { setContext, setExtra, setExtras, setTag, setTags, setUser } from './capture/context.ts';
// For the packages that wrap core for a runtime
export type { ClientSetup } from './client/client.ts';
export { createClient } from './client/client.ts';
export { linkedErrorsIntegration } from './integrations/linked-errors.ts';
export { afterwards } from './lib/afterwards.ts';
export { DEBUG, DEBUG_PREFIX, debug } from './lib/debug.ts';
export { guard } from './lib/guard.ts';
export { isError } from './lib/is-error.ts';
export { matchesSome } from './lib/match-pattern.ts';
export type { AsyncContext, Platform, SendRequest, SendResponse } from './platform.ts';
export { isSensitiveKey, scrubHeaders, scrubUrl } from './privacy/scrub.ts';
// What is known around an event
export {
  forkScopes,
  getClient,
  getCurrentScope,
  getGlobalScope,
  getIsolationScope,
  setAsyncContext,
  setCurrentClient,
  withIsolationScope,
  withScope,
} from './scope/current.ts';
export { Scope } from './scope/scope.ts';
export { createStackContext } from './scope/stack-context.ts';
// Tracing
export type { IdleFinishReason, IdleSpan, IdleTimeouts } from './trace/idle-span.ts';
export { startIdleSpan } from './trace/idle-span.ts';
export type { IncomingTrace, TraceData } from './trace/propagation.ts';
export {
  continueTrace,
  getDynamicSamplingContextFromSpan,
  getTraceData,
  getTraceMetaTags,
  mergeBaggage,
  propagationContextFromHeaders,
  renewTrace,
  spanToTraceHeader,
  startNewTrace,
} from './trace/propagation.ts';
export { hasSpansEnabled } from './trace/sample.ts';
export { spanToJSON } from './trace/span.ts';
export {
  getActiveSpan,
  getRootSpan,
  getSpanDescendants,
  setHttpStatus,
  setMeasurement,
  startInactiveSpan,
  startSpan,
  startSpanManual,
  withActiveSpan,
} from './trace/start-span.ts';
// Types
export type {
  Attachment,
  BreadcrumbHint,
  CaptureContext,
  Client,
  ClientHooks,
  ClientOptions,
  DropReason,
  EventHint,
  EventProcessor,
  Integration,
  ResolvedOptions,
  ScopeContext,
  ScopeData,
  Scopes,
  StartSpanOptions,
  TracesSamplerSamplingContext,
  Transport,
  TransportFactoryOptions,
  TransportResponse,
} from './types/client.ts';
export type { DataCategory, Envelope, EnvelopeHeaders, EnvelopeItem, ItemHeaders } from './types/envelope.ts';
export type {
  Breadcrumb,
  Context,
  Contexts,
  ErrorEvent,
  Event,
  Exception,
  Measurement,
  Mechanism,
  Primitive,
  RequestEventData,
  SdkInfo,
  SeverityLevel,
  StackFrame,
  Stacktrace,
  TransactionEvent,
  User,
} from './types/event.ts';
export type {
  DynamicSamplingContext,
  PropagationContext,
  Span,
  SpanAttributes,
  SpanAttributeValue,
  SpanContextData,
  SpanJSON,
  SpanLink,
  SpanStatus,
  SpanTimeInput,
  TransactionSource,
} from './types/span.ts';
export { SDK_VERSION } from './version.ts';
export type { TransportOptions } from './wire/transport.ts';
export { createTransport } from './wire/transport.ts';
