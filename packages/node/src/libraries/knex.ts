import { getClient, guard } from '@vedette/core';
import { type DatabaseOptions, type FollowedCall, followCall } from './database-call.ts';
import { endCall } from './follow-answer.ts';
import { parameterizeSql } from './parameterize-sql.ts';

/** The parts of a knex instance that are used. */
interface KnexLike {
  on(event: string, listener: (...args: never[]) => void): unknown;
  client?: KnexClient;
}

export interface KnexClient {
  config?: { client?: unknown };
  database?: () => string | undefined;
}

export interface KnexQuery {
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
/** By the name that knex gives each. A transaction and its knex tell of the same. */
const underWay = new Map<string, FollowedCall>();

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
    on.call(knex, 'query', (query: KnexQuery) => hearKnexQuery(query, client, options));
    on.call(knex, 'query-response', (_response: unknown, query: KnexQuery) => hearKnexAnswer(query, false));
    on.call(knex, 'query-error', (_error: unknown, query: KnexQuery) => hearKnexAnswer(query, true));
  });
  return knex;
}

/** A query begins; told of it again, nothing happens. */
export function hearKnexQuery(
  { __knexQueryUid, sql }: KnexQuery,
  client: KnexClient | undefined,
  options: DatabaseOptions,
): void {
  guard(() => {
    if (getClient()?.isEnabled() && underWay.size < MAX_UNDER_WAY && !underWay.has(__knexQueryUid)) {
      const system = SYSTEMS[String(client?.config?.client)] ?? 'other_sql';
      const call = {
        system,
        origin: 'auto.db.otel.knex',
        statement: parameterizeSql(sql, { doubleQuotedValues: system === 'mysql' }),
        database: guard(() => client?.database?.()),
      };
      underWay.set(__knexQueryUid, followCall(call, options));
    }
  });
}

/** It is over, well or not. */
export function hearKnexAnswer({ __knexQueryUid }: KnexQuery, hasFailed: boolean): void {
  guard(() => {
    const call = underWay.get(__knexQueryUid);
    underWay.delete(__knexQueryUid);
    endCall(call, hasFailed);
  });
}
