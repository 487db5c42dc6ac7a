import { DEBUG, debug, getClient, guard } from '@vedette/core';
import { createCallsUnderWay } from './calls-under-way.ts';
import { type DatabaseOptions, type FollowedCall, followCall } from './database-call.ts';
import { maskValues } from './mask-values.ts';

/** The part of mongodb's `MongoClient` that is used: its command monitoring. */
interface MongoClientLike {
  on(event: string, listener: (event: never) => void): unknown;
  options?: { monitorCommands?: boolean };
}

interface CommandStarted {
  requestId: number;
  commandName: string;
  databaseName: string;
  address: string;
  command: Record<string, unknown>;
}

/** Of a connection, not of what the host asks. */
const UNTOLD = /^(?:hello|ismaster|ping|sasl\w+|authenticate|getnonce|endsessions|killcursors|abort\w+|commit\w+)$/i;
/** What the driver adds to every command. */
const ADDED_BY_DRIVER = new Set(['lsid', '$db', '$clusterTime', '$readPreference', 'txnNumber', 'autocommit']);

const instrumented = new WeakSet<object>();

/**
 * Follows the commands of a `MongoClient` and returns it. The driver tells them only if asked to when the client is made:
 * `instrumentMongo(new MongoClient(url, { monitorCommands: true }))`. Nothing is patched.
 */
export function instrumentMongo<T extends object>(mongoClient: T, options: DatabaseOptions = {}): T {
  if (DEBUG && (mongoClient as T & MongoClientLike).options?.monitorCommands === false) {
    debug('instrumentMongo hears nothing: the MongoClient needs the option `monitorCommands: true`');
  }
  hearMongo(mongoClient, options, () => !!getClient()?.isEnabled());
  return mongoClient;
}

/** Hears a client's commands, once however often it is called. `isOn`: whether they are followed. */
export function hearMongo(mongoClient: object, options: DatabaseOptions, isOn: () => boolean): void {
  guard(() => {
    const client = mongoClient as MongoClientLike;
    if (instrumented.has(client)) {
      return;
    }
    instrumented.add(client);
    const underWay = createCallsUnderWay<number>();
    client.on('commandStarted', (event: CommandStarted) =>
      guard(() => {
        if (isOn() && !UNTOLD.test(event.commandName)) {
          underWay.begin(event.requestId, follow(event, options));
        }
      }),
    );
    client.on('commandSucceeded', ({ requestId }: CommandStarted) => underWay.end(requestId, false));
    client.on('commandFailed', ({ requestId }: CommandStarted) => underWay.end(requestId, true));
  });
}

function follow(
  { commandName, databaseName, address, command }: CommandStarted,
  options: DatabaseOptions,
): FollowedCall {
  const asked = Object.fromEntries(Object.entries(command).filter(([name]) => !ADDED_BY_DRIVER.has(name)));
  const at = address.lastIndexOf(':');
  const collection = command[commandName === 'getMore' ? 'collection' : commandName];
  return followCall(
    {
      system: 'mongodb',
      origin: 'auto.db.otel.mongo',
      statement: JSON.stringify(maskValues(asked, [commandName, 'collection'])),
      database: databaseName,
      host: address.slice(0, at),
      port: Number(address.slice(at + 1)),
      attributes: {
        'db.operation': commandName,
        'db.mongodb.collection': typeof collection === 'string' ? collection : undefined,
      },
    },
    options,
  );
}
