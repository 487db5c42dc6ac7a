// biome-ignore-all lint/performance/noReExportAll: the file for pages is these two lists, and nothing of them is left out.
/** `vedette.tracing.min.js`: `vedette.min.js` and tracing. */

export {
  continueTrace,
  getActiveSpan,
  getRootSpan,
  getTraceData,
  setHttpStatus,
  setMeasurement,
  spanToJSON,
  startInactiveSpan,
  startNewTrace,
  startSpan,
  startSpanManual,
  suppressTracing,
  updateSpanName,
  withActiveSpan,
} from '@vedette/core';
export {
  browserTracingIntegration,
  startBrowserTracingNavigationSpan,
  startBrowserTracingPageLoadSpan,
} from '../integrations/tracing.ts';
export * from './errors.ts';
