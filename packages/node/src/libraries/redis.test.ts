import { createRequire } from 'node:module';
import { type Backend, startBackend } from '@vedette/testkit';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatabaseServer, startRedis, whyNo } from '../../test/database-server.ts';
import { preparePrograms } from '../../test/run-program.ts';
import {
  type Client,
  captureMessage,
  getActiveSpan,
  getIsolationScope,
  init,
  instrumentIoredis,
  type RedisOptions,
  redisIntegration,
  setTag,
  startSpan,
  withIsolationScope,
} from '../index.ts';

const missing = whyNo('redis');

let server: DatabaseServer;

beforeAll(async () => {
  if (!missing) {
    server = await startRedis();
  }
});

afterAll(() => server?.stop());

/** One way of asking Redis, the same for both libraries. */
interface Asked {
  send(name: string, ...args: string[]): Promise<unknown>;
  /** Commands of a kind on their way at once. */
  many(): Promise<unknown>;
  close(): void;
}

const libraries: Array<[name: string, connect: (options?: RedisOptions) => Promise<Asked>]> = [
  [
    'node-redis',
    async () => {
      const redis = createClient({ socket: { host: '127.0.0.1', port: server.port } });
      await redis.connect();
      return {
        send: (...command) => redis.sendCommand(command),
        many: () => redis.multi().set('m:1', 'secret').get('m:1').execAsPipeline(),
        close: () => redis.destroy(),
      };
    },
  ],
  [
    'ioredis',
    async (options) => {
      const redis = instrumentIoredis(new Redis({ host: '127.0.0.1', port: server.port }), options);
      await redis.ping();
      return {
        send: (name, ...args) => redis.call(name, ...args),
        many: () => redis.pipeline().set('m:1', 'secret').get('m:1').exec(),
        close: () => redis.disconnect(),
      };
    },
  ],
];

