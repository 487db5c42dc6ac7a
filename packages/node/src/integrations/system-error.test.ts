import { renameSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Client, captureException, type Event, flush, init } from '../index.ts';
import { type SystemErrorOptions, systemErrorIntegration } from './system-error.ts';

let backend: Backend;
let client: Client | undefined;

beforeEach(async () => {
  backend = await startBackend();
});
afterEach(async () => {
  await client?.close(1000);
  await backend.close();
});

async function sent(error: unknown, options?: SystemErrorOptions): Promise<Event> {
  client = init({ dsn: backend.dsn, integrations: [systemErrorIntegration(options)] });
  captureException(error);
  await flush(2000);
  return backend.events()[0] as Event;
}

const thrown = (run: () => unknown): Promise<NodeJS.ErrnoException> =>
  (async () => run())().then(
    () => expect.unreachable(),
    (error) => error,
  );
const messageOf = ({ exception }: Event): string | undefined => exception?.values?.at(-1)?.value;

test('a file that is not there is told without its path', async () => {
  const event = await sent(await thrown(() => readFile('/private/ann/diary.txt')));
  expect(event.contexts?.node_system_error).toEqual({ errno: -2, code: 'ENOENT', syscall: 'open' });
  expect(messageOf(event)).toBe('ENOENT: no such file or directory, open');
});

test('both paths of a rename are taken out', async () => {
  const event = await sent(await thrown(() => renameSync('/private/old', '/private/new')));
  expect(messageOf(event)).toBe('ENOENT: no such file or directory, rename');
});

test('paths are told when they are asked for', async () => {
  const event = await sent(await thrown(() => renameSync('/private/old', '/private/new')), { includePaths: true });
  expect(event.contexts?.node_system_error).toMatchObject({ path: '/private/old', dest: '/private/new' });
  expect(messageOf(event)).toBe(`ENOENT: no such file or directory, rename '/private/old' -> '/private/new'`);
});

test('the address that could not be reached is told', async () => {
  const error = await new Promise((resolve) => connect(1, '127.0.0.1').on('error', resolve));
  const event = await sent(error);
  expect(event.contexts?.node_system_error).toMatchObject({
    code: 'ECONNREFUSED',
    syscall: 'connect',
    address: '127.0.0.1',
    port: 1,
  });
});

test('what only looks like one stays as it is', async () => {
  const error = Object.assign(new Error(`no '/path'`), { code: 'ENOENT', path: '/path' });
  const event = await sent(error);
  expect(event.contexts).not.toHaveProperty('node_system_error');
  expect(messageOf(event)).toBe(`no '/path'`);
});

test('an error whose fields cannot be read is sent', async () => {
  const error = Object.defineProperty(new Error('odd'), 'errno', {
    get() {
      throw new Error('of the host');
    },
  });
  expect(messageOf(await sent(error))).toBe('odd');
});
