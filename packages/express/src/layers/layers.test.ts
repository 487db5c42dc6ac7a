import { setTimeout as wait } from 'node:timers/promises';
import { type Backend, startBackend } from '@vedette/testkit';
import type express from 'express';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, type Served, serve, VERSIONS } from '../../test-support/serve.ts';
import {
  type Client,
  type ExpressIntegrationOptions,
  expressIntegration,
  getActiveSpan,
  getIsolationScope,
  init,
  setupExpressErrorHandler,
  spanToJSON,
  startSpan,
  vedetteMiddleware,
} from '../index.ts';

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

const start = (options?: ExpressIntegrationOptions, tracesSampleRate = 1): void => {
  const { dsn } = backend;
  const integrations = options && [expressIntegration(options)];
  client = init({ dsn, tracesSampleRate, tracePropagationTargets: [], integrations });
};

describe.each(VERSIONS)('with Express %s', (version, createApp) => {
  /** Each span below the request's, under what it stands: `router /shops > middleware auth`. */
  async function spans(): Promise<string[]> {
    const { spans: all = [], contexts } = await backend.waitFor((b) => b.transactions()[0]);
    const path = (id: string | undefined): string[] => {
      const span = all.find(({ span_id }) => span_id === id);
      return span && id !== contexts?.trace?.span_id
        ? [...path(span.parent_span_id), `${span.op?.replace('.express', '')} ${span.description}`]
        : [];
    };
    return all
      .map(({ span_id }) => path(span_id).join(' > '))
      .filter((one) => !/middleware (query|expressInit)$/.test(one));
  }

  /** A shop whose every layer does something on its way. */
  function shop(): express.Express {
    const app = createApp();
    app.use(vedetteMiddleware());
    app.use(function early(_request, _response, next) {
      startSpan({ name: 'session', op: 'db' }, () => {});
      next();
    });
    app.use(async function late(_request, _response, next) {
      await wait(5);
      next();
    });
    const shops = createApp.Router({ mergeParams: true });
    shops.param('item', (_request, _response, next) => next());
    shops.get(
      '/items/:item',
      function auth(_request, _response, next) {
        setTimeout(next, 5);
      },
      (request, response) =>
        void startSpan({ name: 'items', op: 'db' }, () => {
          response.send(`${request.params.item} ${spanToJSON(getActiveSpan()!).description}`);
        }),
    );
    app.use('/shops/:shop', shops);
    const sub = createApp();
    sub.get('/fails', () => {
      throw new Error('expected');
    });
    app.use('/sub', sub);
    setupExpressErrorHandler(app);
    app.use(function onError(_error, _request, response, _next) {
      response.status(500).send('sorry');
    } satisfies express.ErrorRequestHandler);
    return app;
  }

  test('has no spans of layers unless they are asked for', async () => {
    start();
    served = await serve(shop());
    await ask(`${served.url}/shops/7/items/3`);
    expect((await spans()).sort()).toEqual(['db items', 'db session']);
  });

  test('tells of what a request passes, each below the router it stands in, and its work below each', async () => {
    start({ spans: true });
    served = await serve(shop());
    expect((await ask(`${served.url}/shops/7/items/3`)).text).toBe('3 items');
    const mount = version === '5 with router 2.2' ? '/shops/7' : '/shops/:shop';
    const route = '/shops/:shop/items/:item';
    expect(await spans()).toEqual([
      'middleware early',
      'middleware early > db session',
      'middleware late',
      `router ${mount}`,
      `router ${mount} > middleware auth`,
      `router ${mount} > request_handler ${route}`,
      `router ${mount} > request_handler ${route} > db items`,
    ]);
    const { spans: all = [] } = backend.transactions()[0]!;
    expect(all.find(({ op }) => op === 'request_handler.express')).toMatchObject({
      origin: 'auto.http.express',
      data: { 'express.name': route, 'express.type': 'request_handler', 'http.route': route },
    });
    const lasted = (name: string): number => {
      const { start_timestamp = 0, timestamp = 0 } = all.find(({ description }) => description === name) ?? {};
      return (timestamp as number) - (start_timestamp as number);
    };
    // What it waits for before it calls `next` belongs to it, what comes after does not.
    expect(lasted('late')).toBeGreaterThan(0.003);
    expect(lasted('auth')).toBeGreaterThan(0.003);
    expect(lasted('late') + lasted('auth')).toBeLessThan(
      (backend.transactions()[0]!.timestamp as number) - (backend.transactions()[0]!.start_timestamp as number),
    );
  });

  test('needs no middleware and no error handler of ours, at the latest from the second request on', async () => {
    start({ spans: true });
    const app = createApp();
    app.get('/:id', (_request, response) => void response.end());
    served = await serve(app);
    await ask(`${served.url}/1`);
    await backend.waitFor((b) => b.transactions().length === 1);
    await ask(`${served.url}/2`);
    await backend.waitFor((b) => b.transactions().length === 2);
    const { spans: all = [] } = backend.transactions()[1]!;
    expect(all.map(({ op, description }) => `${op} ${description}`)).toContain('request_handler.express /:id');
  });

  test('marks the layers that failed', async () => {
    start({ spans: true });
    served = await serve(shop());
    expect(await ask(`${served.url}/sub/fails`)).toEqual({ status: 500, text: 'sorry' });
    expect((await spans()).slice(-4, -1)).toEqual([
      'middleware late',
      'router /sub',
      'router /sub > request_handler /sub/fails',
    ]);
    const { spans: all = [] } = backend.transactions()[0]!;
    const failed = all.filter(({ status }) => status === 'internal_error').map(({ description }) => description);
    expect(failed).toContain('/sub/fails');
    expect(failed).not.toContain('late');
    const [event] = backend.events();
    expect(event?.transaction).toBe('GET /sub/fails');
  });

  test.each<[ExpressIntegrationOptions, string[]]>([
    [{ ignoreLayersType: ['middleware'] }, ['router', 'request_handler']],
    [{ ignoreLayersType: ['router', 'request_handler'] }, ['middleware']],
    [{ ignoreLayers: [/^middleware - /, (name) => name.startsWith('request handler')] }, ['router']],
    [{ ignoreLayers: [], spans: false }, []],
  ])('leaves out what %j names', async (options, expected) => {
    start(options);
    served = await serve(shop());
    await ask(`${served.url}/shops/7/items/3`);
    await spans();
    const { spans: all = [] } = backend.transactions()[0]!;
    const types = all.flatMap(({ op }) => (op?.endsWith('.express') ? [op.replace('.express', '')] : []));
    expect([...new Set(types)]).toEqual(expected);
  });

  test('leaves out single layers by their names, and keeps their work with what is around them', async () => {
    start({
      ignoreLayers: [
        'early',
        'middleware - late',
        () => {
          throw new Error('of the host');
        },
      ],
    });
    served = await serve(shop());
    await ask(`${served.url}/shops/7/items/3`);
    const told = await spans();
    expect(told).toContain('db session');
    expect(told.join()).not.toMatch(/early|late/);
    expect(told.join()).toContain('auth');
  });

  test('costs nothing and tells nothing of what is not sampled', async () => {
    start({ spans: true }, 0);
    const app = createApp();
    const seen: unknown[] = [];
    app.use((_request, _response, next) => {
      seen.push(getActiveSpan());
      next();
    });
    app.get('/', (_request, response) => {
      seen.push(getActiveSpan());
      response.end();
    });
    served = await serve(app);
    await ask(served.url);
    expect(seen[0]).toBe(seen[1]);
    await client?.close(500);
    expect(backend.transactions()).toEqual([]);
  });

  test('is as before after close', async () => {
    const app = shop();
    const prototype = Object.getPrototypeOf(
      (app as never as { _router?: express.Router; router: express.Router })['_router' in app ? '_router' : 'router']!
        .stack[0],
    );
    const before = { ...Object.getOwnPropertyDescriptors(prototype) };
    start({ spans: true });
    served = await serve(app);
    await ask(`${served.url}/shops/7/items/3`);
    await spans();
    await client?.close(500);
    expect(Object.getOwnPropertyDescriptors(prototype)).toEqual(before);
    expect((await ask(`${served.url}/shops/7/items/3`)).status).toBe(200);
  });
});
