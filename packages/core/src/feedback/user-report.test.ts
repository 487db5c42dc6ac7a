import { validateEnvelope } from '@vedette/testkit';
import { expect, test } from 'vitest';
import { DSN, setupCore } from '../../test-support/setup-core.ts';
import { parseDsn } from '../wire/dsn.ts';
import { serializeEnvelope } from '../wire/envelope.ts';
import { createUserFeedbackEnvelope } from './user-report.ts';

test('feedback of the older form names its event', () => {
  const feedback = { event_id: 'a'.repeat(32), name: 'Ann', email: 'ann@shop.example', comments: 'Hello' };
  const metadata = { sdk: { name: 'x', version: '1' } };
  const envelope = createUserFeedbackEnvelope(feedback, { metadata, dsn: parseDsn(DSN), tunnel: '/tunnel' });
  expect(envelope).toEqual([
    { event_id: feedback.event_id, sent_at: expect.any(String), sdk: { name: 'x', version: '1' }, dsn: DSN },
    [[{ type: 'user_report' }, feedback]],
  ]);
  expect(validateEnvelope(serializeEnvelope(envelope))).toEqual([]);
});

test('the address of who gave it stays, as given', async () => {
  const core = setupCore();
  const feedback = {
    event_id: 'a'.repeat(32),
    name: 'Ann',
    email: 'ann@shop.example',
    comments: 'I am bob@shop.example',
  };
  await core.client.sendEnvelope(createUserFeedbackEnvelope(feedback, { dsn: parseDsn(DSN) }));
  expect(core.envelopes()[0]?.items[0]?.payload).toMatchObject({ ...feedback, comments: 'I am [Filtered]' });
});
