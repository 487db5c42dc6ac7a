import type { Integration } from '@vedette/core';
import type { DatabaseOptions } from './database-call.ts';
import { followLibrary } from './follow-library.ts';
import { type Callback, inScopesOfNow } from './in-scopes-of-now.ts';
import { patchMethod } from './patch-method.ts';
import { followPgQuery, type PgClient } from './pg.ts';

export interface PostgresOptions extends DatabaseOptions {
  /** There are no spans for connecting in here. @noop */
  ignoreConnectSpans?: boolean;
}

/**
 * Follows the queries of all clients and pools of the installed `pg`, as `instrumentPg` does those of one. Its classes
 * `Client` and `Pool` are patched until `close()`. With what stands above it (`knexIntegration`) queries show twice.
 */
export function postgresIntegration(options: PostgresOptions = {}): Integration {
  return followLibrary({
    name: 'Postgres',
    modules: ['pg'],
    patch: ([pg], isOn) => [
      patchMethod<PgClient>(pg.Client.prototype, 'query', (client, query, args) =>
        isOn() ? followPgQuery(client, query, args, options) : query(...args),
      ),
      patchMethod<{ connect: unknown }>(pg.Pool.prototype, 'connect', (_pool, connect, [callback]) =>
        // A pool hands a client over where another request gave it back.
        connect(isOn() && typeof callback === 'function' ? inScopesOfNow(callback as Callback) : callback),
      ),
    ],
  });
}
