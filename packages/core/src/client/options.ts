import type { ClientOptions, ResolvedOptions } from '../types/client.ts';

/** Fills every default there is; the only place one is written. A rate that is no number from 0 to 1 becomes its default. */
export function resolveOptions(options: ClientOptions): ResolvedOptions {
  return {
    ...options,
    enabled: options.enabled !== false,
    debug: !!options.debug,
    environment: options.environment || 'production',
    sampleRate: isRate(options.sampleRate) ? options.sampleRate : 1,
    tracesSampleRate: isRate(options.tracesSampleRate) ? options.tracesSampleRate : undefined,
    maxBreadcrumbs: options.maxBreadcrumbs ?? 100,
    normalizeDepth: options.normalizeDepth ?? 3,
    normalizeMaxBreadth: options.normalizeMaxBreadth ?? 1000,
    attachStacktrace: !!options.attachStacktrace,
    sendDefaultPii: !!options.sendDefaultPii,
    sendClientReports: options.sendClientReports !== false,
    parentSpanIsAlwaysRootSpan: !!options.parentSpanIsAlwaysRootSpan,
  };
}

function isRate(rate: unknown): rate is number {
  return typeof rate === 'number' && rate >= 0 && rate <= 1;
}
