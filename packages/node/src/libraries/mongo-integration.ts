import { guard, type Integration } from '@vedette/core';
import type { DatabaseOptions } from './database-call.ts';
import { followLibrary } from './follow-library.ts';
import { hearMongo } from './mongo.ts';
import { patchMethod } from './patch-method.ts';

interface MongoClientClass {
  connect: unknown;
  /** Read when it connects. Of the driver's own, "intended for APM use only"; since version 4. */
  monitorCommands?: boolean;
}

/**
 * Follows the commands of all clients of the installed `mongodb` that connect from now on, as `instrumentMongo` does those of one,
 * without their having to ask for it: `MongoClient.prototype.connect`, which every first command passes, is patched until
 * `close()`. A driver that is installed a second time below mongoose is not seen; for that there is `mongooseIntegration`.
 */
export function mongoIntegration(options: DatabaseOptions = {}): Integration {
  return followLibrary({
    name: 'Mongo',
    modules: ['mongodb'],
    patch: ([{ MongoClient }], isOn) => {
      let isHeard = true;
      return [
        patchMethod<MongoClientClass>(MongoClient.prototype, 'connect', (client, connect, args) => {
          guard(() => {
            if (isOn()) {
              client.monitorCommands = true;
              hearMongo(client, options, () => isHeard && isOn());
            }
          });
          return connect(...args);
        }),
        () => {
          isHeard = false;
        },
      ];
    },
  });
}
