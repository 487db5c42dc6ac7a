import type { SpanAttributes } from '@vedette/core';
import type { DatabaseCall, DatabaseOptions } from './database-call.ts';
import { redisKeys, redisStatement } from './redis-command.ts';

export interface RedisOptions extends DatabaseOptions {
  /**
   * Beginnings of keys that are a cache: what is asked of it becomes `cache.get`, `cache.put` or `cache.remove`, named by
   * the whole keys. node-redis does not tell those of `MGET`. @default none
   */
  cachePrefixes?: string[];
  /** Characters of the name of a cache's span, which is its keys. @default 1024 */
  maxCacheKeyLength?: number;
}

/** A command, however a library tells it. */
export interface RedisCommand {
  name: string;
  /** Without the name. */
  args: readonly unknown[];
  /** The library tells `?` in place of values. @default false */
  hidesValues?: boolean;
  database?: number | undefined;
  host?: string | undefined;
  port?: number | undefined;
}

interface CacheCommand {
  op: 'cache.get' | 'cache.put' | 'cache.remove';
  /** Which argument is the value. */
  valueAt?: number;
}

/** What a cache is asked. Source: Sentry's "Caches", which knows these three. */
const CACHE_COMMANDS: Record<string, CacheCommand> = {
  get: { op: 'cache.get' },
  getex: { op: 'cache.get' },
  mget: { op: 'cache.get' },
  set: { op: 'cache.put', valueAt: 1 },
  setnx: { op: 'cache.put', valueAt: 1 },
  setex: { op: 'cache.put', valueAt: 2 },
  psetex: { op: 'cache.put', valueAt: 2 },
  del: { op: 'cache.remove' },
  unlink: { op: 'cache.remove' },
};

/** What is told of a command. */
export function redisCall(command: RedisCommand, options: RedisOptions): DatabaseCall {
  const { name, args, database, host, port } = command;
  const call: DatabaseCall = {
    system: 'redis',
    origin: 'auto.db.otel.redis',
    op: 'db.redis',
    statement: redisStatement(name, args),
    database: database === undefined ? undefined : String(database),
    host,
    port,
  };
  return options.cachePrefixes?.length ? asCacheCall(call, command, options) : call;
}

function asCacheCall(
  call: DatabaseCall,
  { name, args, hidesValues = false, host, port }: RedisCommand,
  { cachePrefixes = [], maxCacheKeyLength = 1024 }: RedisOptions,
): DatabaseCall {
  const { op, valueAt } = CACHE_COMMANDS[name.toLowerCase()] ?? {};
  const keys = redisKeys(name, args);
  if (!op || !keys.some((key) => cachePrefixes.some((prefix) => key.startsWith(prefix)))) {
    return call;
  }
  const value = valueAt === undefined || hidesValues ? undefined : args[valueAt];
  return {
    ...call,
    op,
    name: keys.join(', ').slice(0, maxCacheKeyLength),
    attributes: {
      'cache.key': keys,
      'cache.item_size': value === undefined ? undefined : sizeOf([value]),
      'network.peer.address': host,
      'network.peer.port': port,
    },
    ...(op === 'cache.get' && { describeResult: describeHit }),
  };
}

function describeHit(result: unknown): SpanAttributes {
  const items = (Array.isArray(result) ? result : [result]).filter((item) => item !== null && item !== undefined);
  const isHit = items.length > 0;
  return { 'cache.hit': isHit, 'cache.item_size': isHit ? sizeOf(items) : undefined };
}

/** Characters of text, bytes of anything else: to count the bytes of text would mean to encode it. */
function sizeOf(items: readonly unknown[]): number | undefined {
  let size = 0;
  for (const item of items) {
    const { length } = item as { length?: unknown };
    if (typeof length !== 'number') {
      return undefined;
    }
    size += length;
  }
  return size;
}
