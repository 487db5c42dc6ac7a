import { expect, it } from 'vitest';
import { envelopeOf } from '../../test-support/envelopes.ts';
import { startTestReceiver } from '../../test-support/test-receiver.ts';
import { openDatabase } from './database.ts';

async function rowsAfter(table: string, ...items: Array<[string, object]>) {
  const receiver = await startTestReceiver();
  for (const item of items) {
    expect((await receiver.post(envelopeOf({}, item))).status).toBe(200);
  }
  return openDatabase(`${receiver.folder}/test.db`).prepare(`SELECT * FROM ${table}`).all();
}

it('keeps the newest state of a session, whatever order the updates come in', async () => {
  const update = (timestamp: string, status: string, errors: number): [string, object] => [
    'session',
    { sid: 'a'.repeat(32), started: '2026-01-02T03:04:05Z', timestamp, status, errors, attrs: { release: 'shop@1' } },
  ];
  const rows = await rowsAfter(
    'sessions',
    update('2026-01-02T03:04:05Z', 'ok', 0),
    update('2026-01-02T03:05:00Z', 'crashed', 1),
    update('2026-01-02T03:04:30Z', 'ok', 0),
  );
  expect(rows).toMatchObject([
    { status: 'crashed', errors: 1, release: 'shop@1', environment: 'production', project_id: '1' },
  ]);
});

it('adds counted sessions up by minute', async () => {
  const aggregate = (started: string, counts: object): [string, object] => [
    'sessions',
    { aggregates: [{ started, ...counts }], attrs: { release: 'shop@1', environment: 'test' } },
  ];
  const rows = await rowsAfter(
    'session_counts',
    aggregate('2026-01-02T03:04:00.000Z', { exited: 3, errored: 1 }),
    aggregate('2026-01-02T03:04:59.000Z', { exited: 4, crashed: 2 }),
  );
  expect(rows).toMatchObject([
    { minute: Date.UTC(2026, 0, 2, 3, 4), exited: 7, errored: 1, crashed: 2, abnormal: 0, environment: 'test' },
  ]);
});
