import { type Backend, startBackend } from '@vedette/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { captureException, createClient, flush, setCurrentClient } from '../index.ts';
import { platformContract } from '../testing/platform-contract.ts';
import { createFetchPlatform } from './fetch-platform.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => {
  // What the contract posts is no envelope anybody would send.
  backend.takeProblems();
  return backend.close();
});

const casesOf = (url: string) =>
  platformContract({
    listeningUrl: `${url}/api/1/envelope/?sentry_key=${'a'.repeat(32)}`,
    refusingUrl: `${url}/nowhere`,
    deadUrl: 'http://127.0.0.1:1/',
  });

test.each(casesOf('').map(({ name }) => name))('the platform of any runtime with fetch %s', async (name) => {
  await casesOf(backend.url)
    .find((one) => one.name === name)
    ?.check(createFetchPlatform());
});

test('reads stacks of all engines', () => {
  const { parseStack } = createFetchPlatform();
  expect(parseStack('buy@https://shop.example/a.js:1:2\n@https://shop.example/a.js:3:4')).toMatchObject([
    { function: 'buy', filename: 'https://shop.example/a.js', lineno: 1, colno: 2 },
    { lineno: 3 },
  ]);
  expect(parseStack('Error: x\n    at async buy (file:///a.mjs:1:2)\n    at node:fs:3:4')).toMatchObject([
    { function: 'buy', filename: 'file:///a.mjs', in_app: true },
    { filename: 'node:fs', in_app: false },
  ]);
});

test('is enough to send an error with core alone', async () => {
  backend.takeProblems();
  const client = createClient(
    { dsn: backend.dsn },
    {
      platform: createFetchPlatform(),
      sdk: { name: 'vedette.javascript.any', version: '1.0.0' },
      defaultIntegrations: [],
    },
  );
  setCurrentClient(client);
  client.init();
  captureException(new TypeError('from anywhere'));
  expect(await flush(5000)).toBe(true);
  setCurrentClient(undefined);
  expect(backend.events().at(-1)?.exception?.values?.[0]?.value).toBe('from anywhere');
  expect(backend.problems).toEqual([]);
});
