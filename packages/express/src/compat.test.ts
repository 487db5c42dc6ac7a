import { type Backend, startBackend } from '@vedette/testkit';
import type express from 'express';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, type Served, serve, VERSIONS } from '../test-support/serve.ts';
import {
  type Client,
  captureMessage,
  getIsolationScope,
  Handlers,
  init,
  type NodeOptions,
  type RequestHandlerOptions,
} from './index.ts';

let backend: Backend;
let client: Client | undefined;
let served: Served | undefined;

beforeEach(async () => {
  backend = await startBackend();
  getIsolationScope().clear();
});
afterEach(async () => {
  served?.close();
  await client?.close(500);
  await backend.close();
});

describe.each(VERSIONS)('with Express %s', (_version, createApp) => {
  /** An application as it was written for v7. */
  async function startApp(options?: RequestHandlerOptions, setup: NodeOptions = {}): Promise<string> {
    client = init({ dsn: backend.dsn, tracesSampleRate: 1, ...setup });
    const app = createApp();
    app.use(Handlers.requestHandler(options));
    app.use(Handlers.tracingHandler());
    app.use((request, _response, next) => {
      Object.assign(request, {
        user: { id: '7', username: 'ann', email: 'ann@example.com', password: 'x', plan: 'gold' },
      });
      next();
    });
    app.get('/users/:id', function findUser() {
      throw new Error('expected');
    });
    app.get('/fine', (_request, response) => {
      captureMessage('seen');
      response.send('fine');
    });
    app.use(Handlers.errorHandler({ shouldHandleError: () => true }));
    app.use(((_error, _request, response, _next) => {
      response.status(500).send((response as { sentry?: string }).sentry);
    }) satisfies express.ErrorRequestHandler);
    served = await serve(app);
    return served.url;
  }

  test('reports and traces once, under the route, and leaves the id', async () => {
    const url = await startApp();
    const { text } = await ask(`${url}/users/7?x=1`);
    const [event, transaction] = await backend.waitFor(
      (b) => b.events()[0] && b.transactions()[0] && [b.events()[0]!, b.transactions()[0]!],
    );
    expect(event).toMatchObject({
      event_id: text,
      transaction: 'GET /users/:id',
      request: { method: 'GET', query_string: 'x=1' },
      exception: { values: [{ mechanism: { type: 'auto.middleware.express', handled: false } }] },
    });
    expect(event?.user ?? {}).toEqual({});
    expect(transaction?.transaction).toBe('GET /users/:id');
    await client?.flush(500);
    expect([backend.events().length, backend.transactions().length]).toEqual([1, 1]);
  });

  test.each<[RequestHandlerOptions['include'], NodeOptions, object]>([
    [{ user: true }, {}, { user: { id: '7', username: 'ann' } }],
    [{ user: ['id', 'plan'] }, {}, { user: { id: '7', plan: 'gold' } }],
    [undefined, { sendDefaultPii: true }, { user: { id: '7', username: 'ann', email: 'ann@example.com' } }],
    [{ user: false }, { sendDefaultPii: true }, { user: { ip_address: '127.0.0.1' } }],
    [{ ip: true }, {}, { user: { ip_address: '127.0.0.1' } }],
    [{ transaction: 'path' }, {}, { transaction: '/users/:id' }],
    [{ transaction: 'handler' }, {}, { transaction: 'findUser' }],
    [{ transaction: 'methodPath' }, {}, { transaction: 'GET /users/:id' }],
    [{ transaction: true }, {}, { transaction: 'GET /users/:id' }],
  ])('tells what include %j with %j names', async (include, setup, told) => {
    const url = await startApp(include && { include }, setup);
    await ask(`${url}/users/7`);
    expect(await backend.waitFor((b) => b.events()[0])).toMatchObject(told);
  });

  test.each<[boolean | string[], string[]]>([
    [
      ['method', 'url'],
      ['method', 'url'],
    ],
    [false, []],
    [true, ['headers', 'method', 'query_string', 'url']],
  ])('tells of the request what include.request %j names', async (request, keys) => {
    const url = await startApp({ include: { request } });
    await ask(`${url}/users/7?x=1`);
    const event = await backend.waitFor((b) => b.events()[0]);
    expect(Object.keys(event.request ?? {}).sort()).toEqual(keys);
  });

  test('holds a response back until what was captured has left', async () => {
    const url = await startApp({ flushTimeout: 2000 });
    expect(await ask(`${url}/fine`)).toEqual({ status: 200, text: 'fine' });
    expect(backend.events()).toHaveLength(1);
  });
});
