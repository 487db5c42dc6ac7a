import { asClass, type Client, type ClientClass, createClient, SDK_VERSION } from '@vedette/core';
import { type BrowserOptions, withBrowserDefaults } from './options.ts';
import { createBrowserPlatform } from './platform.ts';

export interface BrowserClient extends Client {}

/**
 * A client that is nobody's current one and has no default integrations, for a part of a page that reports by itself:
 * `scope.setClient(client)`, then `client.init()`. `new` returns what `createClient` makes; see `Client` of core.
 */
export const BrowserClient: ClientClass<BrowserOptions> = /* @__PURE__ */ asClass((options: BrowserOptions) =>
  createClient(withBrowserDefaults(options), {
    platform: createBrowserPlatform(),
    sdk: { name: 'vedette.javascript.browser', version: SDK_VERSION },
    defaultIntegrations: [],
  }),
);
