import type { Integration } from '@vedette/core';
import type { DatabaseOptions } from './database-call.ts';
import { followLibrary } from './follow-library.ts';
import { hearKnexAnswer, hearKnexQuery, type KnexClient, type KnexQuery } from './knex.ts';
import { patchMethod } from './patch-method.ts';

/**
 * Follows the queries of all instances of the installed `knex`, as `instrumentKnex` does those of one: its class `Client`, which
 * all dialects are, tells them by `emit`, which is patched until `close()`. With the driver's integration queries show twice.
 */
export function knexIntegration(options: DatabaseOptions = {}): Integration {
  return followLibrary({
    name: 'Knex',
    modules: ['knex'],
    patch: ([{ Client }], isOn) => [
      patchMethod<KnexClient & { emit: unknown }>(Client.prototype, 'emit', (client, emit, args) => {
        const [event, first, second] = args;
        if (event === 'query' && isOn()) {
          hearKnexQuery(first as KnexQuery, client, options);
        } else if (event === 'query-response' || event === 'query-error') {
          hearKnexAnswer(second as KnexQuery, event === 'query-error');
        }
        return emit(...args);
      }),
    ],
  });
}
