import { getClient, type Integration, undoAll } from '@vedette/core';
import { type DatabaseOptions, followCall } from './database-call.ts';
import { hearOperations } from './hear-operations.ts';
import { parameterizeSql } from './parameterize-sql.ts';

/** What mysql2 tells of a query since its version 3.20; of `query` with the values written in. */
interface Mysql2Query {
  query: string;
  database: string;
  serverAddress: string;
  serverPort: number | undefined;
}

/**
 * Follows the queries of mysql2 through its channels `mysql2:query` and `mysql2:execute`.
 *
 * Known limit: while anybody listens, mysql2 itself hears the error of a query that was given no callback, so that one which
 * nobody else hears no longer ends the process. It leaves its breadcrumb. That is why it is no default: what a program dies of
 * is its own (docs/decisions/0016).
 */
export function mysql2Integration(options: DatabaseOptions = {}): Integration {
  return {
    name: 'Mysql2',
    setup(client) {
      const stops = ['mysql2:query', 'mysql2:execute'].map((name) =>
        hearOperations<Mysql2Query>(name, ({ query, database, serverAddress, serverPort }) =>
          getClient() === client
            ? followCall(
                {
                  system: 'mysql',
                  origin: 'auto.db.otel.mysql2',
                  statement: parameterizeSql(query, { doubleQuotedValues: true }),
                  database: database || undefined,
                  host: serverAddress,
                  port: serverPort,
                },
                options,
              )
            : undefined,
        ),
      );
      return undoAll(stops);
    },
  };
}
