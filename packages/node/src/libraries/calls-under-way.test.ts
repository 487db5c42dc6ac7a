import { EventEmitter } from 'node:events';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Client, getIsolationScope, init, instrumentKnex, instrumentMongo } from '../index.ts';

let backend: Backend;
let client: Client | undefined;

beforeEach(async () => {
  backend = await startBackend();
  getIsolationScope().clear();
  client = init({ dsn: backend.dsn });
});

afterEach(async () => {
  await client?.close(1000);
  await backend.close();
});

const told = (): unknown[] =>
  getIsolationScope()
    .getScopeData()
    .breadcrumbs.map(({ message }) => message);

/** More than are remembered. Nobody tells of their end. */
const MANY = 1001;

test('queries of knex are followed however many others have not ended, and the latest of those end well', () => {
  const knex = instrumentKnex(new EventEmitter());
  for (let id = 0; id <= MANY; id++) {
    knex.emit('query', { __knexQueryUid: `q${id}`, sql: `select from t${id}` });
  }
  for (const id of [0, MANY - 1, MANY]) {
    knex.emit('query-response', [], { __knexQueryUid: `q${id}` });
  }
  expect(told()).toEqual([`select from t${MANY - 1}`, `select from t${MANY}`]);
});

test('what knex does without a name for it is not taken for a query under way', () => {
  const knex = instrumentKnex(new EventEmitter());
  knex.emit('query', { sql: 'BEGIN;' });
  knex.emit('query-response', [], {});
  expect(told()).toEqual([]);
});

test('commands of MongoDB are followed however many others have not ended', () => {
  const mongo = instrumentMongo(new EventEmitter());
  const about = { commandName: 'find', databaseName: 'd', address: 'localhost:1' };
  for (let requestId = 0; requestId <= MANY; requestId++) {
    mongo.emit('commandStarted', { ...about, requestId, command: { find: `c${requestId}` } });
  }
  for (const requestId of [0, MANY]) {
    mongo.emit('commandSucceeded', { requestId });
  }
  expect(told()).toEqual([`{"find":"c${MANY}"}`]);
});
