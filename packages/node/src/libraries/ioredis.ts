import { getClient, guard } from '@vedette/core';
import { type FollowedCall, followCall } from './database-call.ts';
import { followAnswer } from './follow-answer.ts';
import { patchOnce } from './patch-once.ts';
import { type RedisOptions, redisCall } from './redis-call.ts';

/** The part of a connection of ioredis that is used, in all versions from 4 on. */
interface IoredisLike {
  sendCommand(command: IoredisCommand, ...rest: unknown[]): unknown;
  options?: { host?: string; port?: number; db?: number };
}

interface IoredisCommand {
  name: string;
  args: unknown[];
}

/**
 * Follows the commands of one connection of ioredis, and returns it: `const redis = instrumentIoredis(new Redis())`. Each
 * keeps its fate; what a pipeline sends is followed one by one.
 */
export function instrumentIoredis<T extends object>(redis: T, options: RedisOptions = {}): T {
  // What waits for the connection is sent twice, the second time by ioredis itself.
  const seen = new WeakSet<IoredisCommand>();
  patchOnce(redis as IoredisLike, 'sendCommand', (sendCommand, connection) => (command, ...rest) => {
    const call = guard(() => {
      if (seen.has(command)) {
        return undefined;
      }
      seen.add(command);
      return follow(command, connection, options);
    });
    const answer = sendCommand(command, ...rest);
    return call ? followAnswer(call, answer) : answer;
  });
  return redis;
}

function follow(command: IoredisCommand, connection: IoredisLike, options: RedisOptions): FollowedCall | undefined {
  const { host, port, db: database } = connection.options ?? {};
  const { name, args } = command;
  return getClient()?.isEnabled()
    ? followCall(redisCall({ name, args, database, host, port }, options), options)
    : undefined;
}
