import {
  type Client,
  createClient,
  DEBUG,
  debug,
  debugIdsIntegration,
  eventFiltersIntegration,
  getCurrentScope,
  guard,
  hasSpansEnabled,
  type Integration,
  linkedErrorsIntegration,
  SDK_VERSION,
  setAsyncContext,
  setCurrentClient,
} from '@vedette/core';
import { continueEnvironmentTrace } from './environment-trace.ts';
import { flushBeforeExit } from './flush-before-exit.ts';
import { childProcessIntegration } from './integrations/child-process.ts';
import { consoleIntegration } from './integrations/console.ts';
import { nodeContextIntegration } from './integrations/context.ts';
import { contextLinesIntegration } from './integrations/context-lines.ts';
import { httpIntegration } from './integrations/http.ts';
import { localVariablesIntegration } from './integrations/local-variables.ts';
import { nativeNodeFetchIntegration } from './integrations/node-fetch.ts';
import { processSessionIntegration } from './integrations/session.ts';
import { systemErrorIntegration } from './integrations/system-error.ts';
import { thrownValuesIntegration } from './integrations/thrown-values.ts';
import { onUncaughtExceptionIntegration } from './integrations/uncaught-exception.ts';
import { onUnhandledRejectionIntegration } from './integrations/unhandled-rejection.ts';
import { getAutoPerformanceIntegrations } from './libraries/auto-performance.ts';
import { type NodeOptions, optionsWithoutEffect, type ResolvedNodeOptions, resolveNodeOptions } from './options.ts';
import { createNodePlatform } from './platform.ts';
import { tellServerName } from './server-name.ts';
import { openSpool } from './spool/open-spool.ts';
import { watchDeath } from './spool/watch-death.ts';

/** What `init` installs unless told otherwise: with tracing on, libraries are followed too. */
export function getDefaultIntegrations(options: NodeOptions = {}): Integration[] {
  return integrationsFor(resolveNodeOptions(options, process.env));
}

/** What `init` installs with tracing off, for who chooses the libraries that are followed. */
export function getDefaultIntegrationsWithoutPerformance(options: NodeOptions = {}): Integration[] {
  return withoutPerformance(resolveNodeOptions(options, process.env));
}

function integrationsFor(resolved: ResolvedNodeOptions): Integration[] {
  return [...withoutPerformance(resolved), ...(hasSpansEnabled(resolved) ? getAutoPerformanceIntegrations() : [])];
}

function withoutPerformance({ includeLocalVariables }: ResolvedNodeOptions): Integration[] {
  return [
    eventFiltersIntegration(),
    thrownValuesIntegration(),
    linkedErrorsIntegration(),
    systemErrorIntegration(),
    consoleIntegration(),
    httpIntegration(),
    nativeNodeFetchIntegration(),
    onUncaughtExceptionIntegration(),
    onUnhandledRejectionIntegration(),
    contextLinesIntegration(),
    nodeContextIntegration(),
    debugIdsIntegration(),
    childProcessIntegration(),
    processSessionIntegration(),
    ...(includeLocalVariables ? [localVariablesIntegration()] : []),
  ];
}

/** For packages that wrap this one. */
export interface NodeSetup {
  sdkName: string;
  defaultIntegrations: Integration[];
}

/**
 * Starts monitoring this process and returns the client. Never throws. Options that are left out are read from
 * `SENTRY_DSN`, `SENTRY_RELEASE` (else the commit that the host names), `SENTRY_ENVIRONMENT`, `SENTRY_TRACES_SAMPLE_RATE`,
 * `SENTRY_DEBUG` and `SENTRY_NAME`. `SENTRY_TRACE` and `SENTRY_BAGGAGE` name a trace that the process goes on with, unless
 * `SENTRY_USE_ENVIRONMENT` is `false`, `f`, `no`, `n`, `off` or `0`. Without a DSN, or with a wrong one, nothing is installed.
 */
export function init(options: NodeOptions = {}, setup: Partial<NodeSetup> = {}): Client | undefined {
  return guard(() => {
    const resolved = resolveNodeOptions(options, process.env);
    const { sdkName = 'vedette.javascript.node', defaultIntegrations = integrationsFor(resolved) } = setup;
    const spool = openSpool(resolved);
    const deathDelayMs = options?.shutdownTimeout ?? (process.pid === 1 ? resolved.shutdownTimeout : undefined);
    const platform = createNodePlatform({ spool, deathDelayMs });
    const transportOptions = { ...resolved.transportOptions, keep: spool?.keep };
    const client = createClient(
      { ...resolved, transportOptions },
      {
        platform,
        sdk: { name: sdkName, version: SDK_VERSION },
        defaultIntegrations,
      },
    );
    setAsyncContext(platform.context);
    setCurrentClient(client);
    continueEnvironmentTrace(process.env);
    tellServerName(client, resolved);
    getCurrentScope().update(resolved.initialScope);
    client.init();
    const withoutEffect = optionsWithoutEffect(resolved);
    if (DEBUG && withoutEffect.length > 0) {
      debug('options that do nothing, because there is no OpenTelemetry in here:', withoutEffect.join(', '));
    }
    if (client.isEnabled()) {
      flushBeforeExit(client, resolved.shutdownTimeout);
      watchDeath(client, platform);
      spool?.start(client);
    }
    return client;
  }, undefined);
}
