// @vitest-environment jsdom
import { getClient, Scope, setCurrentClient, type Transport } from '@vedette/core';
import { expect, test, vi } from 'vitest';
import { BrowserClient } from './client.ts';

test('a client made by its class reports what its own scope captures, and is nobody’s current one', async () => {
  setCurrentClient(undefined);
  const send = vi.fn<Transport['send']>(async () => ({}));
  const client = new BrowserClient({
    dsn: 'https://abc@o1.example/2',
    transport: () => ({ send, flush: async () => true }),
  });
  client.init();
  new Scope().setClient(client).captureException(new TypeError('of the part'));
  await client.flush();
  expect(getClient()).toBeUndefined();
  expect(client.getSdkMetadata()).toMatchObject({ name: 'vedette.javascript.browser', integrations: [] });
  const event = send.mock.calls[0]?.[0][1][0]?.[1];
  expect(event).toMatchObject({ platform: 'javascript', exception: { values: [{ type: 'TypeError' }] } });
});
