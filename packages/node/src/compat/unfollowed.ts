import { DEBUG, debug, type Integration } from '@vedette/core';

// Names of Sentry's SDK for libraries that are not followed in here: there so that an application that lists them starts.
// `startSpan` around the calls that matter tells of them.

/** Options of integrations that do nothing. */
export type UnfollowedOptions = Record<string, unknown>;

const unfollowed = (name: string, instead = 'startSpan() around its calls tells of them'): Integration => ({
  name,
  setup() {
    if (DEBUG) {
      debug(`${name}: this library is not followed by this SDK; ${instead}.`);
    }
  },
});

/**
 * Nothing is done about `tedious`; `knexIntegration` tells queries that pass knex, and `prismaIntegration` those of Prisma.
 * @noop
 */
export const tediousIntegration = (_options?: UnfollowedOptions): Integration =>
  unfollowed('Tedious', 'knexIntegration() and prismaIntegration() tell what passes them, startSpan() what does not');

/**
 * Nothing is done about `kafkajs`; `continueTrace` joins what a message carries of a trace.
 * @noop
 */
export const kafkaIntegration = (_options?: UnfollowedOptions): Integration => unfollowed('Kafka', MESSAGES);

/**
 * Nothing is done about `amqplib`; `continueTrace` joins what a message carries of a trace.
 * @noop
 */
export const amqplibIntegration = (_options?: UnfollowedOptions): Integration => unfollowed('Amqplib', MESSAGES);

/**
 * Nothing is done about `generic-pool`; what is asked of its resources is told by their own integrations.
 * @noop
 */
export const genericPoolIntegration = (_options?: UnfollowedOptions): Integration => unfollowed('GenericPool');

/**
 * Nothing is done about `lru-memoizer`.
 * @noop
 */
export const lruMemoizerIntegration = (_options?: UnfollowedOptions): Integration => unfollowed('LruMemoizer');

/**
 * Nothing is done about `dataloader`; the queries of a batch are told by the integration of their database.
 * @noop
 */
export const dataloaderIntegration = (_options?: UnfollowedOptions): Integration => unfollowed('Dataloader');

/**
 * Nothing is done about `firebase`; its requests by `fetch` and `http` are told.
 * @noop
 */
export const firebaseIntegration = (_options?: UnfollowedOptions): Integration => unfollowed('Firebase', REQUESTS);

/**
 * Nothing is done about `@neondatabase/serverless`; `instrumentPg` follows a `Pool` or `Client` of it, and its requests by
 * `fetch` are told.
 * @noop
 */
export const neonIntegration = (_options?: UnfollowedOptions): Integration =>
  unfollowed('Neon', 'instrumentPg() follows its Pool and Client, and its requests are told as such');

/**
 * Nothing is done about the AWS SDK; its requests are told. `wrapHandler` of `@vedette/node/serverless` is for Lambda.
 * @noop
 */
export const awsIntegration = (_options?: UnfollowedOptions): Integration => unfollowed('Aws', REQUESTS);

/**
 * Nothing is patched for postgres.js, whose `sql` is a function of the application's own: `instrumentPostgresJsSql(sql)`.
 * @noop
 */
export const postgresJsIntegration = (_options?: UnfollowedOptions): Integration =>
  unfollowed('PostgresJs', 'instrumentPostgresJsSql(sql) follows its queries');

const MESSAGES = 'continueTrace() joins the trace that a message carries';
const REQUESTS = 'its requests by fetch and http are told as such';
