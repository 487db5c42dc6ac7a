import { getClient, guard } from '@vedette/core';
import { type DatabaseOptions, type FollowedCall, followCall } from './database-call.ts';
import { endCall } from './follow-answer.ts';
import { parameterizeSql } from './parameterize-sql.ts';

/** The parts of a knex instance that are used. */
interface KnexLike {
  on(event: string, listener: (...args: never[]) => void): unknown;
  client?: { config?: { client?: unknown }; database?: () => string | undefined };
}

interface KnexQuery {
  __knexQueryUid: string;
  sql: string;
}

/** The names of knex's dialects and of their drivers. */
const SYSTEMS: Record<string, string> = {
  pg: 'postgresql',
  postgres: 'postgresql',
  postgresql: 'postgresql',
  cockroachdb: 'cockroachdb',
  mysql: 'mysql',
  mysql2: 'mysql',
  sqlite3: 'sqlite',
  'better-sqlite3': 'sqlite',
  mssql: 'mssql',
  oracledb: 'oracle',
  redshift: 'redshift',
};
/** Queries under way at most; one whose connection was killed is never told to be over. */
const MAX_UNDER_WAY = 1000;

const instrumented = new WeakSet<object>();

/**
 * Follows the queries of a knex instance by its events, and returns it: `const db = instrumentKnex(knex({ ... }))`. One of
 * these is enough: with its driver instrumented as well, every query shows twice.
 */
export function instrumentKnex<T extends object>(knex: T, options: DatabaseOptions = {}): T {
  guard(() => {
    const { on, client } = knex as T & KnexLike;
    if (instrumented.has(knex)) {
      return;
    }
    instrumented.add(knex);
    const dialect = String(client?.config?.client);
    const system = SYSTEMS[dialect] ?? 'other_sql';
    const underWay = new Map<string, FollowedCall>();
    const end = (id: string, hasFailed: boolean): void => {
      const call = underWay.get(id);
      underWay.delete(id);
      endCall(call, hasFailed);
    };
    on.call(knex, 'query', ({ __knexQueryUid, sql }: KnexQuery) =>
      guard(() => {
        if (getClient()?.isEnabled() && underWay.size < MAX_UNDER_WAY) {
          const call = {
            system,
            origin: 'auto.db.otel.knex',
            statement: parameterizeSql(sql, { doubleQuotedValues: system === 'mysql' }),
            database: guard(() => client?.database?.()),
          };
          underWay.set(__knexQueryUid, followCall(call, options));
        }
      }),
    );
    on.call(knex, 'query-response', (_response: unknown, { __knexQueryUid }: KnexQuery) =>
      guard(() => end(__knexQueryUid, false)),
    );
    on.call(knex, 'query-error', (_error: unknown, { __knexQueryUid }: KnexQuery) =>
      guard(() => end(__knexQueryUid, true)),
    );
  });
  return knex;
}
