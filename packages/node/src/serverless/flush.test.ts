import { type Backend, startBackend } from '@vedette/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Client, captureMessage, init } from '../index.ts';
import { flushIfServerless, vercelWaitUntil } from './flush.ts';

const VERCEL = Symbol.for('@vercel/request-context');
const holder = globalThis as { [VERCEL]?: unknown };
let backend: Backend;
let client: Client | undefined;
let tasks: Array<Promise<unknown>>;
const waitUntil = (task: Promise<unknown>): void => void tasks.push(task);

beforeEach(async () => {
  backend = await startBackend();
  client = init({ dsn: backend.dsn });
  tasks = [];
});
afterEach(async () => {
  delete process.env.AWS_LAMBDA_FUNCTION_NAME;
  delete holder[VERCEL];
  await client?.close(1000);
  await backend.close();
});

test('waits on a platform that freezes the process', async () => {
  process.env.AWS_LAMBDA_FUNCTION_NAME = 'f';
  captureMessage('m');
  await flushIfServerless();
  expect(backend.events()).toHaveLength(1);
});

test('waits for nothing elsewhere', async () => {
  await backend.behave('never-answers');
  captureMessage('m');
  await flushIfServerless({ timeout: 60_000 });
});

test('hands the waiting over where the platform does it', async () => {
  captureMessage('m');
  holder[VERCEL] = { get: () => ({ waitUntil }) };
  await flushIfServerless();
  await flushIfServerless({ cloudflareWaitUntil: waitUntil });
  await flushIfServerless({ cloudflareCtx: { waitUntil } });
  expect(await Promise.all(tasks)).toEqual([true, true, true]);
  expect(backend.events()).toHaveLength(1);
});

test('a platform that refuses does not reject', async () => {
  const refuse = (): never => {
    throw new Error('too late');
  };
  await expect(flushIfServerless({ cloudflareWaitUntil: refuse })).resolves.toBeUndefined();
});

test('vercelWaitUntil hands on what it is given, and does nothing elsewhere', () => {
  const task = Promise.resolve();
  vercelWaitUntil(task);
  expect(tasks).toEqual([]);
  holder[VERCEL] = { get: () => ({ waitUntil }) };
  vercelWaitUntil(task);
  expect(tasks).toEqual([task]);
});
