import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { validateEnvelope } from '@vedette/testkit';
import { build } from 'esbuild';
import { afterEach, expect, test } from 'vitest';
import {
  addBreadcrumb,
  captureException,
  captureMessage,
  getClient,
  logger,
  metrics,
  setCurrentClient,
  setTag,
  startSpan,
  withScope,
} from '../index.ts';
import { createTestClient, type TestClient } from './test-client.ts';

let kit: TestClient;
afterEach(() => kit?.close());

test('gives back errors and messages as a backend reads them', async () => {
  kit = createTestClient({ release: 'shop@1.0.0' });
  setTag('page', 'basket');
  addBreadcrumb({ message: 'clicked' });
  captureException(new TypeError('no price'));
  captureMessage('done');
  await kit.flush();
  expect(kit.events).toMatchObject([
    {
      release: 'shop@1.0.0',
      tags: { page: 'basket' },
      exception: { values: [{ type: 'TypeError', value: 'no price' }] },
    },
    { message: 'done', breadcrumbs: [{ message: 'clicked' }] },
  ]);
  expect(kit.envelopes[0]?.items[0]?.headers.type).toBe('event');
});

test('gives back an event at once when nothing asynchronous is in the way', () => {
  kit = createTestClient();
  captureMessage('m');
  expect(kit.events).toHaveLength(1);
});

test('gives back spans as the trees they are, with the time that was let pass', async () => {
  kit = createTestClient({ tracesSampleRate: 1 });
  startSpan({ name: 'GET /basket', op: 'http.server' }, () => {
    startSpan({ name: 'SELECT', op: 'db' }, () => kit.platform.advance(250));
  });
  await kit.flush();
  expect(kit.transactions.map(({ transaction }) => transaction)).toEqual(['GET /basket']);
  const [root, child] = kit.spans;
  expect([root?.description, root?.op, child?.description, child?.op]).toEqual([
    'GET /basket',
    'http.server',
    'SELECT',
    'db',
  ]);
  expect(child?.parent_span_id).toBe(root?.span_id);
  expect((child?.timestamp ?? 0) - (child?.start_timestamp ?? 0)).toBeCloseTo(0.25);
});

test('gives back logs and metrics one by one', async () => {
  kit = createTestClient();
  logger.info('basket opened', { items: 3 });
  logger.warn('basket empty');
  metrics.count('basket.opened');
  await kit.flush();
  expect(kit.logs).toMatchObject([{ level: 'info', body: 'basket opened' }, { level: 'warn' }]);
  expect(kit.metrics).toMatchObject([{ name: 'basket.opened', value: 1 }]);
});

test('tells what was dropped and why, also when the backend cannot be told', async () => {
  kit = createTestClient({ beforeSend: (event) => (event.message === 'secret' ? null : event) });
  captureMessage('secret');
  captureMessage('fine');
  await kit.flush();
  expect(kit.events.map(({ message }) => message)).toEqual(['fine']);
  expect(kit.outcomes).toEqual({ 'before_send error': 1 });
  kit.platform.answer({ statusCode: 500, headers: {} });
  captureMessage('refused');
  await kit.flush();
  expect(kit.events).toHaveLength(1);
  expect(kit.outcomes).toMatchObject({ 'before_send error': 1, 'send_error error': 1 });
});

test('flush waits for callbacks that take their time, but not for ever', async () => {
  kit = createTestClient({ beforeSend: (event) => new Promise((resolve) => setTimeout(resolve, 50, event)) });
  captureMessage('m');
  expect(await kit.flush()).toBe(true);
  expect(kit.events).toHaveLength(1);
  await kit.close();
  kit = createTestClient({ beforeSend: () => new Promise(() => {}) });
  captureMessage('m');
  expect(await kit.flush()).toBe(false);
}, 20_000);

test('reset forgets what was received and what the scopes hold', async () => {
  kit = createTestClient({ beforeSend: (event) => (event.message === 'secret' ? null : event) });
  setTag('page', 'basket');
  captureMessage('m');
  captureMessage('secret');
  await kit.flush();
  kit.reset();
  expect([kit.events, kit.envelopes, kit.outcomes]).toEqual([[], [], {}]);
  captureMessage('n');
  await kit.flush();
  expect(kit.events).toMatchObject([{ message: 'n' }]);
  expect(kit.events[0]?.tags ?? {}).toEqual({});
});

test('close gives the program back the client it had', async () => {
  const other = createTestClient();
  kit = createTestClient();
  expect(getClient()).toBe(kit.client);
  await kit.close();
  expect(getClient()).toBe(other.client);
  expect(kit.client.isEnabled()).toBe(false);
  await other.close();
  expect(getClient()).toBeUndefined();
});

test('what it makes passes the validator', async () => {
  kit = createTestClient({ tracesSampleRate: 1 });
  const bodies: Array<string | Uint8Array> = [];
  kit.platform.answer(({ body }) => {
    bodies.push(body);
    return { statusCode: 200, headers: {} };
  });
  withScope((scope) => {
    scope.addAttachment({ filename: 'a.txt', data: 'text' });
    captureException(new Error('x'));
  });
  startSpan({ name: 'work' }, () => {});
  await kit.flush();
  expect(bodies.length).toBeGreaterThan(1);
  expect(bodies.flatMap((body) => validateEnvelope(body))).toEqual([]);
  expect(kit.envelopes.flatMap(({ items }) => items.map(({ headers }) => headers.type))).toContain('attachment');
});

test('works in node:test, with core and the kit as the two files they are when installed', async () => {
  setCurrentClient(undefined);
  const folder = await mkdtemp(path.join(tmpdir(), 'vedette-node-test-'));
  try {
    const outdir = path.join(folder, 'node_modules/@vedette/core');
    await build({
      entryPoints: ['index.ts', 'testing.ts'].map((file) => path.join(import.meta.dirname, '..', file)),
      bundle: true,
      format: 'esm',
      outdir,
    });
    const exports = { '.': './index.js', './testing': './testing.js' };
    await writeFile(path.join(outdir, 'package.json'), JSON.stringify({ type: 'module', exports }));
    await writeFile(path.join(folder, 'shop.test.mjs'), NODE_TEST);
    const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env;
    const { stdout } = await promisify(execFile)(process.execPath, ['--test', 'shop.test.mjs'], { cwd: folder, env });
    expect(stdout).toMatch(/pass 2\b/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 20_000);

const NODE_TEST = `
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { captureException, captureMessage, setTag } from '@vedette/core';
import { createTestClient } from '@vedette/core/testing';

const kit = createTestClient();
beforeEach(() => kit.reset());
after(() => kit.close());

test('tells of a failed payment', async () => {
  setTag('step', 'payment');
  captureException(new Error('card refused'));
  await kit.flush();
  assert.equal(kit.events[0].exception.values[0].value, 'card refused');
  assert.equal(kit.events[0].tags.step, 'payment');
});

test('knows nothing of the test before', async () => {
  captureMessage('m');
  await kit.flush();
  assert.equal(kit.events.length, 1);
  assert.equal(kit.events[0].tags?.step, undefined);
});
`;
