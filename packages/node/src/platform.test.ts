import { platformContract } from '@vedette/core/testing';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createNodePlatform } from './platform.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => {
  // What the contract posts is no envelope anybody would send.
  backend.takeProblems();
  return backend.close();
});

const surroundings = {
  get listeningUrl() {
    return backend.envelopeUrl;
  },
  get refusingUrl() {
    return `${backend.url}/nowhere`;
  },
  deadUrl: 'http://127.0.0.1:1/api/1/envelope/',
};

const names = platformContract({ listeningUrl: '', refusingUrl: '', deadUrl: '' }).map(({ name }) => name);

test.each(names)('the Node platform %s', async (name) => {
  const found = platformContract(surroundings).find((one) => one.name === name);
  await found?.check(createNodePlatform());
});

test('the clock is finer than a millisecond', () => {
  const { now } = createNodePlatform();
  const times = Array.from({ length: 100 }, () => now());
  expect(new Set(times).size).toBeGreaterThan(50);
  const before = Date.now();
  const seen = now() * 1000;
  expect(seen).toBeGreaterThan(before - 100);
  expect(seen).toBeLessThan(Date.now() + 100);
});
