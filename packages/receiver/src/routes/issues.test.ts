import { expect, it } from 'vitest';
import { envelopeOf, errorEvent } from '../../test-support/envelopes.ts';
import { startTestReceiver } from '../../test-support/test-receiver.ts';
import type { IssueList } from '../api.ts';

const message = (text: string, changes = {}) => errorEvent({ exception: undefined, message: text, ...changes });

it('adds events up: count, users, first and last time, whether all were handled, the last 24 hours', async () => {
  const receiver = await startTestReceiver();
  const now = Date.now() / 1000;
  await receiver.postEvent(message('order 1 failed', { timestamp: now, user: { id: 'ann' } }));
  await receiver.postEvent(message('order 2 failed', { timestamp: now - 7200, user: { id: 'bob' } }));
  await receiver.postEvent(message('order 3 failed', { timestamp: now - 7200, user: { id: 'ann' } }));
  await receiver.postEvent(message('order 4 failed', { timestamp: now - 200_000 }));

  const { issues } = await receiver.issues();
  expect(issues).toHaveLength(1);
  const [issue] = issues;
  expect(issue).toMatchObject({
    title: 'order 1 failed',
    count: 4,
    users: 2,
    handled: true,
    level: 'error',
    platform: 'node',
  });
  expect(Date.parse(issue?.lastSeen ?? '')).toBeCloseTo(now * 1000, -1);
  expect(Date.parse(issue?.firstSeen ?? '')).toBeCloseTo((now - 200_000) * 1000, -1);
  expect(issue?.trend).toEqual([...Array(21).fill(0), 2, 0, 1]);
});

it('turns unhandled with the first crash and shows the newest event, whenever it came', async () => {
  const receiver = await startTestReceiver();
  const crash = (value: string, timestamp: number, handled: boolean) => {
    const event = errorEvent({ timestamp });
    Object.assign(event.exception?.values?.[0] ?? {}, { value, mechanism: { type: 'onerror', handled } });
    return event;
  };
  const newest = crash('b', 2000, true);
  await receiver.postEvent(newest);
  await receiver.postEvent(crash('a', 1000, false));
  const { issues } = await receiver.issues();
  expect(issues).toMatchObject([{ title: 'TypeError: b', handled: false, lastEventId: newest.event_id }]);
});

it('gives pages, newest first, without gaps or repeats', async () => {
  const receiver = await startTestReceiver();
  // Two of each second, so that the cursor must tell equals apart.
  const events = Array.from({ length: 120 }, (_, index) =>
    message(`kind ${'abcdefghij'[index % 10]}${'klmnopqrstuv'[Math.floor(index / 10)]}`, {
      timestamp: 1000 + Math.floor(index / 2),
    }),
  );
  await Promise.all(events.map((event) => receiver.post(envelopeOf({}, ['event', event]))));
  const seen: string[] = [];
  let cursor: string | null = '';
  const sizes: number[] = [];
  while (cursor !== null) {
    const page: IssueList = await receiver.get(`/api/0/issues?cursor=${cursor}`);
    seen.push(...page.issues.map((issue) => issue.lastSeen));
    sizes.push(page.issues.length);
    cursor = page.nextCursor;
  }
  expect(sizes).toEqual([50, 50, 20]);
  expect(seen).toEqual([...seen].sort().reverse());
  expect((await fetch(`${receiver.url}/api/0/issues?cursor=abc`)).status).toBe(400);
});

it('finds by a part of the title or of the culprit, taking % and _ for themselves', async () => {
  const receiver = await startTestReceiver();
  await receiver.postEvent(message('disk is 100% full'));
  await receiver.postEvent(message('disk is empty', { transaction: 'GET /disk_usage' }));
  const find = async (query: string) =>
    (await receiver.get<IssueList>(`/api/0/issues?query=${encodeURIComponent(query)}`)).issues.map(
      (issue) => issue.title,
    );
  expect(await find('DISK')).toHaveLength(2);
  expect(await find('0% f')).toEqual(['disk is 100% full']);
  expect(await find('k_u')).toEqual(['disk is empty']);
  expect(await find("' OR 1=1 --")).toEqual([]);
});

it('does not let a clock that is ahead keep its issue on top', async () => {
  const receiver = await startTestReceiver();
  await receiver.postEvent(message('from the future', { timestamp: Date.now() / 1000 + 86_400 }));
  const [issue] = (await receiver.issues()).issues;
  expect(Date.parse(issue?.lastSeen ?? '')).toBeLessThanOrEqual(Date.now());
});
