import { get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Backend, startBackend } from '@vedette/testkit';
import type express from 'express';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, serve as listen, type Served, VERSIONS } from '../test-support/serve.ts';
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

describe.each(VERSIONS)('with Express %s', (version, createApp) => {
  const { Router } = createApp;
  const isFive = version.startsWith('5');

  const start = (options: NodeOptions = {}): void => {
    // The requests come from this process, which would name its own trace to all.
    client = init({ dsn: backend.dsn, tracesSampleRate: 1, tracePropagationTargets: [], ...options });
  };

  /** Serves an application; returns its address. */
  async function serve(app: express.Express): Promise<string> {
    served = await listen(app);
    return served.url;
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
    ['/root/3', 'GET /root/:id'],
    ['/a/many/3', 'GET /a/many/:id'],
    ['/b/5/many/3', 'GET /b/:c/many/:id'],
    ['/b/6/many', 'GET /b/:c/many'],
    ['/digits/12/x', 'GET /digits/:n/x'],
    ['/two', 'GET /^\\/two/'],
    ['/one/1', 'GET /one/:a'],
    ['/behind/3/inner/4', 'GET /behind/3/inner/:m'],
    ['/checked/9', 'GET /checked/:checked'],
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
    app.use(Router().use('/root', Router().get('/:id', answer)));
    const many = Router().get('/many/:id', answer).use('/many', Router().get('/', answer));
    app.use(['/a', '/b/:c'], many);
    app.use(/^\/r\d/, many);
    app.use(isFive ? '/digits/:n' : '/digits/:n(\\d+)', Router().get('/x', answer));
    app.get(['/one/:a', /^\/two/], answer);
    const behind = createApp();
    behind.get('/inner/:m', answer);
    app.use('/behind/:n', Router().use('/', behind));
    app.param('checked', (_request, _response, next) => void setImmediate(next));
    app.get('/checked/:checked', answer);
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

  test('names a route that hangs in several places by the one that each request took', async () => {
    start();
    const app = createApp();
    const many = Router().get('/many/:id', (_request, response) => void response.end());
    app.use(['/a', '/b/:c'], many);
    app.use(/^\/r\d/, many);
    const url = await serve(app);
    for (const path of ['/a/many/1', '/r7/many/2', '/b/3/many/4', '/a/many/5']) {
      await ask(url + path);
    }
    const names = await backend.waitFor((b) => b.transactions().length === 4 && b.transactions());
    const ofRegex = version.includes('2.2') ? 'GET /r7/many/:id' : 'GET /^\\/r\\d/many/:id';
    expect(names.map(({ transaction }) => transaction)).toEqual([
      'GET /a/many/:id',
      ofRegex,
      'GET /b/:c/many/:id',
      'GET /a/many/:id',
    ]);
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
    app.get('/slow/:n', () => void aborted.destroy());
    const aborted = get(`${await serve(app)}/slow/1`).on('error', () => {});
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
