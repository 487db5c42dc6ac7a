import {
  type Client,
  createClient,
  debug,
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
import { type BrowserOptions, withBrowserDefaults } from './options.ts';
import { createBrowserPlatform } from './platform.ts';

/** What `init` installs unless told otherwise. */
export function getDefaultIntegrations(): Integration[] {
  return [breadcrumbsIntegration(), globalHandlersIntegration(), linkedErrorsIntegration(), httpContextIntegration()];
}

/**
 * Starts monitoring this page or worker and returns the client. Never throws. Without a DSN, or with a wrong one, nothing
 * is installed. `sdkName` is for packages that wrap this one.
 */
export function init(options: BrowserOptions = {}, sdkName = 'vedette.javascript.browser'): Client | undefined {
  return guard(() => {
    if (!options.skipBrowserExtensionCheck && isExtension()) {
      debug('this is a browser extension: not started. Set skipBrowserExtensionCheck to start anyway.');
      return undefined;
    }
    const platform = createBrowserPlatform();
    const client = createClient(withBrowserDefaults(options), {
      platform,
      sdk: { name: sdkName, version: SDK_VERSION },
      defaultIntegrations: getDefaultIntegrations(),
    });
    setAsyncContext(platform.context);
    setCurrentClient(client);
    getCurrentScope().update(options.initialScope);
    client.init();
    return client;
  }, undefined);
}

/** Extensions have an id of their own; pages that merely talk to one do not run under its protocol. */
function isExtension(): boolean {
  const { chrome, browser, location } = globalThis as {
    chrome?: { runtime?: { id?: string } };
    browser?: { runtime?: { id?: string } };
    location?: Location;
  };
  return !!(chrome?.runtime?.id ?? browser?.runtime?.id) && /^[a-z-]+-extension:$/.test(location?.protocol ?? '');
}
