import { captureMessage, getClient, Scope, setCurrentClient } from '@vedette/core';
import { startBackend } from '@vedette/testkit';
import { expect, test } from 'vitest';
import { NodeClient } from './client.ts';

test('a client made by its class reports what its own scope captures, and nothing else', async () => {
  const backend = await startBackend();
  setCurrentClient(undefined);
  const client = new NodeClient({ dsn: backend.dsn, release: 'part@1', serverName: 'web-1' });
  client.init();
  const scope = new Scope().setClient(client).setTag('part', 'own');
  scope.captureException(new Error('of the part'));
  captureMessage('of the program');
  await client.flush(5000);
  expect(getClient()).toBeUndefined();
  expect(backend.events()).toMatchObject([
    {
      release: 'part@1',
      server_name: 'web-1',
      tags: { part: 'own' },
      exception: { values: [{ value: 'of the part' }] },
    },
  ]);
  expect(backend.events()[0]?.exception?.values?.[0]?.stacktrace?.frames?.at(-1)?.filename).toContain('client.test.ts');
  await client.close(1000);
  await backend.close();
});
