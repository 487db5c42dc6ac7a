import { expect, test } from 'vitest';
import { createLedger, missingOf } from './ledger.mjs';

const envelope = (type, payload, headers = {}) =>
  Buffer.from(`{}\n${JSON.stringify({ type, ...headers })}\n${JSON.stringify(payload)}`);
const error = (id) => envelope('event', { event_id: id });

test('what comes twice counts once, and what was refused and then taken is taken', () => {
  const ledger = createLedger();
  ledger.enter(error('a'), 'refused');
  ledger.enter(error('a'), 'taken');
  ledger.enter(error('a'), 'taken');
  ledger.enter(error('b'), 'refused');
  ledger.enter(error('c'), 'unanswered');
  const sums = ledger.read();
  expect(sums).toMatchObject({ taken: { error: 1 }, refused: { error: 1 }, uncertain: { error: 1 }, copies: 1 });
  expect(missingOf({ error: 3 }, sums)).toEqual([{ category: 'error', missing: 1 }]);
});

test('what a report tells of is not missing, once it has arrived', () => {
  const ledger = createLedger();
  const report = envelope('client_report', {
    timestamp: 1,
    discarded_events: [{ reason: 'sample_rate', category: 'transaction', quantity: 3 }],
  });
  ledger.enter(report, 'refused');
  expect(missingOf({ transaction: 3 }, ledger.read())).toHaveLength(1);
  ledger.enter(report, 'taken');
  expect(missingOf({ transaction: 3 }, ledger.read())).toEqual([]);
});

test('batches count as many as they hold, and sessions by the minute', () => {
  const ledger = createLedger();
  ledger.enter(envelope('log', { items: [] }, { item_count: 40 }), 'taken');
  ledger.enter(envelope('sessions', { aggregates: [{ exited: 3, errored: 1 }, { crashed: 2 }] }), 'taken');
  expect(ledger.read()).toMatchObject({ taken: { log_item: 40, session: 1 }, sessions: 6 });
});
