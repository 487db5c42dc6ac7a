import { type Backend, startBackend } from '@vedette/testkit';
import { MongoClient, ObjectId } from 'mongodb';
import mongoose from 'mongoose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type MongoDouble, startMongoDouble } from '../../test/mongo-double.ts';
import { type Client, captureMessage, getIsolationScope, init, instrumentMongo, startSpan } from '../index.ts';

let double: MongoDouble;
let backend: Backend;
let client: Client | undefined;

beforeAll(async () => {
  double = await startMongoDouble([{ _id: new ObjectId(), name: 'found' }]);
});

afterAll(() => double.close());

beforeEach(async () => {
  backend = await startBackend();
  getIsolationScope().clear();
  client = init({ dsn: backend.dsn, tracesSampleRate: 1 });
});

afterEach(async () => {
  await client?.close(1000);
  await backend.close();
});

const address = (): string => `mongodb://127.0.0.1:${double.port}/test?directConnection=true`;
const spansOf = async () => (await backend.waitFor((b) => b.transactions()[0])).spans ?? [];

describe('instrumentMongo', () => {
  let mongo: MongoClient;

  beforeEach(async () => {
    mongo = instrumentMongo(new MongoClient(address(), { monitorCommands: true }));
    await mongo.connect();
    getIsolationScope().clearBreadcrumbs();
  });

  afterEach(() => mongo.close());

  test('tells commands below the active span, their shape without their values', async () => {
    await startSpan({ name: 'work' }, async () => {
      const people = mongo.db('test').collection('people');
      const found = await people.find({ name: 'secret', age: { $in: [1, 2, 3] }, born: new Date() }).toArray();
      expect(found).toMatchObject([{ name: 'found' }]);
      await people.insertOne({ name: 'secret', tags: ['secret'] });
    });
    const spans = await spansOf();
    expect(spans.map(({ data }) => [data['db.operation'], data['db.mongodb.collection']])).toEqual([
      ['find', 'people'],
      ['insert', 'people'],
    ]);
    expect(spans[0]).toMatchObject({
      op: 'db',
      origin: 'auto.db.otel.mongo',
      description: '{"find":"people","filter":{"name":"?","age":{"$in":["?"]},"born":"?"}}',
      parent_span_id: backend.transactions()[0]?.contexts?.trace?.span_id,
      data: {
        'db.system': 'mongodb',
        'db.name': 'test',
        'net.peer.name': '127.0.0.1',
        'net.peer.port': double.port,
      },
    });
    expect(JSON.stringify(backend.envelopes)).not.toContain('secret');
  });

  test('marks a command that failed, once however often it is instrumented, and hands its error through', async () => {
    await startSpan({ name: 'work' }, async () => {
      await expect(instrumentMongo(mongo).db('test').collection('broken').findOne({})).rejects.toThrow('broken');
      captureMessage('seen');
    });
    expect((await spansOf()).map(({ status }) => status)).toEqual(['internal_error']);
    expect(backend.events()[0]?.breadcrumbs).toMatchObject([
      { category: 'query', level: 'error', data: { 'db.system': 'mongodb' } },
    ]);
  });

  test('marks the parent of a command that is sent again and again', async () => {
    await startSpan({ name: 'work' }, async () => {
      for (let id = 0; id < 6; id++) {
        await mongo.db('test').collection('people').findOne({ id });
      }
    });
    await spansOf();
    expect(backend.transactions()[0]?.contexts?.trace?.data).toMatchObject({ 'db.repeated_query.count': 6 });
  });
});

describe('mongoose', () => {
  const Person = mongoose.model('Person', new mongoose.Schema({ name: String }), 'people');
  const Broken = mongoose.model('Broken', new mongoose.Schema({ name: String }), 'broken');

  beforeEach(async () => {
    await mongoose.connect(address(), { monitorCommands: true, autoCreate: false, autoIndex: false });
  });

  afterEach(() => mongoose.disconnect());

  test('tells of itself, and what its driver sends stands below', async () => {
    instrumentMongo(mongoose.connection.getClient());
    await startSpan({ name: 'work' }, async () => {
      expect(await Person.findOne({ name: 'secret' }).lean()).toMatchObject({ name: 'found' });
      await new Person({ name: 'secret' }).save();
      await Person.aggregate([{ $match: { name: 'secret' } }]);
    });
    const spans = await spansOf();
    const ofMongoose = spans.filter(({ origin }) => origin === 'auto.db.otel.mongoose');
    expect(ofMongoose.map(({ description, data }) => [description, data['db.statement']])).toEqual([
      ['mongoose.people.findOne', 'people.findOne({"name":"?"})'],
      ['mongoose.people.save', 'people.save'],
      ['mongoose.people.aggregate', 'people.aggregate([{"$match":{"name":"?"}}])'],
    ]);
    const ofDriver = spans.filter(({ origin }) => origin === 'auto.db.otel.mongo');
    expect(ofDriver.map(({ parent_span_id }) => parent_span_id)).toEqual(ofMongoose.map(({ span_id }) => span_id));
    expect(JSON.stringify(backend.envelopes)).not.toContain('secret');
  });

  test('marks an operation that failed and hands its error through', async () => {
    await startSpan({ name: 'work' }, () => expect(Broken.findOne({ name: 'x' })).rejects.toThrow('broken'));
    expect((await spansOf()).map(({ description, status }) => [description, status])).toEqual([
      ['mongoose.broken.findOne', 'internal_error'],
    ]);
  });
});
