import {
  type Client,
  createClient,
  debugIdsIntegration,
  eventFiltersIntegration,
  getCurrentScope,
  guard,
  type Integration,
  linkedErrorsIntegration,
  SDK_VERSION,
  setAsyncContext,
  setCurrentClient,
} from '@vedette/core';
import { consoleIntegration } from './integrations/console.ts';
import { nodeContextIntegration } from './integrations/context.ts';
import { contextLinesIntegration } from './integrations/context-lines.ts';
import { httpIntegration } from './integrations/http.ts';
import { nativeNodeFetchIntegration } from './integrations/node-fetch.ts';
import { processSessionIntegration } from './integrations/session.ts';
import { onUncaughtExceptionIntegration } from './integrations/uncaught-exception.ts';
import { onUnhandledRejectionIntegration } from './integrations/unhandled-rejection.ts';
import { type NodeOptions, resolveNodeOptions } from './options.ts';
import { createNodePlatform } from './platform.ts';
import { stayAlive } from './stay-alive.ts';

/** What `init` installs unless told otherwise. */
export function getDefaultIntegrations(options: NodeOptions = {}): Integration[] {
  const { serverName, includeServerName, frameContextLines, shutdownTimeout } = resolveNodeOptions(
    options,
    process.env,
  );
  return [
    eventFiltersIntegration(),
    linkedErrorsIntegration(),
    consoleIntegration(),
    httpIntegration(),
    nativeNodeFetchIntegration(),
    onUncaughtExceptionIntegration({ shutdownTimeoutMs: shutdownTimeout }),
    onUnhandledRejectionIntegration(),
    contextLinesIntegration({ frameContextLines }),
    nodeContextIntegration({ serverName: includeServerName ? serverName : undefined }),
    debugIdsIntegration(),
    processSessionIntegration(),
  ];
}

/** For packages that wrap this one. */
export interface NodeSetup {
  sdkName: string;
  defaultIntegrations: Integration[];
}

/**
 * Starts monitoring this process and returns the client. Never throws. Options that are left out are read from
 * `SENTRY_DSN`, `SENTRY_RELEASE`, `SENTRY_ENVIRONMENT`, `SENTRY_TRACES_SAMPLE_RATE`, `SENTRY_DEBUG` and `SENTRY_NAME`.
 * Without a DSN, or with a wrong one, nothing is installed.
 */
export function init(options: NodeOptions = {}, setup: Partial<NodeSetup> = {}): Client | undefined {
  return guard(() => {
    const resolved = resolveNodeOptions(options, process.env);
    const { sdkName = 'vedette.javascript.node', defaultIntegrations = getDefaultIntegrations(resolved) } = setup;
    const platform = createNodePlatform();
    const client = createClient(resolved, {
      platform,
      sdk: { name: sdkName, version: SDK_VERSION },
      defaultIntegrations,
    });
    setAsyncContext(platform.context);
    setCurrentClient(client);
    getCurrentScope().update(resolved.initialScope);
    client.init();
    if (client.isEnabled()) {
      flushBeforeExit(client, resolved.shutdownTimeout);
    }
    return client;
  }, undefined);
}

/** Lets a process that has nothing more to do deliver what waits, for `budgetMs` in all. */
function flushBeforeExit(client: Client, budgetMs: number): void {
  const { platform, flush } = client;
  client.flush = (timeoutMs) => stayAlive(flush(timeoutMs));
  let leftMs = budgetMs;
  const stop = platform.onExit(() =>
    guard(() => {
      // The process asks each time it runs out of work, so also after we gave it some.
      if (leftMs > 0) {
        const started = platform.now();
        client.flush(leftMs).then(() => {
          leftMs -= (platform.now() - started) * 1000;
        });
      }
    }),
  );
  client.on('close', stop);
}
