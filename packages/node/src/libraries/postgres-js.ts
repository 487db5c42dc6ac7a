import { getClient, guard } from '@vedette/core';
import { type DatabaseOptions, type FollowedCall, followCall } from './database-call.ts';
import { endCall } from './follow-answer.ts';
import { type Callback, inScopesOfNow } from './in-scopes-of-now.ts';
import { parameterizeSql } from './parameterize-sql.ts';
import { patchOnce } from './patch-once.ts';

/** A query of postgres.js, which is sent when somebody waits for it, if at all: it may be a part of another. */
interface PostgresQuery {
  handle(): unknown;
  strings?: readonly string[];
  args?: readonly unknown[];
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

interface PostgresSettings {
  host?: string | string[];
  port?: number | number[];
  database?: string;
}

interface PostgresSql {
  options?: PostgresSettings;
}

/** What gives a `sql` of one connection: to a callback, or as a promise. */
const HANDS_OUT = new Set<PropertyKey>(['begin', 'savepoint', 'reserve']);

const proxies = new WeakSet<object>();

/**
 * A `sql` of postgres.js whose queries are followed, as are those of its transactions and reserved connections:
 * `const sql = instrumentPostgresJsSql(postgres(url))`. Values are never told. The one given stays as it is; what is read by
 * `sql.file` passes unseen.
 */
export function instrumentPostgresJsSql<T extends object>(sql: T, options: DatabaseOptions = {}): T {
  return proxyOf(sql, (sql as PostgresSql).options, options);
}

function proxyOf<T extends object>(sql: T, settings: PostgresSettings | undefined, options: DatabaseOptions): T {
  if (typeof sql !== 'function' || proxies.has(sql)) {
    return sql;
  }
  const seen = <Q>(query: Q): Q => {
    guard(() => followWhenSent(query as PostgresQuery, settings, options));
    return query;
  };
  const follow = (one: unknown): unknown => proxyOf(one as object, settings, options);
  const proxy = new Proxy(sql, {
    apply: (target, self, args) => seen(Reflect.apply(target as Callback & T, self, args)),
    get(target, name, receiver) {
      const value = Reflect.get(target, name, receiver);
      if (typeof value === 'function' && name === 'unsafe') {
        return (...args: unknown[]) => seen(Reflect.apply(value, target, args));
      }
      return typeof value === 'function' && HANDS_OUT.has(name)
        ? (...args: unknown[]) => handOut((...given) => Reflect.apply(value, target, given), args, follow)
        : value;
    },
  });
  proxies.add(proxy);
  return proxy;
}

function handOut(hand: Callback, args: unknown[], follow: (sql: unknown) => unknown): unknown {
  if (args.length === 0) {
    // `reserve()`.
    return (hand() as Promise<unknown>).then(follow);
  }
  return hand(
    ...args.map((arg) => {
      // A connection calls it, perhaps where another request gave that back.
      const callback = typeof arg === 'function' && inScopesOfNow(arg as Callback);
      return callback ? (sql: unknown) => callback(follow(sql)) : arg;
    }),
  );
}

function followWhenSent(query: PostgresQuery, settings: PostgresSettings | undefined, options: DatabaseOptions): void {
  let call: FollowedCall | undefined;
  if (typeof query?.handle !== 'function') {
    return;
  }
  patchOnce(query, 'handle', (handle) => () => {
    call ??= guard(() => follow(query, settings, options));
    return handle();
  });
  for (const [name, hasFailed] of [
    ['resolve', false],
    ['reject', true],
  ] as const) {
    let settle = query[name];
    Object.defineProperty(query, name, {
      get: () => (result: unknown) => {
        endCall(call, hasFailed);
        return settle(result);
      },
      // A cursor sets it anew for each of its parts.
      set(next: typeof settle) {
        settle = next;
      },
    });
  }
}

function follow(
  query: PostgresQuery,
  { host, port, database }: PostgresSettings = {},
  options: DatabaseOptions,
): FollowedCall | undefined {
  return getClient()?.isEnabled()
    ? followCall(
        {
          system: 'postgresql',
          origin: 'auto.db.postgresjs',
          statement: parameterizeSql(textOf(query, { count: 0 })),
          database,
          host: [host].flat()[0],
          port: [port].flat()[0],
        },
        options,
      )
    : undefined;
}

/** The text as it is sent, with `$1` for each value; parts of it may be queries of their own, or names. */
function textOf({ strings = [], args = [] }: PostgresQuery, seen: { count: number }): string {
  return strings
    .map((text, index) => {
      if (index === 0) {
        return text;
      }
      const part = args[index - 1] as (PostgresQuery & { value?: unknown }) | null | undefined;
      if (part?.strings) {
        return textOf(part, seen) + text;
      }
      return `${part?.constructor?.name === 'Identifier' ? part.value : `$${++seen.count}`}${text}`;
    })
    .join('');
}
