import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { errorEvent } from '../../test-support/envelopes.ts';
import { startTestReceiver } from '../../test-support/test-receiver.ts';

const path = '/api/1/store/';

it('takes an event as gzip JSON from a client that shows its key in a header', async () => {
  const receiver = await startTestReceiver();
  const event = errorEvent({ platform: 'python' });
  const response = await receiver.post(new Uint8Array(gzipSync(JSON.stringify(event))), {
    ...{ path, query: '' },
    headers: {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'x-sentry-auth': `Sentry sentry_key=${receiver.publicKey}, sentry_version=7, sentry_client=sentry.python/1.9.10`,
    },
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ id: event.event_id });
  expect(await receiver.event(event.event_id)).toMatchObject({
    title: 'TypeError: x is undefined',
    platform: 'python',
  });
});

it('takes plain JSON, and the path without its last slash', async () => {
  const receiver = await startTestReceiver();
  const event = errorEvent();
  expect((await receiver.post(JSON.stringify(event), { path: '/api/1/store' })).status).toBe(200);
  expect((await receiver.event(event.event_id)).eventId).toBe(event.event_id);
});

it.each([
  ['a list', '[]', 'item 1 (event): it is not a JSON object'],
  ['no JSON', 'sentry_data=1', 'item 1 (event): it is not JSON'],
  ['an event without an id', '{}', 'item 1 (event): event_id is missing'],
])('refuses %s', async (_name, body, cause) => {
  const receiver = await startTestReceiver();
  const response = await receiver.post(body, { path });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ causes: [cause], kept: 0 });
});

it('refuses who shows no key or a wrong one', async () => {
  const receiver = await startTestReceiver();
  const post = (query: string) => receiver.post(JSON.stringify(errorEvent()), { path, query });
  expect((await post('')).status).toBe(403);
  expect((await post(`?sentry_key=${'0'.repeat(32)}`)).status).toBe(403);
  expect((await receiver.issues()).issues).toEqual([]);
});
