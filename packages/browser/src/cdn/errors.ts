// biome-ignore-all assist/source/organizeImports: grouped in pipeline order, not by where a name comes from.
/**
 * `vedette.min.js`: what a page without a build gets as `Vedette`. All but tracing, replay and what only a program with
 * imports can use.
 */
export {
  addBreadcrumb,
  addEventProcessor,
  addIntegration,
  captureEvent,
  captureException,
  captureFeedback,
  captureMessage,
  captureSession,
  close,
  endSession,
  flush,
  getClient,
  getCurrentScope,
  getGlobalScope,
  getIsolationScope,
  isEnabled,
  isInitialized,
  lastEventId,
  logger,
  metrics,
  parameterize,
  SDK_VERSION,
  setConsent,
  setContext,
  setExtra,
  setExtras,
  setTag,
  setTags,
  setUser,
  startSession,
  withIsolationScope,
  withScope,
} from '@vedette/core';
export {
  debugIdsIntegration,
  dedupeIntegration,
  eventFiltersIntegration,
  eventFiltersIntegration as inboundFiltersIntegration,
  extraErrorDataIntegration,
  linkedErrorsIntegration,
} from '@vedette/core';
export { getDefaultIntegrations, init } from '../init.ts';
export { breadcrumbsIntegration } from '../integrations/breadcrumbs.ts';
export { captureConsoleIntegration } from '../integrations/capture-console.ts';
export { consoleLoggingIntegration } from '../integrations/console-logging.ts';
export { globalHandlersIntegration } from '../integrations/global-handlers.ts';
export { httpContextIntegration } from '../integrations/http-context.ts';
export { browserSessionIntegration } from '../integrations/session.ts';
export { sendFeedback } from '../send-feedback.ts';
export { showReportDialog } from '../report-dialog.ts';
export { forceLoad, onLoad } from './on-load.ts';
