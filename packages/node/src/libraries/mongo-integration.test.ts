import { fileURLToPath } from 'node:url';
import { type Backend, startBackend } from '@vedette/testkit';
import { MongoClient, ObjectId } from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type MongoDouble, startMongoDouble } from '../../test/mongo-double.ts';
import { type Client, getIsolationScope, init, instrumentMongo, mongoIntegration, startSpan } from '../index.ts';

const [, script] = process.argv;
let double: MongoDouble;
let backend: Backend;
let client: Client | undefined;
let mongo: MongoClient;

const people = () => mongo.db('test').collection('people');
const told = async (at: number) =>
  ((await backend.waitFor((b) => b.transactions()[at])).spans ?? []).map(({ origin, description }) => [
    origin,
    description,
  ]);

beforeAll(async () => {
  process.argv[1] = fileURLToPath(import.meta.url);
  double = await startMongoDouble([{ _id: new ObjectId(), name: 'found' }]);
});

afterAll(() => {
  process.argv[1] = script as string;
  double.close();
});

beforeEach(async () => {
  backend = await startBackend();
  getIsolationScope().clear();
  mongo = new MongoClient(`mongodb://127.0.0.1:${double.port}/test?directConnection=true`);
});

afterEach(async () => {
  await mongo.close();
  await client?.close(1000);
  await backend.close();
});

test('follows clients that connect, by themselves or not, once, and no more when it is closed', async () => {
  const { connect } = MongoClient.prototype;
  client = init({ dsn: backend.dsn, tracesSampleRate: 1, integrations: [mongoIntegration()] });
  instrumentMongo(mongo);
  await startSpan({ name: 'work' }, async () => {
    expect(await people().findOne({ name: 'secret' })).toMatchObject({ name: 'found' });
  });
  expect(await told(0)).toEqual([
    ['auto.db.otel.mongo', expect.stringMatching(/^{"find":"people","filter":{"name":"\?"}/)],
  ]);
  await client?.close();
  expect(MongoClient.prototype.connect).toBe(connect);
});

test('what it began to follow is left alone when it is closed', async () => {
  client = init({ dsn: backend.dsn, tracesSampleRate: 1, integrations: [mongoIntegration()] });
  await mongo.connect();
  await startSpan({ name: 'work' }, () => people().findOne({}));
  expect(await told(0)).toHaveLength(1);
  await client?.close();
  client = init({ dsn: backend.dsn, tracesSampleRate: 1 });
  await startSpan({ name: 'work' }, () => people().findOne({}));
  expect(await told(1)).toEqual([]);
});
