import type { ClientOptions } from '@vedette/core';
import type { ProfilingOptions } from '@vedette/core/profiling';

/** Options of a browser. */
export interface BrowserOptions extends ClientOptions, ProfilingOptions {
  /** Start also inside a browser extension, where the page's globals belong to somebody else. @default false */
  skipBrowserExtensionCheck?: boolean;
  /** Share of pages whose replay would be recorded. @noop */
  replaysSessionSampleRate?: number;
  /** The same for pages with an error. @noop */
  replaysOnErrorSampleRate?: number;
}

/** What a browser has as default where core has another. */
export function withBrowserDefaults(options: BrowserOptions): BrowserOptions {
  return {
    ...options,
    release: options.release ?? (globalThis as { SENTRY_RELEASE?: { id?: string } }).SENTRY_RELEASE?.id,
    // One level deep: without async context nobody knows which of several open spans a new one belongs to.
    parentSpanIsAlwaysRootSpan: options.parentSpanIsAlwaysRootSpan ?? true,
  };
}
