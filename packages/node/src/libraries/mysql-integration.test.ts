import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatabaseServer, startMariadb, whyNo } from '../../test/database-server.ts';
import {
  type Client,
  captureMessage,
  getIsolationScope,
  init,
  mysqlIntegration,
  setTag,
  startSpan,
  withIsolationScope,
} from '../index.ts';

// Types of mysql are a package of their own.
const require = createRequire(import.meta.url);
const mysql = require('mysql');
const Connection = require('mysql/lib/Connection');

const missing = whyNo('mariadb');

describe.skipIf(missing)(`mysql with MariaDB ${missing ?? ''}`, () => {
  const [, script] = process.argv;
  let server: DatabaseServer;
  let backend: Backend;
  let client: Client | undefined;
  let pool: ReturnType<typeof mysql.createPool>;

  const settings = () => ({ host: '127.0.0.1', port: server.port, user: 'root', database: 'information_schema' });
  const ask = (...args: unknown[]) =>
    new Promise((resolve, reject) =>
      pool.query(...args, (error: unknown, rows: unknown) => (error ? reject(error) : resolve(rows))),
    );
  const spansOf = async () => (await backend.waitFor((b) => b.transactions()[0])).spans ?? [];

  beforeAll(async () => {
    process.argv[1] = fileURLToPath(import.meta.url);
    server = await startMariadb();
  });

  afterAll(() => {
    process.argv[1] = script as string;
    return server.stop();
  });

  beforeEach(async () => {
    backend = await startBackend();
    getIsolationScope().clear();
    client = init({ dsn: backend.dsn, tracesSampleRate: 1, integrations: [mysqlIntegration()] });
    pool = mysql.createPool({ ...settings(), connectionLimit: 2 });
  });

  afterEach(async () => {
    await new Promise((resolve) => pool.end(resolve));
    await client?.close(1000);
    await backend.close();
  });

  test('tells queries of pools and connections without their values, and hands errors on', async () => {
    const connection = mysql.createConnection(settings());
    await startSpan({ name: 'work' }, async () => {
      expect(await ask('SELECT ? AS a, "secret" AS b', ['secret'])).toMatchObject([{ a: 'secret', b: 'secret' }]);
      await ask({ sql: 'SELECT 2, 2' });
      const rows: unknown[] = [];
      const query = connection.query('SELECT 3 AS n').on('result', (row: unknown) => rows.push(row));
      await once(query, 'end');
      expect(rows).toMatchObject([{ n: 3 }]);
      await expect(ask("SELECT * FROM nowhere WHERE a = 'secret'")).rejects.toMatchObject({ errno: 1109 });
      captureMessage('seen');
    });
    connection.destroy();
    const spans = await spansOf();
    expect(spans.map(({ description, status }) => [description, status])).toEqual([
      ['SELECT ? AS a, ? AS b', undefined],
      ['SELECT ?, ?', undefined],
      ['SELECT ? AS n', undefined],
      ['SELECT * FROM nowhere WHERE a = ?', 'internal_error'],
    ]);
    expect(spans[0]).toMatchObject({
      op: 'db',
      origin: 'auto.db.otel.mysql',
      data: {
        'db.system': 'mysql',
        'db.name': 'information_schema',
        'net.peer.name': '127.0.0.1',
        'net.peer.port': server.port,
      },
    });
    expect(backend.events()[0]?.breadcrumbs?.map(({ level }) => level)).toEqual(['info', 'info', 'info', 'error']);
    // The host's own error says what the host asked.
    expect(JSON.stringify(backend.transactions())).not.toContain('secret');
  });

  test('leaves the error of a query that nobody hears to the connection, and marks its span', async () => {
    const connection = mysql.createConnection(settings());
    await startSpan({ name: 'work' }, async () => {
      connection.query('SELECT nothing');
      expect(await once(connection, 'error')).toMatchObject([{ errno: 1054 }]);
    });
    connection.destroy();
    expect((await spansOf()).map(({ status }) => status)).toEqual(['internal_error']);
  });

  test('gives callbacks the scopes of their caller, of twenty that share two connections', async () => {
    const seen = await Promise.all(
      Array.from({ length: 20 }, (_, id) =>
        withIsolationScope(
          () =>
            new Promise((resolve) => {
              setTag('id', id);
              pool.query('SELECT 1', () => resolve(getIsolationScope().getScopeData().tags.id === id));
            }),
        ),
      ),
    );
    expect(seen).toEqual(Array.from({ length: 20 }, () => true));
  });

  test('leaves the classes as they were when it is closed', async () => {
    const { query } = Connection.prototype;
    await client?.close();
    expect(Connection.prototype.query).not.toBe(query);
    client = init({ dsn: backend.dsn, tracesSampleRate: 1 });
    await startSpan({ name: 'work' }, () => ask('SELECT 1'));
    expect(await spansOf()).toEqual([]);
  });
});
