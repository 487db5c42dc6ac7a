import { once } from 'node:events';
import { get } from 'node:http';
import { expect, it } from 'vitest';
import { envelopeOf, errorEvent, newId, transactionEvent } from '../../test-support/envelopes.ts';
import { startTestReceiver } from '../../test-support/test-receiver.ts';
import type { Status } from '../api.ts';

it('counts what is held and what SDKs dropped', async () => {
  const receiver = await startTestReceiver();
  const report = (quantity: number) => ({
    timestamp: 1,
    discarded_events: [{ reason: 'sample_rate', category: 'transaction', quantity }],
  });
  await receiver.postEvent(errorEvent());
  await receiver.postEvent(errorEvent());
  await receiver.post(envelopeOf({}, ['transaction', transactionEvent({ traceId: newId(), spanId: 'a1'.repeat(8) })]));
  await receiver.post(envelopeOf({}, ['client_report', report(3)]));
  await receiver.post(envelopeOf({}, ['client_report', report(4)]), { path: '/api/7/envelope/' });

  const { publicKey } = receiver;
  expect(await receiver.get<Status>('/api/0/status')).toEqual({
    version: '0.0.0',
    projects: [
      { id: '1', publicKey, dsn: receiver.dsn },
      { id: '7', publicKey, dsn: receiver.dsn.replace(/1$/, '7') },
    ],
    ...{ events: 2, issues: 1, transactions: 1, feedback: 0, logs: 0 },
    dropped: [{ reason: 'sample_rate', category: 'transaction', quantity: 7 }],
    sourceMaps: { folders: [], files: 0 },
  });
});

it('tells a receiver that runs by /health', async () => {
  const receiver = await startTestReceiver();
  expect(await receiver.get('/health')).toEqual({ status: 'ok' });
});

it('names itself in DSNs as whoever asks has reached it', async () => {
  const receiver = await startTestReceiver();
  const [answer] = await once(get(`${receiver.url}/api/0/status`, { headers: { host: 'localhost:9000' } }), 'response');
  const { projects } = JSON.parse((await answer.toArray()).join('')) as Status;
  expect(projects[0]?.dsn).toBe(`http://${receiver.publicKey}@localhost:9000/1`);
});
