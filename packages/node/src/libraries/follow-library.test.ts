import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Client, init } from '../index.ts';
import { followLibrary } from './follow-library.ts';

const [, script] = process.argv;
let client: Client | undefined;

const start = (...given: Parameters<typeof followLibrary>): void => {
  client = init({
    dsn: 'http://0123456789abcdef0123456789abcdef@127.0.0.1:9/1',
    integrations: [followLibrary(...given)],
  });
};

beforeEach(() => {
  process.argv[1] = fileURLToPath(import.meta.url);
});

afterEach(async () => {
  process.argv[1] = script as string;
  await client?.close(0);
});

test('a library that is not installed is none to follow, and init goes on', () => {
  let isPatched = false;
  const patch = () => {
    isPatched = true;
    return [];
  };
  start({ name: 'Absent', modules: ['no-such-library'], patch });
  expect(isPatched).toBe(false);
  expect(client?.getIntegrationByName('Absent')).toBeDefined();
});

test('a library of another shape than was thought of is left alone', () => {
  start({ name: 'Other', modules: ['pg'], patch: ([pg]) => pg.no.such.thing });
  expect(client?.getIntegrationByName('Other')).toBeDefined();
});

test('it is on while its client is the current one, and undone with it', async () => {
  const seen: unknown[] = [];
  let isOn = (): boolean => false;
  start({
    name: 'Pg',
    modules: ['pg'],
    patch([pg], ask) {
      isOn = ask;
      seen.push(typeof pg.Client);
      return [() => seen.push('undone')];
    },
  });
  expect(isOn()).toBe(true);
  const first = client;
  start({ name: 'Nothing', modules: ['pg'], patch: () => [] });
  expect(isOn()).toBe(false);
  await first?.close(0);
  expect(seen).toEqual(['function', 'undone']);
});
