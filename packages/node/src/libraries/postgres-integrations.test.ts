import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Backend, startBackend } from '@vedette/testkit';
import createKnex from 'knex';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatabaseServer, startPostgres, whyNo } from '../../test/database-server.ts';
import {
  type Client,
  captureMessage,
  getIsolationScope,
  type Integration,
  init,
  instrumentKnex,
  instrumentPg,
  instrumentPostgresJsSql,
  knexIntegration,
  postgresIntegration,
  setTag,
  startSpan,
  withIsolationScope,
} from '../index.ts';

// Types of pg are a package of their own, and those of postgres.js know no proxies.
const require = createRequire(import.meta.url);
const pg = require('pg');
const postgres = require('postgres');

const missing = whyNo('postgres');

describe.skipIf(missing)(`PostgreSQL ${missing ?? ''}`, () => {
  const [, script] = process.argv;
  let server: DatabaseServer;
  let backend: Backend;
  let client: Client | undefined;

  const connection = () => ({ host: '127.0.0.1', port: server.port, user: 'postgres', database: 'postgres' });
  const start = (...integrations: Integration[]): void => {
    client = init({ dsn: backend.dsn, tracesSampleRate: 1, integrations });
  };
  const spansOf = async (at = 0) => (await backend.waitFor((b) => b.transactions()[at])).spans ?? [];
  const told = async (at = 0) => (await spansOf(at)).map(({ description }) => description);

  beforeAll(async () => {
    process.argv[1] = fileURLToPath(import.meta.url);
    server = await startPostgres();
  });

  afterAll(() => {
    process.argv[1] = script as string;
    return server.stop();
  });

  beforeEach(async () => {
    backend = await startBackend();
    getIsolationScope().clear();
  });

  afterEach(async () => {
    await client?.close(1000);
    await backend.close();
  });

  describe('postgresIntegration', () => {
    test('follows every client and pool, each query once, and leaves the classes as they were when closed', async () => {
      const methods = () => [pg.Client.prototype.query, pg.Pool.prototype.connect, Object.keys(pg.Client.prototype)];
      const before = methods();
      const early = new pg.Pool(connection());
      start(postgresIntegration());
      expect(methods()[0]).not.toBe(before[0]);
      expect(pg.Client.prototype.query.name).toBe('query');
      const one = new pg.Client(connection());
      await one.connect();
      const followed = instrumentPg(new pg.Pool(connection()));
      await startSpan({ name: 'work' }, async () => {
        expect((await early.query("SELECT $1::text AS a, 'secret' AS b", ['secret'])).rows).toEqual([
          { a: 'secret', b: 'secret' },
        ]);
        await one.query('SELECT 2');
        await followed.query('SELECT 3, 3');
        await expect(one.query('SELECT nothing')).rejects.toMatchObject({ code: '42703' });
      });
      const spans = await spansOf();
      expect(spans.map(({ description, status }) => [description, status])).toEqual([
        ['SELECT $1::text AS a, ? AS b', undefined],
        ['SELECT ?', undefined],
        ['SELECT ?, ?', undefined],
        ['SELECT nothing', 'internal_error'],
      ]);
      expect(spans[0]).toMatchObject({ op: 'db', origin: 'auto.db.otel.postgres' });
      expect(JSON.stringify(backend.envelopes)).not.toContain('secret');
      await client?.close();
      expect(methods()).toEqual(before);
      expect(Object.hasOwn(pg.Pool.prototype, 'connect')).toBe(false);
      expect((await early.query('SELECT 4 AS n')).rows).toEqual([{ n: 4 }]);
      await Promise.all([early.end(), followed.end(), one.end()]);
    });

    test('gives callbacks the scopes of their caller, of forty that share two connections', async () => {
      start(postgresIntegration());
      const pool = new pg.Pool({ ...connection(), max: 2 });
      const seen: unknown[] = [];
      await Promise.all(
        Array.from({ length: 40 }, (_, id) =>
          withIsolationScope(async () => {
            setTag('id', id);
            await new Promise<void>((resolve) =>
              pool.query('SELECT $1::int', [id], () => {
                seen.push(getIsolationScope().getScopeData().tags.id === id);
                resolve();
              }),
            );
          }),
        ),
      );
      await pool.end();
      expect(seen).toEqual(Array.from({ length: 40 }, () => true));
    });

    test('leaves breadcrumbs, unless it is told not to', async () => {
      start(postgresIntegration({ breadcrumbs: false, ignoreConnectSpans: true }));
      const pool = new pg.Pool(connection());
      await startSpan({ name: 'work' }, () => pool.query('SELECT 1'));
      captureMessage('seen');
      expect((await backend.waitFor((b) => b.events()[0])).breadcrumbs ?? []).toEqual([]);
      expect(await told()).toEqual(['SELECT ?']);
      await pool.end();
    });

    test('stays without effect where somebody patched after it, and keeps what they put there', async () => {
      start(postgresIntegration());
      const ours = pg.Client.prototype.query;
      const theirs = function (this: unknown, ...args: unknown[]): unknown {
        return ours.apply(this, args);
      };
      pg.Client.prototype.query = theirs;
      await client?.close();
      expect(pg.Client.prototype.query).toBe(theirs);
      pg.Client.prototype.query = ours;
      start();
      const pool = new pg.Pool(connection());
      await startSpan({ name: 'work' }, () => pool.query('SELECT 1'));
      expect(await told()).toEqual([]);
      await pool.end();
    });
  });

  test('knexIntegration follows queries of every instance and of transactions, each once', async () => {
    const emit = Object.getOwnPropertyDescriptor(createKnex.Client.prototype, 'emit');
    start(knexIntegration());
    const db = createKnex({ client: 'pg', connection: connection() });
    const other = instrumentKnex(createKnex({ client: 'pg', connection: connection() }));
    await startSpan({ name: 'work' }, async () => {
      expect(await db.select(db.raw("'secret' as a"))).toEqual([{ a: 'secret' }]);
      await other.raw('select 2, 2');
      await other.transaction((transaction) => transaction.raw('select 3, 3, 3'));
      await expect(db('nowhere').where({ a: 'secret' })).rejects.toMatchObject({ code: '42P01' });
    });
    const spans = await spansOf();
    expect(spans.map(({ description, status }) => [description, status])).toEqual([
      ['select ? as a', undefined],
      ['select ?, ?', undefined],
      ['select ?, ?, ?', undefined],
      ['select * from "nowhere" where "a" = $1', 'internal_error'],
    ]);
    expect(spans[0]).toMatchObject({
      origin: 'auto.db.otel.knex',
      data: { 'db.system': 'postgresql', 'db.name': 'postgres' },
    });
    await Promise.all([db.destroy(), other.destroy()]);
    await client?.close();
    expect(Object.getOwnPropertyDescriptor(createKnex.Client.prototype, 'emit')).toEqual(emit);
  });

  describe('instrumentPostgresJsSql', () => {
    let sql: ReturnType<typeof postgres>;

    beforeEach(() => {
      start();
      sql = instrumentPostgresJsSql(postgres({ ...connection(), max: 1, onnotice() {} }));
    });

    afterEach(() => sql.end());

    test('tells queries with their parts and names, without values, and only those that are sent', async () => {
      await startSpan({ name: 'work' }, async () => {
        const where = sql`${sql('typname')} = ${'secret'}`;
        expect(await sql`SELECT typname FROM ${sql('pg_type')} WHERE ${where} OR oid = ${16}`).toEqual([
          { typname: 'bool' },
        ]);
        expect(await sql.unsafe("SELECT 'secret' AS a, $1::int AS b", [7])).toEqual([{ a: 'secret', b: 7 }]);
        await expect(sql`SELECT nothing`).rejects.toMatchObject({ code: '42703' });
      });
      const spans = await spansOf();
      expect(spans.map(({ description, status }) => [description, status])).toEqual([
        ['SELECT typname FROM "pg_type" WHERE "typname" = $1 OR oid = $2', undefined],
        ['SELECT ? AS a, $1::int AS b', undefined],
        ['SELECT nothing', 'internal_error'],
      ]);
      expect(spans[0]).toMatchObject({
        op: 'db',
        origin: 'auto.db.postgresjs',
        data: { 'db.system': 'postgresql', 'db.name': 'postgres', 'net.peer.port': server.port },
      });
      expect(JSON.stringify(backend.envelopes)).not.toContain('secret');
    });

    test('follows transactions, savepoints, reserved connections and cursors', async () => {
      await startSpan({ name: 'work' }, async () => {
        const rows = await sql.begin('read only', (one: typeof sql) =>
          one.savepoint((inner: typeof sql) => inner`SELECT ${1}::int AS n`),
        );
        expect(rows).toEqual([{ n: 1 }]);
        const reserved = await sql.reserve();
        await reserved`SELECT 2, 2`;
        reserved.release();
        const seen: unknown[] = [];
        for await (const [row] of sql`SELECT generate_series(1, 3) AS n`.cursor(1)) {
          seen.push(row.n);
        }
        expect(seen).toEqual([1, 2, 3]);
      });
      expect(await told()).toEqual(['SELECT $1::int AS n', 'SELECT ?, ?', 'SELECT generate_series(?, ?) AS n']);
    });

    test('gives a transaction the scopes of its caller, and hands on what else there is', async () => {
      await Promise.all(
        Array.from({ length: 5 }, (_, id) =>
          withIsolationScope(async () => {
            setTag('id', id);
            await sql.begin(async () => expect(getIsolationScope().getScopeData().tags.id).toBe(id));
          }),
        ),
      );
      expect(sql.options.database).toBe('postgres');
      expect(instrumentPostgresJsSql(sql)).toBe(sql);
    });
  });
});