describe.skipIf(missing).each(libraries)(`%s with Redis ${missing ?? ''}`, (library, connect) => {
  let backend: Backend;
  let client: Client | undefined;
  let redis: Asked;

  const start = async (options: RedisOptions = {}): Promise<void> => {
    client = init({
      dsn: backend.dsn,
      tracesSampleRate: 1,
      integrations: (defaults) => [...defaults.filter(({ name }) => name !== 'Redis'), redisIntegration(options)],
    });
    redis = await connect(options);
    // What connecting asks is not of interest.
    getIsolationScope().clearBreadcrumbs();
  };

  const spansOf = async () => (await backend.waitFor((b) => b.transactions()[0])).spans ?? [];

  beforeEach(async () => {
    backend = await startBackend();
    getIsolationScope().clear();
  });

  afterEach(async () => {
    redis.close();
    await client?.close(1000);
    await backend.close();
  });

  test('tells each command below the active span, without its values', async () => {
    await start();
    await startSpan({ name: 'work' }, async () => {
      expect(await redis.send('SET', 'user:42:name', 'secret')).toBe('OK');
      expect(await redis.send('GET', 'user:42:name')).toBe('secret');
      captureMessage('seen');
    });
    const spans = await spansOf();
    expect(spans.map(({ description }) => description)).toEqual(['SET user:?:name ?', 'GET user:?:name']);
    expect(spans[0]).toMatchObject({
      op: 'db.redis',
      origin: 'auto.db.otel.redis',
      parent_span_id: backend.transactions()[0]?.contexts?.trace?.span_id,
      data: {
        'db.system': 'redis',
        'db.statement': 'SET user:?:name ?',
        'net.peer.name': '127.0.0.1',
        'net.peer.port': server.port,
      },
    });
    expect(backend.events()[0]?.breadcrumbs).toMatchObject([
      { category: 'query', level: 'info', message: 'SET user:?:name ?', data: { 'db.system': 'redis' } },
      { category: 'query', message: 'GET user:?:name' },
    ]);
    expect(JSON.stringify(backend.envelopes)).not.toContain('secret');
  });

  test('marks a command that failed and hands its error through', async () => {
    await start();
    await startSpan({ name: 'work' }, async () => {
      await redis.send('SET', 'text', 'no list');
      await expect(redis.send('LPUSH', 'text', 'x')).rejects.toThrow('WRONGTYPE');
    });
    expect((await spansOf()).map(({ description, status }) => [description, status])).toEqual([
      ['SET text ?', undefined],
      ['LPUSH text ?', 'internal_error'],
    ]);
  });

  test('follows what is sent as a pipeline', async () => {
    await start();
    await startSpan({ name: 'work' }, () => redis.many());
    expect((await spansOf()).map(({ description }) => description)).toEqual(['SET m:? ?', 'GET m:?']);
  });

  test('tells of a cache what was asked of it, and whether it knew', async () => {
    await start({ cachePrefixes: ['cache:'], maxCacheKeyLength: 12 });
    await startSpan({ name: 'work' }, async () => {
      await redis.send('DEL', 'cache:a');
      await redis.send('GET', 'cache:a');
      await redis.send('SET', 'cache:a', 'four');
      await redis.send('GET', 'cache:a');
      await redis.send('MGET', 'cache:a', 'cache:b');
      await redis.send('GET', 'other:a');
    });
    const facts = (await spansOf()).map(({ op, description, data }) => [
      op,
      description,
      data['cache.hit'],
      data['cache.item_size'],
    ]);
    const isTold = library === 'ioredis';
    expect(facts).toEqual([
      ['cache.remove', 'cache:a', undefined, undefined],
      ['cache.get', 'cache:a', false, undefined],
      ['cache.put', 'cache:a', undefined, isTold ? 4 : undefined],
      ['cache.get', 'cache:a', true, 4],
      isTold ? ['cache.get', 'cache:a, cac', true, 4] : ['db.redis', 'MGET ? ?', undefined, undefined],
      ['db.redis', 'GET other:a', undefined, undefined],
    ]);
  });

  test('marks the parent of a command that is sent again and again with other keys', async () => {
    await start();
    await startSpan({ name: 'work' }, async () => {
      for (let id = 0; id < 6; id++) {
        await redis.send('GET', `user:${id}`);
      }
    });
    await spansOf();
    expect(backend.transactions()[0]?.contexts?.trace?.data).toMatchObject({
      'db.repeated_query.text': 'GET user:?',
      'db.repeated_query.count': 6,
    });
  });

  test('keeps forty requests apart on one connection', async () => {
    await start();
    const seen: Array<[number, unknown, boolean]> = [];
    await Promise.all(
      Array.from({ length: 40 }, (_, id) =>
        withIsolationScope(() =>
          startSpan({ name: `request ${id}`, forceTransaction: true }, async (span) => {
            setTag('id', id);
            await redis.send('GET', `user:${id}`);
            seen.push([id, getIsolationScope().getScopeData().tags.id, getActiveSpan() === span]);
          }),
        ),
      ),
    );
    expect(seen.filter(([id, tag, isActive]) => tag !== id || !isActive)).toEqual([]);
    const transactions = await backend.waitFor((b) => b.transactions().length === 40 && b.transactions());
    expect(transactions.map(({ spans }) => spans?.length)).toEqual(Array.from({ length: 40 }, () => 1));
  });
});

describe.skipIf(missing)(`instrumentIoredis ${missing ?? ''}`, () => {
  test('follows a command once that waits for the connection', async () => {
    const backend = await startBackend();
    const client = init({ dsn: backend.dsn, tracesSampleRate: 1 });
    const redis = instrumentIoredis(new Redis({ host: '127.0.0.1', port: server.port, lazyConnect: true }));
    await startSpan({ name: 'work' }, () => redis.get('early'));
    redis.disconnect();
    const { spans = [] } = await backend.waitFor((b) => b.transactions()[0]);
    expect(spans.filter(({ description }) => description === 'GET early')).toHaveLength(1);
    await client?.close(1000);
    await backend.close();
  });

  test('leaves a rejection unhandled that nobody handles, so that the process ends as without us', async () => {
    const programs = await preparePrograms();
    const program = `
      const { Redis } = require(${JSON.stringify(createRequire(import.meta.url).resolve('ioredis'))});
      const redis = new Redis(${server.port}, '127.0.0.1');
      if (globalThis.sdk) sdk.instrumentIoredis(redis);
      redis.set('fate', 'text').then(() => { redis.lpush('fate', 'x'); setTimeout(() => process.exit(7), 2000); });`;
    const without = await programs.run(program);
    const withUs = await programs.run(program, { init: "{ dsn: 'http://a@127.0.0.1:9/1', tracesSampleRate: 1 }" });
    programs.close();
    expect(without.stderr).toContain('WRONGTYPE');
    expect(withUs.code).toBe(without.code);
    expect(withUs.stderr).toContain('WRONGTYPE');
  });
});
