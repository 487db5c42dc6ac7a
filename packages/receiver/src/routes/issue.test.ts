import { expect, it } from 'vitest';
import { errorEvent } from '../../test-support/envelopes.ts';
import { startTestReceiver } from '../../test-support/test-receiver.ts';

it('tells why its events belong together, and lists them newest first', async () => {
  const receiver = await startTestReceiver();
  const events = [3, 1, 2].map((timestamp) =>
    errorEvent({ timestamp, release: `shop@${timestamp}`, user: { email: 'a@b.c' } }),
  );
  for (const event of events) {
    await receiver.postEvent(event);
  }
  const issue = await receiver.issue('1');
  expect(issue.grouping).toEqual(['TypeError', 'main (app/src/main.js)', 'total (app/src/cart.js)']);
  expect(issue.events.map((event) => event.release)).toEqual(['shop@3', 'shop@2', 'shop@1']);
  expect(issue.events[0]).toEqual({
    eventId: events[0]?.event_id,
    title: 'TypeError: x is undefined',
    timestamp: '1970-01-01T00:00:03.000Z',
    environment: 'test',
    release: 'shop@3',
    user: 'a@b.c',
  });
});

it('counts the values of each tag', async () => {
  const receiver = await startTestReceiver();
  for (const shop of ['Oslo', 'Bergen', 'Oslo']) {
    await receiver.postEvent(errorEvent({ tags: { shop, retry: true } }));
  }
  expect((await receiver.issue('1')).tags).toEqual({
    shop: [
      { value: 'Oslo', count: 2 },
      { value: 'Bergen', count: 1 },
    ],
    retry: [{ value: 'true', count: 3 }],
  });
});

it('answers 404 for an issue that is not there', async () => {
  const receiver = await startTestReceiver();
  for (const id of ['1', '0', 'x', '1e3', '99999999999999999999']) {
    expect((await fetch(`${receiver.url}/api/0/issues/${id}`)).status).toBe(404);
  }
});
