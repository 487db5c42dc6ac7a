// biome-ignore-all assist/source/organizeImports: grouped in pipeline order, not by where a name comes from.
// Start
export { NodeClient } from './client.ts';
export {
  getDefaultIntegrations,
  getDefaultIntegrationsWithoutPerformance,
  init,
  type NodeSetup,
} from './init.ts';
export { initWithoutDefaultIntegrations } from './compat/init-without-defaults.ts';
export { NODE_VERSION } from './compat/node-version.ts';
export { getSentryRelease } from './sentry-release.ts';
export { defaultStackParser } from './compat/default-stack-parser.ts';
export type { NodeOptions } from './options.ts';
export type { SpoolOptions } from './spool/spool.ts';
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
  setAttribute,
  setAttributes,
  setConsent,
  setContext,
  setConversationId,
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
export { cron } from './cron/cron.ts';
export type { NodeCronOptions } from './cron/instrument-node-cron.ts';
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
  type KeepTracesOnErrorOptions,
  keepTracesOnErrorIntegration,
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
export { type ChildProcessOptions, childProcessIntegration } from './integrations/child-process.ts';
export { type NodeContextOptions, nodeContextIntegration } from './integrations/context.ts';
export { type ContextLinesOptions, contextLinesIntegration } from './integrations/context-lines.ts';
export { type EventLoopBlockOptions, eventLoopBlockIntegration } from './integrations/event-loop-block.ts';
export { type HttpOptions, httpIntegration } from './integrations/http.ts';
export {
  type HttpServerOptions,
  type HttpServerSpansOptions,
  httpServerIntegration,
  httpServerSpansIntegration,
} from './integrations/http-server.ts';
export { type LocalVariablesOptions, localVariablesIntegration } from './integrations/local-variables.ts';
export { modulesIntegration } from './integrations/modules.ts';
export { type NodeFetchOptions, nativeNodeFetchIntegration } from './integrations/node-fetch.ts';
export { type RequestDataOptions, requestDataIntegration } from './integrations/request-data.ts';
export {
  type CollectedRuntimeMetrics,
  type NodeRuntimeMetricsOptions,
  nodeRuntimeMetricsIntegration,
} from './integrations/runtime-metrics.ts';
export { processSessionIntegration } from './integrations/session.ts';
export { type SystemErrorOptions, systemErrorIntegration } from './integrations/system-error.ts';
export { type OnUncaughtExceptionOptions, onUncaughtExceptionIntegration } from './integrations/uncaught-exception.ts';
export {
  type OnUnhandledRejectionOptions,
  onUnhandledRejectionIntegration,
} from './integrations/unhandled-rejection.ts';
export { type WorkerThreadsOptions, workerThreadsIntegration } from './integrations/worker-threads.ts';
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
// Databases and queues
export { BullMQTelemetry } from './libraries/bullmq.ts';
export { getAutoPerformanceIntegrations } from './libraries/auto-performance.ts';
export type { DatabaseOptions } from './libraries/database-call.ts';
export { instrumentIoredis } from './libraries/ioredis.ts';
export { instrumentKnex } from './libraries/knex.ts';
export { knexIntegration } from './libraries/knex-integration.ts';
export { instrumentMongo } from './libraries/mongo.ts';
export { mongoIntegration } from './libraries/mongo-integration.ts';
export { mongooseIntegration } from './libraries/mongoose.ts';
export { mysqlIntegration } from './libraries/mysql-integration.ts';
export { mysql2Integration } from './libraries/mysql2.ts';
export { instrumentPg } from './libraries/pg.ts';
export { type PostgresOptions, postgresIntegration } from './libraries/pg-integration.ts';
export { instrumentPostgresJsSql } from './libraries/postgres-js.ts';
export { instrumentPrisma } from './libraries/prisma.ts';
export { prismaIntegration } from './libraries/prisma-integration.ts';
export { redisIntegration } from './libraries/redis.ts';
export type { RedisOptions } from './libraries/redis-call.ts';
// Web frameworks
export { connectIntegration, setupConnectErrorHandler } from './libraries/connect.ts';
export { type FastifyOptions, fastifyIntegration, setupFastifyErrorHandler } from './libraries/fastify.ts';
export { type GraphqlOptions, graphqlIntegration } from './libraries/graphql.ts';
export { hapiIntegration, setupHapiErrorHandler } from './libraries/hapi.ts';
export { type HonoOptions, honoIntegration, honoMiddleware, setupHonoErrorHandler } from './libraries/hono.ts';
export { koaIntegration, setupKoaErrorHandler } from './libraries/koa.ts';
export { profiler } from './profiling/profiler.ts';
// Logging libraries
export { type ConsolaReporter, type ConsolaReporterOptions, createConsolaReporter } from './integrations/consola.ts';
export { type PinoIntegration, type PinoOptions, pinoIntegration } from './integrations/pino.ts';
export { createSentryWinstonTransport, type WinstonTransportOptions } from './integrations/winston.ts';
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
// Names of Sentry's SDK for what is not followed in here
export {
  amqplibIntegration,
  awsIntegration,
  dataloaderIntegration,
  firebaseIntegration,
  genericPoolIntegration,
  kafkaIntegration,
  lruMemoizerIntegration,
  neonIntegration,
  postgresJsIntegration,
  tediousIntegration,
} from './compat/unfollowed.ts';
export {
  getInstrumentedModuleNames,
  getOtlpTracesEndpoint,
  openTelemetryIntegration,
  setOpenTelemetryContextAsyncContextStrategy,
} from './compat/open-telemetry.ts';
// For the packages of web frameworks, and for own transports
export { createTransport, DEBUG, debug, guard, SDK_VERSION, undoAll } from '@vedette/core';
export { bindSpans } from './instrument/bind-spans.ts';
export { makeNodeTransport, type NodeTransportOptions } from './transport.ts';
export { withRequestScopes } from './request/request-scopes.ts';
export { addRouteFinder, type RouteFinder } from './request/route-finder.ts';
// Types
export type { PolymorphicRequest } from './compat/polymorphic-request.ts';
export type {
  Attachment,
  Breadcrumb,
  BreadcrumbHint,
  CaptureContext,
  CheckIn,
  Client,
  ClientOptions,
  ConsentState,
  Context,
  Contexts,
  ErrorEvent,
  Event,
  EventHint,
  EventProcessor,
  Exception,
  ExclusiveEventHintOrCaptureContext,
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
  StackLineParser,
  StackParser,
  Stacktrace,
  StartSpanOptions,
  Thread,
  TracesSamplerSamplingContext,
  TransactionEvent,
  User,
} from '@vedette/core';
