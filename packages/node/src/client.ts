import { asClass, type Client, type ClientClass, createClient, SDK_VERSION } from '@vedette/core';
import { flushBeforeExit } from './flush-before-exit.ts';
import { type NodeOptions, resolveNodeOptions } from './options.ts';
import { createNodePlatform } from './platform.ts';
import { tellServerName } from './server-name.ts';

export interface NodeClient extends Client {}

/**
 * A client that is nobody's current one and has no default integrations, for a part of a program that reports by itself:
 * `scope.setClient(client)`, then `client.init()`. `new` returns what `createClient` makes; see `Client` of core.
 */
export const NodeClient: ClientClass<NodeOptions> = /* @__PURE__ */ asClass((options: NodeOptions) => {
  const resolved = resolveNodeOptions(options, process.env);
  const client = createClient(resolved, {
    platform: createNodePlatform(),
    sdk: { name: 'vedette.javascript.node', version: SDK_VERSION },
    defaultIntegrations: [],
  });
  tellServerName(client, resolved);
  if (client.isEnabled()) {
    flushBeforeExit(client, resolved.shutdownTimeout);
  }
  return client;
});
