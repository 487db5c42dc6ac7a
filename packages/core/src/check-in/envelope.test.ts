import { validateEnvelope } from '@vedette/testkit';
import { expect, test } from 'vitest';
import { DSN } from '../../test-support/setup-core.ts';
import { parseDsn } from '../wire/dsn.ts';
import { serializeEnvelope } from '../wire/envelope.ts';
import { createCheckInEnvelope } from './envelope.ts';

const checkIn = { check_in_id: 'a'.repeat(32), monitor_slug: 'nightly', status: 'ok' } as const;

test('a check-in envelope says who sends it, of which trace, and through a tunnel where to', () => {
  const trace = { trace_id: 'b'.repeat(32), public_key: 'abc' };
  const metadata = { sdk: { name: 'x', version: '1' } };
  const envelope = createCheckInEnvelope(checkIn, trace, metadata, '/tunnel', parseDsn(DSN));
  expect(envelope).toEqual([
    { sent_at: expect.any(String), sdk: { name: 'x', version: '1' }, trace, dsn: DSN },
    [[{ type: 'check_in' }, checkIn]],
  ]);
  expect(validateEnvelope(serializeEnvelope(envelope))).toEqual([]);
});

test('a check-in alone is enough', () => {
  const envelope = createCheckInEnvelope(checkIn);
  expect(Object.keys(envelope[0])).toEqual(['sent_at']);
  expect(validateEnvelope(serializeEnvelope(envelope))).toEqual([]);
});
