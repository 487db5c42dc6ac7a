// biome-ignore-all assist/source/organizeImports: grouped in pipeline order, not by where a name comes from.
// The product, listed in sdk.ts. Below it only names of Sentry's SDKs, for those who move over: the day they go, this
// file goes too.
// biome-ignore lint/performance/noReExportAll: the names stand in sdk.ts, once
export * from './sdk.ts';
// Envelopes
export {
  addItemToEnvelope,
  createAttachmentEnvelopeItem,
  createClientReportEnvelope,
  createEnvelope,
  createEventEnvelope,
  createEventEnvelopeHeaders,
  createSpanEnvelope,
  type DsnComponents,
  dsnFromString,
  dsnToString,
  envelopeContainsItemType,
  envelopeItemTypeToDataCategory,
  forEachEnvelopeItem,
  getEnvelopeEndpointWithUrlEncodedAuth,
  getReportDialogEndpoint,
  getSdkMetadataForEnvelopeHeader,
  makeDsn,
  parseEnvelope,
  SENTRY_API_VERSION,
} from './compat/wire.ts';
// Spans and trace headers, for own instrumentation
export {
  addChildSpanToSpan,
  convertSpanLinksForEnvelope,
  getCapturedScopesOnSpan,
  getStatusMessage,
  handleCallbackErrors,
  logSpanEnd,
  logSpanStart,
  matchesTracePropagationTargets,
  SentryNonRecordingSpan,
  SentrySpan,
  type SentrySpanArguments,
  SPAN_STATUS_ERROR,
  SPAN_STATUS_OK,
  SPAN_STATUS_UNSET,
  sampleSpan,
  setCapturedScopesOnSpan,
  shouldPropagateTraceForUrl,
  spanIsSampled,
  spanTimeInputToSeconds,
  spanToTraceContext,
  TRACING_DEFAULTS,
} from './compat/trace.ts';
export {
  baggageHeaderToDynamicSamplingContext,
  dynamicSamplingContextToSentryBaggageHeader,
  extractTraceparentData,
  generateSentryTraceHeader,
  generateSpanId,
  generateTraceId,
  generateTraceparentHeader,
  getDynamicSamplingContextFromClient,
  getDynamicSamplingContextFromScope,
  MAX_BAGGAGE_STRING_LENGTH,
  mergeBaggageHeaders,
  objectToBaggageHeader,
  parseBaggageHeader,
  SENTRY_BAGGAGE_KEY_PREFIX,
  TRACEPARENT_REGEXP,
} from './compat/trace-headers.ts';
export { shouldIgnoreSpan } from './trace/ignore-spans.ts';
export {
  DEFAULT_RETRY_AFTER,
  disabledUntil,
  isRateLimited,
  parseRetryAfterHeader,
  type RateLimits,
  updateRateLimits,
} from './wire/rate-limits.ts';
// Names of Sentry's SDKs, for those who move over
export {
  applyScopeDataToEvent,
  applySdkMetadata,
  Client,
  type ClientBaseOptions,
  defineIntegration,
  extendIntegration,
  getCombinedScopeData,
  getIntegrationsToSetup,
  initAndBind,
  installedIntegrations,
  mergeScopeData,
  notifyEventProcessors,
  prepareEvent,
  ServerRuntimeClient,
} from './compat/client-base.ts';
export {
  captureConsoleIntegration,
  consoleIntegration,
  consoleLoggingIntegration,
} from './compat/console-integrations.ts';
export { LRUMap } from './compat/lru-map.ts';
export { SentryError } from './compat/sentry-error.ts';
export { rejectedSyncPromise, resolvedSyncPromise, SyncPromise } from './compat/sync-promise.ts';
export {
  addNonEnumerableProperty,
  convertToPlainObject,
  normalize,
  normalizeToSize,
  uuid4,
} from './compat/data.ts';
export {
  addContextToFrame,
  addExceptionMechanism,
  addExceptionTypeValue,
  applyAggregateErrorsToEvent,
  checkOrSetAlreadyCaught,
  eventFromMessage,
  eventFromUnknownInput,
  exceptionFromError,
  getDebugImagesForResources,
  getFilenameToDebugIdMap,
  isAlreadyCaptured,
} from './compat/errors.ts';
export {
  type AsyncContextStrategy,
  GLOBAL_OBJ,
  getAsyncContextStrategy,
  getDefaultCurrentScope,
  getDefaultIsolationScope,
  getGlobalSingleton,
  getMainCarrier,
  setAsyncContextStrategy,
} from './compat/global-state.ts';
export {
  addConsoleInstrumentationHandler,
  addFetchInstrumentationHandler,
  addGlobalErrorInstrumentationHandler,
  addGlobalUnhandledRejectionInstrumentationHandler,
  CONSOLE_LEVELS,
  type ConsoleInstrument,
  consoleSandbox,
  type FetchData,
  fill,
  getOriginalFunction,
  markFunctionWrapped,
  originalConsoleMethods,
} from './compat/instrumentation.ts';
export { basename, dirname, isAbsolute, join, normalizePath, relative, resolve } from './compat/paths.ts';
export {
  createStackParser,
  filenameIsInApp,
  nodeStackLineParser,
  parseStackFrames,
  stripSentryFramesAndReverse,
  UNKNOWN_FUNCTION,
} from './compat/stack-parser.ts';
export {
  isMatchingPattern,
  type Pattern,
  parseSampleRate,
  safeJoin,
  severityLevelFromString,
  snipLine,
  stringMatchesSomePattern,
  truncate,
} from './compat/text.ts';
export {
  browserPerformanceTimeOrigin,
  type Debounced,
  dateTimestampInSeconds,
  debounce,
  timestampInSeconds,
} from './compat/time.ts';
export { getSanitizedUrlString, parseUrl, stripUrlQueryAndFragment, type UrlParts } from './compat/urls.ts';
export {
  isElement,
  isErrorEvent,
  isEvent,
  isInstanceOf,
  isPlainObject,
  isPrimitive,
  isRegExp,
  isString,
} from './compat/values.ts';
export { makePromiseBuffer, type PromiseBuffer, SENTRY_BUFFER_FULL_ERROR } from './compat/promise-buffer.ts';
// Types
export type {
  AppContext,
  AttachmentItem,
  BaseEnvelopeHeaders,
  BaseEnvelopeItemHeaders,
  BaseTransportOptions,
  CheckInEnvelope,
  CheckInItem,
  ClientReport,
  CloudResourceContext,
  CultureContext,
  DebugImage,
  DebugMeta,
  DeviceContext,
  DsnLike,
  EventDropReason,
  EventEnvelope,
  EventItem,
  EventType,
  ExtendedError,
  Extra,
  Extras,
  IntegrationFn,
  InternalBaseTransportOptions,
  MeasurementUnit,
  Measurements,
  Options,
  OsContext,
  Outcome,
  Package,
  QueryParams,
  SamplingContext,
  SdkMetadata,
  SerializedTraceData,
  SessionEnvelope,
  SessionItem,
  TracePropagationTargets,
  TransportMakeRequestResponse,
  TransportRequest,
  TransportRequestExecutor,
} from './compat/type-names.ts';
export type { TraceContext } from './types/event.ts';
