import { captureException, close, type Exception, flush } from '@vedette/core';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { init } from '../init.ts';
import type { NodeOptions } from '../options.ts';

let backend: Backend;

beforeEach(async () => {
  backend = await startBackend();
});
afterEach(async () => {
  await close(0);
  await backend.close();
});

async function sent(thrown: unknown, options: NodeOptions = {}): Promise<Exception | undefined> {
  init({ dsn: backend.dsn, spool: false, ...options });
  captureException(thrown);
  await flush(5000);
  return backend.events()[0]?.exception?.values?.[0];
}

class ApiError {
  status = 404;
  body = '';
}

test.each([
  ['its message', { message: 'duplicate key value', code: '23505' }, 'duplicate key value'],
  ['name and message', { name: 'Refused', message: 'no' }, "'Refused' captured as exception with message 'no'"],
  ['its name', { name: 'Refused', at: 1 }, "'Refused' captured as exception"],
  ['its class and keys', new ApiError(), "'ApiError' captured as exception with keys: body, status"],
  ['its keys', { status: 1, at: 2 }, 'Object captured as exception with keys: at, status'],
  ['its keys, where the message is no text', { message: 5 }, 'Object captured as exception with keys: message'],
  [
    'its keys, where there is no class',
    Object.assign(Object.create(null), { a: 1 }),
    'Object captured as exception with keys: a',
  ],
])('an object that is no error is told by %s', async (_by, thrown, value) => {
  const exception = await sent(thrown);
  expect(exception).toMatchObject({ type: 'Error', value, mechanism: { synthetic: true } });
  expect(exception?.stacktrace?.frames?.at(-1)?.filename).toContain('thrown-values.test.ts');
});

test('an object whose name cannot be read is told by its keys', async () => {
  const thrown = {
    get name() {
      throw new Error('not for you');
    },
  };
  expect(await sent(thrown)).toMatchObject({ value: 'Object captured as exception with keys: name' });
});

test('a text has the place where it was captured', async () => {
  const exception = await sent('out of stock');
  expect(exception).toMatchObject({ type: 'Error', value: 'out of stock' });
  expect(exception?.stacktrace?.frames?.at(-1)).toMatchObject({ function: 'sent', in_app: true });
});

test('ignoreErrors knows an object by its message', async () => {
  expect(await sent({ message: 'duplicate key value' }, { ignoreErrors: ['duplicate key'] })).toBeUndefined();
});

test('an error stays as it is', async () => {
  expect(await sent(new TypeError('of its own'))).toMatchObject({ type: 'TypeError', value: 'of its own' });
});
