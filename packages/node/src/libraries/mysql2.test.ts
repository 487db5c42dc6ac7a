import { type Backend, startBackend } from '@vedette/testkit';
import mysql, { type Connection } from 'mysql2';
import { createPool, type Pool } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatabaseServer, startMariadb, whyNo } from '../../test/database-server.ts';
import {
  type Client,
  captureMessage,
  getActiveSpan,
  getIsolationScope,
  init,
  mysql2Integration,
  type NodeOptions,
  setTag,
  startSpan,
  withIsolationScope,
} from '../index.ts';

const missing = whyNo('mariadb');

describe.skipIf(missing)(`mysql2 with MariaDB ${missing ?? ''}`, () => {
  let server: DatabaseServer;
  let backend: Backend;
  let client: Client | undefined;
  let pool: Pool;

  const start = (options: NodeOptions = {}): void => {
    client = init({ dsn: backend.dsn, tracesSampleRate: 1, integrations: [mysql2Integration()], ...options });
  };

  const spansOf = async () => (await backend.waitFor((b) => b.transactions()[0])).spans ?? [];

  beforeAll(async () => {
    server = await startMariadb();
  });

  afterAll(() => server.stop());

  beforeEach(async () => {
    backend = await startBackend();
    getIsolationScope().clear();
    pool = createPool({ host: '127.0.0.1', port: server.port, user: 'root', connectionLimit: 2 });
  });

  afterEach(async () => {
    await pool.end();
    await client?.close(1000);
    await backend.close();
  });

  test('tells queries and prepared statements without their values', async () => {
    start();
    await startSpan({ name: 'work' }, async () => {
      const [rows] = await pool.query('SELECT ? AS a, "secret" AS b, 42 AS c', ['secret']);
      expect(rows).toEqual([{ a: 'secret', b: 'secret', c: 42 }]);
      await pool.execute('SELECT ? AS a', ['secret']);
    });
    const spans = await spansOf();
    expect(spans.map(({ description }) => description)).toEqual(['SELECT ? AS a, ? AS b, ? AS c', 'SELECT ? AS a']);
    expect(spans[0]).toMatchObject({
      op: 'db',
      origin: 'auto.db.otel.mysql2',
      parent_span_id: backend.transactions()[0]?.contexts?.trace?.span_id,
      data: {
        'db.system': 'mysql',
        'db.statement': 'SELECT ? AS a, ? AS b, ? AS c',
        'net.peer.name': '127.0.0.1',
        'net.peer.port': server.port,
      },
    });
    expect(JSON.stringify(backend.envelopes)).not.toContain('secret');
  });

  test('marks a query that failed and hands its error through', async () => {
    start();
    await startSpan({ name: 'work' }, async () => {
      await expect(pool.query("SELECT * FROM mysql.nowhere WHERE a = 'secret'")).rejects.toMatchObject({ errno: 1146 });
      await expect(pool.execute('SELECT nonsense FROM')).rejects.toMatchObject({ errno: 1064 });
      captureMessage('seen');
    });
    expect((await spansOf()).map(({ description, status }) => [description, status])).toEqual([
      ['SELECT * FROM mysql.nowhere WHERE a = ?', 'internal_error'],
      ['SELECT nonsense FROM', 'internal_error'],
    ]);
    expect(backend.events()[0]?.breadcrumbs).toMatchObject([
      { category: 'query', level: 'error', message: 'SELECT * FROM mysql.nowhere WHERE a = ?' },
      { category: 'query', level: 'error' },
    ]);
  });

  test('follows a query whose rows come as events', async () => {
    start();
    const connection: Connection = mysql.createConnection({ host: '127.0.0.1', port: server.port, user: 'root' });
    const rows: unknown[] = [];
    await startSpan(
      { name: 'work' },
      () =>
        new Promise<void>((resolve) =>
          connection
            .query('SELECT 1 AS n')
            .on('result', (row) => rows.push(row))
            .on('end', () => setImmediate(resolve)),
        ),
    );
    connection.destroy();
    expect(rows).toEqual([{ n: 1 }]);
    expect((await spansOf()).map(({ description }) => description)).toEqual(['SELECT ? AS n']);
  });

  test('keeps forty requests apart that share one connection and are called back', async () => {
    start();
    const connection: Connection = mysql.createConnection({ host: '127.0.0.1', port: server.port, user: 'root' });
    await new Promise((resolve) => connection.connect(resolve));
    const seen: Array<[number, unknown, boolean]> = [];
    await Promise.all(
      Array.from({ length: 40 }, (_, id) =>
        withIsolationScope(() =>
          startSpan({ name: `request ${id}`, forceTransaction: true }, async (span) => {
            setTag('id', id);
            for (const ask of ['query', 'execute'] as const) {
              await new Promise<void>((resolve) =>
                connection[ask]('SELECT 1', () => {
                  seen.push([id, getIsolationScope().getScopeData().tags.id, getActiveSpan() === span]);
                  resolve();
                }),
              );
            }
          }),
        ),
      ),
    );
    connection.destroy();
    expect(seen).toHaveLength(80);
    expect(seen.filter(([id, tag, isActive]) => tag !== id || !isActive)).toEqual([]);
    const transactions = await backend.waitFor((b) => b.transactions().length === 40 && b.transactions());
    expect(transactions.map(({ spans }) => spans?.length)).toEqual(Array.from({ length: 40 }, () => 2));
  });

  test('is not followed by itself, makes no transactions, and is left alone after the client was closed', async () => {
    start({ integrations: [] });
    await pool.query('SELECT 1');
    captureMessage('seen');
    expect((await backend.waitFor((b) => b.events()[0])).breadcrumbs ?? []).toEqual([]);
    await client?.close();
    start();
    await pool.query('SELECT 2');
    expect(backend.transactions()).toEqual([]);
    const { channel } = await import('node:diagnostics_channel');
    expect(channel('tracing:mysql2:query:start').hasSubscribers).toBe(true);
    await client?.close();
    expect(channel('tracing:mysql2:query:start').hasSubscribers).toBe(false);
    expect(channel('tracing:mysql2:query:asyncStart').hasSubscribers).toBe(false);
  });

  test('leaves out what it is told to', async () => {
    start({
      integrations: (defaults) => [
        ...defaults.filter(({ name }) => name !== 'Mysql2'),
        mysql2Integration({ spans: false }),
      ],
    });
    await startSpan({ name: 'work' }, () => pool.query('SELECT 1'));
    captureMessage('seen');
    expect(await spansOf()).toEqual([]);
    expect((await backend.waitFor((b) => b.events()[0])).breadcrumbs).toMatchObject([{ message: 'SELECT ?' }]);
  });
});
