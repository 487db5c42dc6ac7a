import { type Backend, startBackend } from '@vedette/testkit';
import createKnex, { type Knex } from 'knex';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatabaseServer, startPostgres, whyNo } from '../../test/database-server.ts';
import { type Client, captureMessage, getIsolationScope, init, instrumentKnex, startSpan } from '../index.ts';

const missing = whyNo('postgres');

describe.skipIf(missing)(`knex with PostgreSQL ${missing ?? ''}`, () => {
  let server: DatabaseServer;
  let backend: Backend;
  let client: Client | undefined;
  let db: Knex;

  beforeAll(async () => {
    server = await startPostgres();
  });

  afterAll(() => server.stop());

  beforeEach(async () => {
    backend = await startBackend();
    getIsolationScope().clear();
    client = init({ dsn: backend.dsn, tracesSampleRate: 1 });
    const connection = { host: '127.0.0.1', port: server.port, user: 'postgres', database: 'postgres' };
    db = instrumentKnex(createKnex({ client: 'pg', connection, pool: { min: 0, max: 2 } }));
  });

  afterEach(async () => {
    await db.destroy();
    await client?.close(1000);
    await backend.close();
  });

  const spansOf = async () => (await backend.waitFor((b) => b.transactions()[0])).spans ?? [];

  test('tells built and raw queries below the active span, without their values', async () => {
    await startSpan({ name: 'work' }, async () => {
      const rows = await db
        .select(db.raw("'secret' as a"))
        .whereRaw('1 = ?', [1])
        .whereIn(db.raw('?::text', ['secret']) as never, ['x', 'secret']);
      expect(rows).toEqual([{ a: 'secret' }]);
      await db.transaction((transaction) => transaction.raw('select 7'));
    });
    const spans = await spansOf();
    expect(spans.map(({ description }) => description)).toEqual([
      'select ? as a where ? = $1 and $2::text in (?)',
      'select ?',
    ]);
    expect(spans[0]).toMatchObject({
      op: 'db',
      origin: 'auto.db.otel.knex',
      data: { 'db.system': 'postgresql', 'db.name': 'postgres' },
    });
    expect(JSON.stringify(backend.envelopes)).not.toContain('secret');
  });

  test('marks a query that failed, once however often it is instrumented, and hands its error through', async () => {
    await startSpan({ name: 'work' }, () =>
      expect(instrumentKnex(db)('nowhere').where({ a: 'secret' })).rejects.toMatchObject({ code: '42P01' }),
    );
    captureMessage('seen');
    const spans = await spansOf();
    expect(spans.map(({ description, status }) => [description, status])).toEqual([
      ['select * from "nowhere" where "a" = $1', 'internal_error'],
    ]);
    const event = await backend.waitFor((b) => b.events()[0]);
    expect(event.breadcrumbs).toMatchObject([
      { category: 'query', level: 'error', message: 'select * from "nowhere" where "a" = $1' },
    ]);
  });

  test('marks the parent of a query that is asked again and again', async () => {
    await startSpan({ name: 'work' }, () =>
      Promise.all(Array.from({ length: 7 }, (_, id) => db('pg_class').where({ oid: id }))),
    );
    await spansOf();
    expect(backend.transactions()[0]?.contexts?.trace?.data).toMatchObject({
      'db.repeated_query.text': 'select * from "pg_class" where "oid" = $1',
      'db.repeated_query.count': 7,
    });
  });
});
