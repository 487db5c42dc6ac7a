import { createRequire } from 'node:module';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatabaseServer, startPostgres, whyNo } from '../../test/database-server.ts';
import {
  addBreadcrumb,
  type Client,
  captureMessage,
  getActiveSpan,
  getIsolationScope,
  init,
  instrumentPg,
  type NodeOptions,
  setTag,
  startSpan,
  withIsolationScope,
} from '../index.ts';

// Types of pg are a package of their own.
const require = createRequire(import.meta.url);
const pg = require('pg');

const missing = whyNo('postgres');

describe.skipIf(missing)(`pg with PostgreSQL ${missing ?? ''}`, () => {
  let server: DatabaseServer;
  let backend: Backend;
  let client: Client | undefined;
  let pool: ReturnType<typeof makePool>;

  const makePool = (max = 2) =>
    new pg.Pool({ host: '127.0.0.1', port: server.port, user: 'postgres', database: 'postgres', max });

  const start = (options: NodeOptions = {}): void => {
    client = init({ dsn: backend.dsn, tracesSampleRate: 1, ...options });
  };

  const spansOf = async () => (await backend.waitFor((b) => b.transactions()[0])).spans ?? [];

  beforeAll(async () => {
    server = await startPostgres();
  });

  afterAll(() => server.stop());

  beforeEach(async () => {
    backend = await startBackend();
    getIsolationScope().clear();
    pool = instrumentPg(makePool());
  });

  afterEach(async () => {
    await pool.end();
    await client?.close(1000);
    await backend.close();
  });

  test('tells each query of a pool below the active span, without its values', async () => {
    start();
    const result = await startSpan({ name: 'work' }, () =>
      pool.query("SELECT $1::text AS name, 'secret' AS hidden WHERE 42 = 42", ['also secret']),
    );
    expect(result.rows).toEqual([{ name: 'also secret', hidden: 'secret' }]);
    const [span, ...others] = await spansOf();
    expect(others).toEqual([]);
    expect(span).toMatchObject({
      op: 'db',
      origin: 'auto.db.otel.postgres',
      description: 'SELECT $1::text AS name, ? AS hidden WHERE ? = ?',
      data: {
        'db.system': 'postgresql',
        'db.statement': 'SELECT $1::text AS name, ? AS hidden WHERE ? = ?',
        'db.name': 'postgres',
        'net.peer.name': '127.0.0.1',
        'net.peer.port': server.port,
      },
    });
    expect(span?.parent_span_id).toBe(backend.transactions()[0]?.contexts?.trace?.span_id);
    expect(JSON.stringify(backend.envelopes)).not.toContain('secret');
  });

  test.each([
    ['text and values', (db) => db.query('SELECT $1::int AS n', [7])],
    ['an object', (db) => db.query({ text: 'SELECT $1::int AS n', values: [7] })],
    [
      'a callback',
      (db) => new Promise((resolve) => db.query('SELECT $1::int AS n', [7], (_e: Error, r: unknown) => resolve(r))),
    ],
    [
      'an object with a callback',
      (db) =>
        new Promise((resolve) =>
          db.query({ text: 'SELECT $1::int AS n', values: [7], callback: (_e: Error, r: unknown) => resolve(r) }),
        ),
    ],
  ] satisfies Array<[string, (db: typeof pool) => unknown]>)(
    'follows a query given as %s, by a client and by a pool',
    async (_how, ask) => {
      start();
      await startSpan({ name: 'work' }, async () => {
        const one = await pool.connect();
        expect(await ask(one)).toMatchObject({ rows: [{ n: 7 }] });
        one.release();
        const alone = instrumentPg(new pg.Client({ host: '127.0.0.1', port: server.port, user: 'postgres' }));
        await alone.connect();
        expect(await ask(alone)).toMatchObject({ rows: [{ n: 7 }] });
        await alone.end();
      });
      expect((await spansOf()).map(({ description, status }) => [description, status])).toEqual([
        ['SELECT $1::int AS n', undefined],
        ['SELECT $1::int AS n', undefined],
      ]);
    },
  );

  test('marks a query that failed and hands its error through', async () => {
    start();
    await startSpan({ name: 'work' }, () =>
      expect(pool.query("SELECT * FROM nowhere WHERE a = 'secret'")).rejects.toMatchObject({ code: '42P01' }),
    );
    const [span] = await spansOf();
    expect(span).toMatchObject({ description: 'SELECT * FROM nowhere WHERE a = ?', status: 'internal_error' });
  });

  test('leaves breadcrumbs, also without tracing', async () => {
    start({ tracesSampleRate: undefined });
    await pool.query("SELECT 'secret'");
    await pool.query('SELECT * FROM nowhere').catch(() => {});
    captureMessage('seen');
    const event = await backend.waitFor((b) => b.events()[0]);
    expect(event.breadcrumbs).toMatchObject([
      { type: 'query', category: 'query', level: 'info', message: 'SELECT ?', data: { 'db.system': 'postgresql' } },
      { category: 'query', level: 'error', message: 'SELECT * FROM nowhere' },
    ]);
  });

  test('leaves out what it is told to', async () => {
    start();
    const quiet = instrumentPg(makePool(), { breadcrumbs: false, spans: false });
    await startSpan({ name: 'work' }, async () => {
      await quiet.query('SELECT 1');
      addBreadcrumb({ message: 'mine' });
      captureMessage('seen');
    });
    await quiet.end();
    expect(await spansOf()).toEqual([]);
    expect(backend.events()[0]?.breadcrumbs).toMatchObject([{ message: 'mine' }]);
  });

  test('starts no span and changes nothing without an active span, without a client, or twice', async () => {
    expect((await pool.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
    start();
    await instrumentPg(pool).query('SELECT 1');
    await startSpan({ name: 'work' }, () => instrumentPg(pool).query('SELECT 2'));
    expect(await spansOf()).toHaveLength(1);
    expect(backend.transactions()).toHaveLength(1);
  });

  test('keeps forty requests apart that wait for two connections, in callbacks and after promises', async () => {
    start();
    const seen: Array<[number, unknown, boolean]> = [];
    const note = (id: number, span: unknown): void => {
      seen.push([id, getIsolationScope().getScopeData().tags.id, getActiveSpan() === span]);
    };
    await Promise.all(
      Array.from({ length: 40 }, (_, id) =>
        withIsolationScope(() =>
          startSpan({ name: `request ${id}`, forceTransaction: true }, async (span) => {
            setTag('id', id);
            await pool.query('SELECT pg_sleep(0.001)');
            note(id, span);
            await new Promise<void>((resolve) =>
              pool.query('SELECT $1::int', [id], () => {
                note(id, span);
                resolve();
              }),
            );
            await new Promise<void>((resolve) =>
              pool.connect((_error: Error, one: typeof pool, release: () => void) => {
                one.query('SELECT 3', () => {
                  note(id, span);
                  release();
                  resolve();
                });
              }),
            );
          }),
        ),
      ),
    );
    expect(seen).toHaveLength(120);
    expect(seen.filter(([id, tag, isActive]) => tag !== id || !isActive)).toEqual([]);
    const transactions = await backend.waitFor((b) => b.transactions().length === 40 && b.transactions());
    expect(transactions.map(({ spans }) => spans?.length)).toEqual(Array.from({ length: 40 }, () => 3));
  });

  test('marks the parent of a query that is asked again and again', async () => {
    start();
    await startSpan({ name: 'work' }, async () => {
      await pool.query('SELECT 1, 2');
      for (let id = 0; id < 8; id++) {
        await pool.query(`SELECT * FROM pg_class WHERE oid = ${id}`);
      }
    });
    await spansOf();
    expect(backend.transactions()[0]?.contexts?.trace?.data).toMatchObject({
      'db.repeated_query.text': 'SELECT * FROM pg_class WHERE oid = ?',
      'db.repeated_query.count': 8,
    });
  });

  test('does not mark the parent of five equal queries', async () => {
    start();
    await startSpan({ name: 'work' }, async () => {
      for (let id = 0; id < 5; id++) {
        await pool.query(`SELECT ${id}`);
      }
    });
    await spansOf();
    expect(backend.transactions()[0]?.contexts?.trace?.data).not.toHaveProperty('db.repeated_query.count');
  });

  test('lets a query object pass as it is', async () => {
    start();
    const one = await pool.connect();
    const query = new pg.Query('SELECT 5 AS n');
    expect(one.query(query)).toBe(query);
    const rows: unknown[] = [];
    await new Promise<void>((resolve) => query.on('row', (row: unknown) => rows.push(row)).on('end', () => resolve()));
    one.release();
    expect(rows).toEqual([{ n: 5 }]);
    expect(() => one.query(null)).toThrow('null or undefined query');
  });
});
