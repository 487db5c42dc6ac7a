import { getClient, guard } from '@vedette/core';
import { type DatabaseOptions, type FollowedCall, followCall } from './database-call.ts';
import { endCall, followAnswer } from './follow-answer.ts';
import { type Callback, inScopesOfNow } from './in-scopes-of-now.ts';
import { parameterizeSql } from './parameterize-sql.ts';
import { patchOnce } from './patch-once.ts';

/** The parts of pg's `Client` and `Pool` that are used. */
export interface PgClient {
  query(...args: unknown[]): unknown;
  database?: string;
  host?: string;
  port?: number;
}

interface PgPool {
  connect(callback?: Callback): unknown;
  on(event: 'acquire', listener: (client: PgClient) => void): unknown;
  totalCount: number;
}

/**
 * Follows the queries of a client or of all clients of a pool of `pg`, and returns it:
 * `const pool = instrumentPg(new Pool())`. Callbacks find the scopes of their caller again, which a pool loses.
 * Queries that are objects of their own (`new Query()`, cursors, streams) pass unseen.
 */
export function instrumentPg<T extends object>(clientOrPool: T, options: DatabaseOptions = {}): T {
  if ('totalCount' in clientOrPool) {
    instrumentPool(clientOrPool as T & PgPool, options);
  } else {
    instrumentClient(clientOrPool as T & PgClient, options);
  }
  return clientOrPool;
}

function instrumentPool(pool: PgPool, options: DatabaseOptions): void {
  patchOnce(pool, 'connect', (connect) => {
    pool.on('acquire', (client) => instrumentClient(client, options));
    // A pool hands a client over where another request gave it back.
    return (callback) => connect(callback && inScopesOfNow(callback));
  });
}

function instrumentClient(client: PgClient, options: DatabaseOptions): void {
  patchOnce(
    client,
    'query',
    (query) =>
      (...args) =>
        followPgQuery(client, query, args, options),
  );
}

/** Calls `query` as the host did, and follows it. */
export function followPgQuery(
  client: PgClient,
  query: (...args: unknown[]) => unknown,
  args: unknown[],
  options: DatabaseOptions,
): unknown {
  const call = guard(() => follow(client, args[0], options));
  if (!call) {
    return query(...args);
  }
  const end = (hasFailed: boolean): void => endCall(call, hasFailed);
  try {
    const at = args.findIndex((arg) => typeof arg === 'function');
    const config = args[0] as { callback?: unknown };
    if (at >= 0) {
      args[at] = ending(args[at] as Callback, end);
    } else if (typeof config === 'object' && typeof config.callback === 'function') {
      args[0] = Object.create(config, {
        callback: { value: ending(config.callback as Callback, end), enumerable: true },
      });
    } else {
      return followAnswer(call, query(...args));
    }
    return query(...args);
  } catch (error) {
    end(true);
    throw error;
  }
}

/** Nothing for a query that is an object of its own: it tells of its end by events that we would change the fate of. */
function follow(
  { database, host, port }: PgClient,
  query: unknown,
  options: DatabaseOptions,
): FollowedCall | undefined {
  const text = typeof query === 'string' ? query : (query as { text?: unknown } | undefined)?.text;
  const isOwnObject = typeof (query as { submit?: unknown } | undefined)?.submit === 'function';
  return typeof text === 'string' && !isOwnObject && getClient()?.isEnabled()
    ? followCall(
        {
          system: 'postgresql',
          origin: 'auto.db.otel.postgres',
          statement: parameterizeSql(text),
          database,
          host,
          port,
        },
        options,
      )
    : undefined;
}

/** The host's callback, which a connection calls where the scopes of whoever opened it are in force. */
function ending(callback: Callback, end: (hasFailed: boolean) => void): Callback {
  const inScopes = inScopesOfNow(callback);
  return (error, ...results) => {
    end(!!error);
    return inScopes(error, ...results);
  };
}
