import { once } from 'node:events';
import { get, type IncomingMessage, request as open, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Backend, startBackend } from '@vedette/testkit';
import type express from 'express';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Client,
  captureException,
  captureMessage,
  expressErrorHandler,
  getActiveSpan,
  getIsolationScope,
  httpIntegration,
  init,
  type NodeOptions,
  setTag,
  setupExpressErrorHandler,
  vedetteMiddleware,
} from './index.ts';

const require = createRequire(import.meta.url);

let backend: Backend;
let client: Client | undefined;
let server: Server | undefined;

beforeEach(async () => {
  backend = await startBackend();
  getIsolationScope().clear();
});

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await client?.close(500);
  await backend.close();
});

interface Answer {
  status: number;
  text: string;
}

/** Asks and reads the answer; rejects when the connection breaks before its end. */
async function ask(url: string, method = 'GET', headers: Record<string, string> = {}): Promise<Answer> {
  const [response] = (await once(open(url, { method, headers }).end(), 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) {
    text += chunk;
  }
  return { status: response.statusCode ?? 0, text };
}

describe.each<[version: string, createApp: typeof express]>([
  ['5.3', require('express')],
  ['4.22', require('express4')],
])('with Express %s', (version, createApp) => {
  const { Router } = createApp;
  const isFive = version.startsWith('5');

  const start = (options: NodeOptions = {}): void => {
    // The requests come from this process, which would name its own trace to all.
    client = init({ dsn: backend.dsn, tracesSampleRate: 1, tracePropagationTargets: [], ...options });
  };

  /** Serves an application; returns its address. */
  async function serve(app: express.Express): Promise<string> {
    app.set('env', 'test');
    const listening = app.listen(0, '127.0.0.1');
    server = listening;
    await once(listening, 'listening');
    return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  }

  const transactionOf = (): Promise<string> => backend.waitFor((b) => b.transactions()[0]?.transaction);

  test.each([
    ['/plain', 'GET /plain'],
    ['/users/7', 'GET /users/:id'],
    ['/users/7/', 'GET /users/:id'],
    ['/shops/7/items/3?x=1', 'GET /shops/:shop/items/:item'],
    ['/shops/7', 'GET /shops/:shop'],
    ['/deep/er/a/b-c', 'GET /deep/er/:one/:two'],
    ['/v1/status', 'GET /v1/status'],
    ['/v2/status', 'GET /v2/status'],
    ['/sub/9/inner/4', 'GET /sub/:n/inner/:m'],
    ['/hidden/5/six', 'GET /hidden/5/:last'],
    ['/number42', 'GET /^\\/number(\\d+)$/'],
    ['/either-b', 'GET /either-b'],
  ])('names the transaction of %s "%s"', async (path, expected) => {
    start();
    const app = createApp();
    const answer: express.RequestHandler = (_request, response) => void response.send('ok');
    app.use((_request, _response, next) => next());
    app.get('/plain', answer);
    app.get('/users/:id', (_request, _response, next) => next(), answer);
    const shop = Router({ mergeParams: true });
    shop.get('/', answer);
    shop.get('/items/:item', answer);
    app.use('/shops/:shop', shop);
    const deep = Router();
    deep.use('/er', Router().get('/:one/:two', answer));
    app.use('/deep', deep);
    const twice = Router().get('/status', answer);
    app.use('/v1', twice);
    app.use('/v2', twice);
    const sub = createApp();
    sub.get('/inner/:m', answer);
    app.use('/sub/:n', sub);
    const hidden = Router().get('/:last', answer);
    app.use('/hidden/:h', (request, response, next) => hidden(request, response, next));
    app.get(/^\/number(\d+)$/, answer);
    app.get(['/either-a', '/either-b'], answer);
    const url = await serve(app);
    expect(await ask(url + path)).toEqual({ status: 200, text: 'ok' });
    expect(await transactionOf()).toBe(expected);
    const [transaction] = backend.transactions();
    expect(transaction?.transaction_info).toEqual({ source: 'route' });
    expect(`GET ${transaction?.contexts?.trace?.data?.['http.route']}`).toBe(expected);
  });

  test('names a request that no route took by its path', async () => {
    start();
    const app = createApp();
    app.use((_request, response) => void response.send('ok'));
    await ask(`${await serve(app)}/any/where`);
    expect(await transactionOf()).toBe('GET /any/where');
    expect(backend.transactions()[0]?.transaction_info).toEqual({ source: 'url' });
  });

  test('tells an error of a nested route with its name, its request and its trace, and hands it on', async () => {
    start();
    const app = createApp();
    const router = Router();
    router.post('/:order/pay', () => {
      setTag('where', 'inside');
      throw Object.assign(new Error('declined'), { status: 502 });
    });
    app.use('/orders', router);
    setupExpressErrorHandler(app);
    app.use(((error, _request, response, _next) => {
      response.status(error.status).send((response as { sentry?: string }).sentry);
    }) satisfies express.ErrorRequestHandler);
    const url = await serve(app);
    const { status, text } = await ask(`${url}/orders/8/pay?card=4`, 'POST');
    const event = await backend.waitFor((b) => b.events()[0]);
    expect(status).toBe(502);
    expect(text).toBe(event.event_id);
    expect(event.transaction).toBe('POST /orders/:order/pay');
    expect(event.tags).toEqual({ where: 'inside' });
    expect(event.request).toMatchObject({ method: 'POST', url: `${url}/orders/8/pay`, query_string: 'card=4' });
    expect(event.exception?.values?.[0]?.mechanism).toMatchObject({ type: 'auto.middleware.express', handled: false });
    const transaction = await backend.waitFor((b) => b.transactions()[0]);
    expect(event.contexts?.trace?.span_id).toBe(transaction.contexts?.trace?.span_id);
  });

  test.each([
    [{}, true],
    [{ status: 500 }, true],
    [{ statusCode: '503' }, true],
    [{ status_code: 404 }, false],
    [{ output: { statusCode: 400 } }, false],
    [{ status: 'odd' }, true],
  ])('of an error with %j tells: %s', async (properties, told) => {
    start();
    const app = createApp();
    app.get('/', () => {
      throw Object.assign(new Error('e'), properties);
    });
    setupExpressErrorHandler(app);
    app.use(
      ((_error, _request, response, _next) => void response.status(500).end()) satisfies express.ErrorRequestHandler,
    );
    await ask(await serve(app));
    await transactionOf();
    expect(backend.events()).toHaveLength(told ? 1 : 0);
  });

  test('asks shouldHandleError, and hands the error on even when that throws', async () => {
    start();
    const app = createApp();
    app.get('/:name', (request) => {
      throw new Error(request.params.name);
    });
    app.use(
      expressErrorHandler({
        shouldHandleError({ message }) {
          if (message === 'throws') {
            throw new Error('of the filter');
          }
          return message === 'yes';
        },
      }),
    );
    app.use(
      ((error, _request, response, _next) =>
        void response.status(500).send(error.message)) satisfies express.ErrorRequestHandler,
    );
    const url = await serve(app);
    for (const message of ['no', 'throws', 'yes']) {
      expect((await ask(`${url}/${message}`)).text).toBe(message);
    }
    await backend.waitFor((b) => b.events()[0]);
    expect(backend.events().map(({ exception }) => exception?.values?.[0]?.value)).toEqual(['yes']);
  });

  test.runIf(isFive)('tells the rejection of an asynchronous handler', async () => {
    start();
    const app = createApp();
    app.get('/async', async () => {
      await wait(5);
      throw new TypeError('later');
    });
    setupExpressErrorHandler(app);
    expect((await ask(`${await serve(app)}/async`)).status).toBe(500);
    const event = await backend.waitFor((b) => b.events()[0]);
    expect(event.exception?.values?.[0]).toMatchObject({ type: 'TypeError', value: 'later' });
    expect(event.transaction).toBe('GET /async');
  });

  test('tells an error that comes after the headers were sent, and lets Express break the connection', async () => {
    start();
    const app = createApp();
    app.get('/', (_request, response, next) => {
      response.write('half');
      setTimeout(() => next(new Error('too late')), 20);
    });
    setupExpressErrorHandler(app);
    await expect(ask(await serve(app))).rejects.toThrow();
    const event = await backend.waitFor((b) => b.events()[0]);
    expect(event.exception?.values?.[0]?.value).toBe('too late');
    const transaction = await backend.waitFor((b) => b.transactions()[0]);
    expect(transaction.contexts?.trace?.status).toBe('cancelled');
  });

  test('ends the span of an aborted request under its route', async () => {
    start();
    const app = createApp();
    app.get('/slow/:n', () => {});
    const aborted = get(`${await serve(app)}/slow/1`).on('error', () => {});
    await wait(100);
    aborted.destroy();
    expect(await transactionOf()).toBe('GET /slow/:n');
    expect(backend.transactions()[0]?.contexts?.trace?.status).toBe('cancelled');
  });

  test('makes scopes and a span by vedetteMiddleware where the http integration is left out', async () => {
    start({ integrations: (defaults) => defaults.filter((one) => one.name !== httpIntegration().name) });
    const app = createApp();
    app.use(vedetteMiddleware());
    app.get('/users/:id', async (request, response) => {
      setTag('id', request.params.id);
      await wait(10);
      captureMessage('seen');
      response.end();
    });
    const url = await serve(app);
    await Promise.all([ask(`${url}/users/1`), ask(`${url}/users/2`)]);
    const events = await backend.waitFor((b) => b.events().length === 2 && b.transactions().length === 2 && b.events());
    expect(events.map(({ tags }) => tags?.id).sort()).toEqual(['1', '2']);
    expect(events.map(({ transaction }) => transaction)).toEqual(['GET /users/:id', 'GET /users/:id']);
    expect(getIsolationScope().getScopeData().tags).toEqual({});
  });

  test('keeps the scopes and the span that are there behind vedetteMiddleware', async () => {
    start();
    const app = createApp();
    const seen: unknown[] = [];
    const look: express.RequestHandler = (_request, _response, next) => {
      seen.push(getIsolationScope(), getActiveSpan());
      next();
    };
    app.use(look, vedetteMiddleware(), look);
    app.get('/', (_request, response) => void response.end());
    await ask(await serve(app));
    await transactionOf();
    expect(seen[2]).toBe(seen[0]);
    expect(seen[3]).toBe(seen[1]);
    expect(backend.transactions()).toHaveLength(1);
  });

  test('runs as if it were not there without a DSN', async () => {
    client = init({});
    const app = createApp();
    app.use(vedetteMiddleware());
    app.get('/', (_request, response) => void response.send('fine'));
    app.get('/fails', () => {
      captureException(new Error('unheard'));
      throw new Error('unheard');
    });
    setupExpressErrorHandler(app);
    const url = await serve(app);
    expect(await ask(url)).toEqual({ status: 200, text: 'fine' });
    expect((await ask(`${url}/fails`)).status).toBe(500);
    expect(backend.envelopes).toEqual([]);
  });
});
