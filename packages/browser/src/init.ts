import {
  type Client,
  createClient,
  createEventFilters,
  debug,
  debugIdsIntegration,
  getCurrentScope,
  guard,
  type Integration,
  linkedErrorsIntegration,
  SDK_VERSION,
  setAsyncContext,
  setCurrentClient,
} from '@vedette/core';
import { breadcrumbsIntegration } from './integrations/breadcrumbs.ts';
import { globalHandlersIntegration } from './integrations/global-handlers.ts';
import { httpContextIntegration } from './integrations/http-context.ts';
import { noiseIntegration } from './integrations/noise.ts';
import { browserSessionIntegration } from './integrations/session.ts';
import { type BrowserOptions, withBrowserDefaults } from './options.ts';
import { createBrowserPlatform } from './platform.ts';

/** What `init` installs unless told otherwise. No option changes it: they are taken for who moves over. */
export function getDefaultIntegrations(options?: BrowserOptions): Integration[];
export function getDefaultIntegrations(): Integration[] {
  return [
    createEventFilters(),
    breadcrumbsIntegration(),
    globalHandlersIntegration(),
    linkedErrorsIntegration(),
    debugIdsIntegration(),
    noiseIntegration(),
    httpContextIntegration(),
    browserSessionIntegration(),
  ];
}

/**
 * Starts monitoring this page or worker and returns the client. Never throws. Without a DSN, or with a wrong one, nothing
 * is installed. `sdkName` is for packages that wrap this one.
 */
export function init(options: BrowserOptions = {}, sdkName = 'vedette.javascript.browser'): Client | undefined {
  return guard(() => {
    const platform = createBrowserPlatform();
    const client = createClient(withBrowserDefaults(options), {
      platform,
      sdk: { name: sdkName, version: SDK_VERSION },
      defaultIntegrations: getDefaultIntegrations(),
    });
    // A script that an extension runs inside a page: the page is not its own. An extension's own pages are.
    const { chrome, browser } = globalThis as Partial<Record<'chrome' | 'browser', { runtime?: { id?: string } }>>;
    if (
      (chrome ?? browser)?.runtime?.id &&
      !options.skipBrowserExtensionCheck &&
      !location.protocol.endsWith('-extension:')
    ) {
      debug('Not started inside a browser extension; see skipBrowserExtensionCheck.');
      return undefined;
    }
    setAsyncContext(platform.context);
    setCurrentClient(client);
    getCurrentScope().update(options.initialScope);
    client.init();
    return client;
  }, undefined);
}
