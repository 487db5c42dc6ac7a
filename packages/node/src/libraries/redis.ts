import { getClient, type Integration } from '@vedette/core';
import { followCall } from './database-call.ts';
import { hearOperations } from './hear-operations.ts';
import { type RedisOptions, redisCall } from './redis-call.ts';

/** What node-redis tells of a command since its version 5.12, its name first among the arguments. */
interface NodeRedisCommand {
  command: string;
  args: string[];
  database?: number;
  serverAddress?: string;
  serverPort?: number;
}

/**
 * Follows the commands of node-redis (`redis`, `@redis/client`) through its channel `node-redis:command`.
 *
 * ioredis has a channel too, which is not listened to: once somebody listens, it marks every rejection as handled, and a
 * program that would have ended on one goes on. `instrumentIoredis` leaves that as it is.
 */
export function redisIntegration(options: RedisOptions = {}): Integration {
  return {
    name: 'Redis',
    setup: (client) =>
      hearOperations<NodeRedisCommand>(
        'node-redis:command',
        ({ command, args, database, serverAddress: host, serverPort: port }) =>
          getClient() === client
            ? followCall(
                redisCall({ name: command, args: args.slice(1), hidesValues: true, database, host, port }, options),
                options,
              )
            : undefined,
      ),
  };
}
