import { expect, it } from 'vitest';
import { envelopeOf } from '../../test-support/envelopes.ts';
import { startTestReceiver } from '../../test-support/test-receiver.ts';
import type { ReleaseList } from '../api.ts';

const session = (sid: string, release: string, status: string, errors = 0): [string, object] => [
  'session',
  {
    sid: sid.repeat(32),
    started: '2026-01-02T03:04:05Z',
    timestamp: '2026-01-02T03:05:00Z',
    ...{ status, errors, attrs: { release } },
  },
];

it('tells the share of sessions that did not crash, from single ones and from counts', async () => {
  const receiver = await startTestReceiver();
  const counts: [string, object] = [
    'sessions',
    {
      aggregates: [{ started: '2026-01-03T00:00:00Z', exited: 3, errored: 2, crashed: 1 }],
      attrs: { release: 'shop@2' },
    },
  ];
  const response = await receiver.post(
    envelopeOf(
      {},
      session('a', 'shop@1', 'exited'),
      session('b', 'shop@1', 'crashed', 1),
      session('c', 'shop@1', 'exited', 2),
      session('d', 'shop@1', 'abnormal', 1),
      session('e', 'shop@2', 'ok'),
      counts,
    ),
  );
  expect(response.status).toBe(200);
  expect((await receiver.get<ReleaseList>('/api/0/releases')).releases).toEqual([
    {
      ...{ projectId: '1', release: 'shop@2', sessions: 7, errored: 2, crashed: 1, abnormal: 0 },
      crashFree: 1 - 1 / 7,
      firstStarted: '2026-01-02T03:04:05.000Z',
      lastStarted: '2026-01-03T00:00:00.000Z',
    },
    {
      ...{ projectId: '1', release: 'shop@1', sessions: 4, errored: 1, crashed: 1, abnormal: 1, crashFree: 0.75 },
      firstStarted: '2026-01-02T03:04:05.000Z',
      lastStarted: '2026-01-02T03:04:05.000Z',
    },
  ]);
});

it('knows of no release before a session came', async () => {
  const receiver = await startTestReceiver();
  expect(await receiver.get('/api/0/releases')).toEqual({ releases: [] });
});
