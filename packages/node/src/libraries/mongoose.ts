import { getClient, type Integration, undoAll } from '@vedette/core';
import { type DatabaseOptions, followCall } from './database-call.ts';
import { hearOperations } from './hear-operations.ts';
import { maskValues } from './mask-values.ts';

/** What mongoose tells of an operation since its version 9.7. */
interface MongooseOperation {
  operation: string;
  collection?: string;
  database?: string;
  serverAddress?: string;
  serverPort?: number;
  args?: { filter?: object; pipeline?: object[] };
}

const CHANNELS = ['query', 'aggregate', 'model:save', 'model:insertMany', 'model:bulkWrite'];

/**
 * Follows what is asked through mongoose, by its channels. The commands that its driver sends for that stand below, if its
 * client is one for `instrumentMongo`.
 */
export function mongooseIntegration(options: DatabaseOptions = {}): Integration {
  return {
    name: 'Mongoose',
    setup(client) {
      const stops = CHANNELS.map((name) =>
        hearOperations<MongooseOperation>(
          `mongoose:${name}`,
          (message) => (getClient() === client ? follow(message, options) : undefined),
          { nests: true },
        ),
      );
      return undoAll(stops);
    },
  };
}

function follow(
  { operation, collection, database, serverAddress, serverPort, args }: MongooseOperation,
  options: DatabaseOptions,
): ReturnType<typeof followCall> {
  const asked = args?.filter ?? args?.pipeline;
  const name = collection === undefined ? operation : `${collection}.${operation}`;
  return followCall(
    {
      system: 'mongodb',
      origin: 'auto.db.otel.mongoose',
      name: `mongoose.${name}`,
      statement: asked ? `${name}(${JSON.stringify(maskValues({ asked }, [])).slice('{"asked":'.length, -1)})` : name,
      database,
      host: serverAddress,
      port: serverPort,
      attributes: { 'db.operation': operation, 'db.mongodb.collection': collection },
    },
    options,
  );
}
