import { hostname } from 'node:os';
import { type ClientOptions, guard, resolveDataCollection } from '@vedette/core';
import type { ProfilingOptions } from '@vedette/core/profiling';
import { getSentryRelease } from './sentry-release.ts';
import type { SpoolOptions } from './spool/spool.ts';

/** What can be given to `init`. Of the options that are left out, some are read from the environment. */
export interface NodeOptions extends ClientOptions, ProfilingOptions {
  /** Name of this machine on events. @default SENTRY_NAME, else the host name */
  serverName?: string;
  /** Whether events carry `serverName`. @default true */
  includeServerName?: boolean;
  /** Source lines around each stack frame, on either side; 0 for none. @default what `dataCollection` says, else 7 */
  frameContextLines?: number;
  /**
   * Longest time in milliseconds that a process which has nothing more to do is kept for sending what waits. When it is
   * given, a dying process is held for its last report too; left out, only one whose id is 1, as in a container, because
   * everything ends with it. @default 2000
   */
  shutdownTimeout?: number;
  /**
   * Errors, sessions and check-ins are written to the disk before they are sent, so that no death of the process loses
   * them; what is not delivered by then the next start delivers. `false` turns it off.
   */
  spool?: SpoolOptions | false;
  /** Local variables on the stack frames of errors, with `localVariablesIntegration`. @default false */
  includeLocalVariables?: boolean;
  /** See `onUncaughtExceptionIntegration`. */
  onFatalError?: (error: Error, second?: Error) => void;
  /**
   * There is no OpenTelemetry in here, so this and the seven below are taken for who moves over, and do nothing.
   * @noop
   */
  skipOpenTelemetrySetup?: boolean;
  /** @noop */
  enableOpenTelemetrySetup?: boolean;
  /** @noop */
  openTelemetryInstrumentations?: unknown[];
  /** @noop */
  openTelemetrySpanProcessors?: unknown[];
  /** Nothing has to be loaded before anything else. @noop */
  registerEsmLoaderHooks?: boolean | object;
  /** @noop */
  enableRuntimeChannelInjection?: boolean;
  /** @noop */
  disableInstrumentationWarnings?: boolean;
  /** @noop */
  maxSpanWaitDuration?: number;
}

const WITHOUT_EFFECT: ReadonlyArray<keyof NodeOptions> = [
  'skipOpenTelemetrySetup',
  'enableOpenTelemetrySetup',
  'openTelemetryInstrumentations',
  'openTelemetrySpanProcessors',
  'registerEsmLoaderHooks',
  'enableRuntimeChannelInjection',
  'disableInstrumentationWarnings',
  'maxSpanWaitDuration',
];

/** The names of given options that do nothing here. */
export function optionsWithoutEffect(options: NodeOptions): string[] {
  return WITHOUT_EFFECT.filter((name) => options[name] !== undefined);
}

/** Node's own options with nothing left open. */
export type ResolvedNodeOptions = NodeOptions &
  Required<Pick<NodeOptions, 'serverName' | 'includeServerName' | 'frameContextLines' | 'shutdownTimeout'>>;

/** Fills in the defaults of Node: options beat the environment. Those of every runtime stand in core. */
export function resolveNodeOptions(options: NodeOptions, env: NodeJS.ProcessEnv): ResolvedNodeOptions {
  const rate = env.SENTRY_TRACES_SAMPLE_RATE;
  return {
    ...options,
    dsn: options.dsn ?? env.SENTRY_DSN,
    release: options.release ?? getSentryRelease(undefined, env),
    environment: options.environment ?? env.SENTRY_ENVIRONMENT,
    // What is no number is left to core, which says so.
    tracesSampleRate: options.tracesSampleRate ?? (rate ? Number(rate) : undefined),
    debug: options.debug ?? /^(1|true|yes|on|y|t)$/i.test(env.SENTRY_DEBUG ?? ''),
    serverName: options.serverName ?? env.SENTRY_NAME ?? guard(hostname, ''),
    includeServerName: options.includeServerName ?? true,
    frameContextLines: nonNegative(options.frameContextLines, resolveDataCollection(options).frameContextLines),
    shutdownTimeout: nonNegative(options.shutdownTimeout, 2000),
  };
}

function nonNegative(value: number | undefined, otherwise: number): number {
  return typeof value === 'number' && value >= 0 ? value : otherwise;
}
