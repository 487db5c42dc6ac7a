import { getClient, guard } from '@vedette/core';
import { createCallsUnderWay } from './calls-under-way.ts';
import { type DatabaseOptions, followCall } from './database-call.ts';
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
  /** Not on what knex does by itself, such as the beginning and the end of a transaction. */
  __knexQueryUid?: string;
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

const instrumented = new WeakSet<object>();
/** By the name that knex gives each. A transaction and its knex tell of the same. */
const underWay = createCallsUnderWay<string>();

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

/** A query begins; told of it again, or of one without a name, nothing happens. */
export function hearKnexQuery(
  { __knexQueryUid, sql }: KnexQuery,
  client: KnexClient | undefined,
  options: DatabaseOptions,
): void {
  guard(() => {
    if (__knexQueryUid && getClient()?.isEnabled() && !underWay.has(__knexQueryUid)) {
      const system = SYSTEMS[String(client?.config?.client)] ?? 'other_sql';
      const call = {
        system,
        origin: 'auto.db.otel.knex',
        statement: parameterizeSql(sql, { doubleQuotedValues: system === 'mysql' }),
        database: guard(() => client?.database?.()),
      };
      underWay.begin(__knexQueryUid, followCall(call, options));
    }
  });
}

/** It is over, well or not. */
export function hearKnexAnswer({ __knexQueryUid }: KnexQuery, hasFailed: boolean): void {
  if (__knexQueryUid) {
    underWay.end(__knexQueryUid, hasFailed);
  }
}
