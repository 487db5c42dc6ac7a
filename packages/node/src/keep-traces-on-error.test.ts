import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startBackend } from '@vedette/testkit';
import { expect, test } from 'vitest';
import { captureException, close, flush, init, keepTracesOnErrorIntegration, startSpan } from './index.ts';

test('of requests that sampling leaves out, those that fail are sent, with their spans', async () => {
  const backend = await startBackend();
  init({
    dsn: backend.dsn,
    tracesSampleRate: 0,
    integrations: [keepTracesOnErrorIntegration()],
    // Who asks is in this process too: each request is to be a trace of its own.
    tracePropagationTargets: [],
  });
  const server = createServer(async (request, response) => {
    await startSpan({ name: 'read the cart', op: 'db' }, () => new Promise((resolve) => setTimeout(resolve, 5)));
    if (request.url === '/buy') {
      captureException(new Error('declined'));
    }
    response.writeHead(request.url === '/broken' ? 500 : 200).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const path of ['/', '/buy', '/cart', '/broken', '/']) {
    await (await fetch(`${site}${path}`)).text();
  }
  await flush(2000);
  expect(
    backend
      .transactions()
      .map(({ transaction, spans, contexts }) => [
        transaction,
        spans?.map(({ description }) => description),
        contexts?.trace?.data?.['vedette.kept'],
      ]),
  ).toEqual([
    ['GET /buy', ['read the cart'], 'error'],
    ['GET /broken', ['read the cart'], 'error'],
  ]);
  const [failure] = backend.events();
  expect(failure?.contexts?.trace?.trace_id).toBe(backend.transactions()[0]?.contexts?.trace?.trace_id);
  server.closeAllConnections();
  server.close();
  await close(1000);
  await backend.close();
});
