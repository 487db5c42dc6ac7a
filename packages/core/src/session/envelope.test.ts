import { validateEnvelope } from '@vedette/testkit';
import { expect, test } from 'vitest';
import { DSN } from '../../test-support/setup-core.ts';
import { parseDsn } from '../wire/dsn.ts';
import { serializeEnvelope } from '../wire/envelope.ts';
import { createSessionEnvelope } from './envelope.ts';
import { makeSession } from './update-session.ts';

const dsn = parseDsn(DSN);
const metadata = { sdk: { name: 'x', version: '1', integrations: ['A'] } };

test('a session envelope holds the session as it is now', () => {
  const session = makeSession({ release: 'a@1' });
  const envelope = createSessionEnvelope(session, dsn, metadata);
  session.errors = 3;
  expect(envelope).toEqual([
    { sent_at: expect.any(String), sdk: { name: 'x', version: '1' } },
    [[{ type: 'session' }, expect.objectContaining({ sid: session.sid, errors: 0 })]],
  ]);
  expect(validateEnvelope(serializeEnvelope(envelope))).toEqual([]);
});

test('counted sessions are an item of their own kind', () => {
  const counted = { aggregates: [{ started: '2026-01-02T03:04:00.000Z', exited: 1 }], attrs: { release: 'a@1' } };
  const envelope = createSessionEnvelope(counted);
  expect(envelope).toEqual([{ sent_at: expect.any(String) }, [[{ type: 'sessions' }, counted]]]);
  expect(validateEnvelope(serializeEnvelope(envelope))).toEqual([]);
});

test('through a tunnel it says where to', () => {
  const [headers] = createSessionEnvelope(makeSession(), dsn, metadata, '/tunnel');
  expect(headers.dsn).toBe(DSN);
});
