import { errorMonitor } from 'node:events';
import { getClient, guard, type Integration } from '@vedette/core';
import { type DatabaseOptions, type FollowedCall, followCall } from './database-call.ts';
import { endCall } from './follow-answer.ts';
import { followLibrary } from './follow-library.ts';
import { type Callback, inScopesOfNow } from './in-scopes-of-now.ts';
import { parameterizeSql } from './parameterize-sql.ts';
import { type Method, patchMethod } from './patch-method.ts';

/** The parts of mysql's `Connection` and of its `Query` that are used. */
interface MysqlConnection {
  query: unknown;
  config?: { host?: string; port?: number; database?: string };
}

interface MysqlQuery {
  sql?: string;
  _callback?: Callback;
  on?(event: string | symbol, listener: () => void): unknown;
}

/**
 * Follows the queries of all connections and pools of the installed `mysql`. Its classes `Connection` and `Pool` are patched
 * until `close()`. Callbacks find the scopes of their caller again. For mysql2 there is `mysql2Integration`.
 */
export function mysqlIntegration(options: DatabaseOptions = {}): Integration {
  return followLibrary({
    name: 'Mysql',
    modules: ['mysql/lib/Connection', 'mysql/lib/Pool'],
    patch: ([Connection, Pool], isOn) => [
      patchMethod<MysqlConnection>(Connection.prototype, 'query', (connection, query, args) =>
        isOn() ? followQuery(connection, query, args, options) : query(...args),
      ),
      patchMethod<{ getConnection: unknown }>(Pool.prototype, 'getConnection', (_pool, getConnection, [callback]) =>
        getConnection(isOn() && typeof callback === 'function' ? inScopesOfNow(callback as Callback) : callback),
      ),
    ],
  });
}

function followQuery(connection: MysqlConnection, query: Method, args: unknown[], options: DatabaseOptions): unknown {
  const call = guard(() => follow(connection, args[0], options));
  if (!call) {
    return query(...args);
  }
  guard(() => {
    const at = args.findIndex((arg) => typeof arg === 'function');
    // A pool makes the query itself, and has its connection run it.
    const made = args[0] as MysqlQuery;
    if (at >= 0) {
      args[at] = ending(args[at] as Callback, call);
    } else if (typeof made === 'object' && made._callback) {
      made._callback = ending(made._callback, call);
    }
  });
  try {
    const made = query(...args) as MysqlQuery;
    // A listener for its error would change what becomes of one that nobody hears; the monitor does not count as one.
    guard(() => {
      made.on?.(errorMonitor, () => call.failed());
      made.on?.('end', () => endCall(call, false));
    });
    return made;
  } catch (error) {
    endCall(call, true);
    throw error;
  }
}

function ending(callback: Callback, call: FollowedCall): Callback {
  const inScopes = inScopesOfNow(callback);
  return (error, ...results) => {
    endCall(call, !!error);
    return inScopes(error, ...results);
  };
}

function follow({ config }: MysqlConnection, query: unknown, options: DatabaseOptions): FollowedCall | undefined {
  const text = typeof query === 'string' ? query : (query as MysqlQuery | undefined)?.sql;
  return typeof text === 'string' && getClient()?.isEnabled()
    ? followCall(
        {
          system: 'mysql',
          origin: 'auto.db.otel.mysql',
          statement: parameterizeSql(text, { doubleQuotedValues: true }),
          database: config?.database || undefined,
          host: config?.host,
          port: config?.port,
        },
        options,
      )
    : undefined;
}
