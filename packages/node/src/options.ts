import { hostname } from 'node:os';
import { type ClientOptions, resolveDataCollection } from '@vedette/core';

/** What can be given to `init`. Of the options that are left out, some are read from the environment. */
export interface NodeOptions extends ClientOptions {
  /** Name of this machine on events. @default SENTRY_NAME, else the host name */
  serverName?: string;
  /** Whether events carry `serverName`. @default true */
  includeServerName?: boolean;
  /** Source lines around each stack frame, on either side; 0 for none. @default what `dataCollection` says, else 7 */
  frameContextLines?: number;
  /**
   * Longest time in milliseconds that a process which has nothing more to do, or which dies of an uncaught error, is
   * kept for sending what waits. @default 2000
   */
  shutdownTimeout?: number;
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
    release: options.release ?? env.SENTRY_RELEASE,
    environment: options.environment ?? env.SENTRY_ENVIRONMENT,
    // What is no number is left to core, which says so.
    tracesSampleRate: options.tracesSampleRate ?? (rate ? Number(rate) : undefined),
    debug: options.debug ?? /^(1|true|yes|on|y|t)$/i.test(env.SENTRY_DEBUG ?? ''),
    serverName: options.serverName ?? env.SENTRY_NAME ?? hostname(),
    includeServerName: options.includeServerName ?? true,
    frameContextLines: nonNegative(options.frameContextLines, resolveDataCollection(options).frameContextLines),
    shutdownTimeout: nonNegative(options.shutdownTimeout, 2000),
  };
}

function nonNegative(value: number | undefined, otherwise: number): number {
  return typeof value === 'number' && value >= 0 ? value : otherwise;
}
