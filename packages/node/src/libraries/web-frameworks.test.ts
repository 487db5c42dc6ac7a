import { once } from 'node:events';
import { get, type IncomingMessage, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Server as HapiServer, server as hapiServer } from '@hapi/hapi';
import { serve as serveHono } from '@hono/node-server';
import { type Backend, startBackend } from '@vedette/testkit';
import fastify, { type FastifyInstance } from 'fastify';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Client,
  captureMessage,
  fastifyIntegration,
  getIsolationScope,
  honoMiddleware,
  init,
  type NodeOptions,
  setTag,
  setupConnectErrorHandler,
  setupFastifyErrorHandler,
  setupHapiErrorHandler,
  setupHonoErrorHandler,
  setupKoaErrorHandler,
} from '../index.ts';

// Types of Koa and Connect are packages of their own.
const require = createRequire(import.meta.url);
const Koa = require('koa');
const connect = require('connect');

let backend: Backend;
let client: Client | undefined;
let stop: () => unknown;

beforeEach(async () => {
  backend = await startBackend();
  getIsolationScope().clear();
  stop = () => {};
});

afterEach(async () => {
  await stop();
  await client?.close(1000);
  await backend.close();
});

const start = (options: NodeOptions = {}): void => {
  // The requests come from this process, which would name its own trace to all.
  client = init({ dsn: backend.dsn, tracesSampleRate: 1, tracePropagationTargets: [], ...options });
};

const addressOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function ask(url: string): Promise<[status: number | undefined, text: string]> {
  const [response] = (await once(get(url, { agent: false }), 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) {
    text += chunk;
  }
  return [response.statusCode, text];
}

/** What arrived of errors: message, name of the request, and how it was heard of. */
async function errors(count: number): Promise<unknown[]> {
  const events = await backend.waitFor((b) => b.events().length === count && b.events());
  return events.map(({ exception, transaction }) => {
    const { value, mechanism } = exception?.values?.at(-1) ?? {};
    return [value, transaction, mechanism?.type, mechanism?.handled];
  });
}

const transactionNames = async (count: number): Promise<unknown[]> =>
  (await backend.waitFor((b) => b.transactions().length === count && b.transactions()))
    .map(({ transaction }) => transaction)
    .sort();

describe('Fastify', () => {
  async function listen(app: FastifyInstance): Promise<string> {
    stop = () => app.close();
    await app.listen({ port: 0, host: '127.0.0.1' });
    return addressOf(app.server);
  }

  // Those answered with 404 have no transaction, as `httpIntegration` would have it.
  test('names requests by their route and tells errors of routes and hooks, without a line in the program', async () => {
    start();
    const app = fastify();
    app.get('/users/:id', async ({ params }) => {
      setTag('id', (params as { id: string }).id);
      await wait(5);
      throw new Error('of a route');
    });
    app.register(
      async (child) => {
        child.addHook('preHandler', async () => {
          throw new Error('of a hook');
        });
        child.get('/items/:item', async () => 'never');
      },
      { prefix: '/shop' },
    );
    app.get('/fine', async () => 'fine');
    const url = await listen(app);
    expect((await ask(`${url}/users/7`))[0]).toBe(500);
    expect((await ask(`${url}/shop/items/8`))[0]).toBe(500);
    expect(await ask(`${url}/fine`)).toEqual([200, 'fine']);
    expect((await ask(`${url}/nowhere`))[0]).toBe(404);
    expect(await errors(2)).toEqual([
      ['of a route', 'GET /users/:id', 'auto.function.fastify', false],
      ['of a hook', 'GET /shop/items/:item', 'auto.function.fastify', false],
    ]);
    expect(backend.events()[0]).toMatchObject({ tags: { id: '7' }, request: { url: `${url}/users/7` } });
    expect(backend.events()[1]?.tags).not.toHaveProperty('id');
    expect(await transactionNames(3)).toEqual(['GET /fine', 'GET /shop/items/:item', 'GET /users/:id']);
  });

  test('tells no errors that are answers', async () => {
    start();
    const app = fastify();
    app.get('/:status', async ({ params }, reply) => {
      const { status } = params as { status: string };
      reply.code(Number(status));
      throw Object.assign(new Error(status), { statusCode: Number(status) });
    });
    const url = await listen(app);
    for (const status of ['400', '404', '503']) {
      expect((await ask(`${url}/${status}`))[0]).toBe(Number(status));
    }
    expect(await errors(1)).toEqual([expect.arrayContaining(['503'])]);
  });

  test('hears an instance by setupFastifyErrorHandler where the integration is left out', async () => {
    start({ integrations: (defaults) => defaults.filter(({ name }) => name !== fastifyIntegration().name) });
    const app = fastify();
    setupFastifyErrorHandler(app);
    app.get('/users/:id', async () => {
      throw new Error('told');
    });
    await ask(`${await listen(app)}/users/1`);
    expect(await errors(1)).toEqual([expect.arrayContaining(['told', 'GET /users/:id'])]);
  });

  test('asks shouldHandleError of the last call, tells once, and answers as before when that throws', async () => {
    start();
    const app = fastify();
    setupFastifyErrorHandler(app, {
      shouldHandleError({ message }) {
        if (message === 'throws') {
          throw new Error('of the filter');
        }
        return message === 'yes';
      },
    });
    app.get('/:message', async ({ params }) => {
      throw new Error((params as { message: string }).message);
    });
    const url = await listen(app);
    for (const message of ['no', 'throws', 'yes']) {
      expect((await ask(`${url}/${message}`))[1]).toContain(message);
    }
    expect(await errors(1)).toEqual([expect.arrayContaining(['yes'])]);
  });

  test('keeps shouldHandleError of the integration where setupFastifyErrorHandler is given none', async () => {
    start({ integrations: [fastifyIntegration({ shouldHandleError: ({ message }) => message === 'yes' })] });
    const app = fastify();
    setupFastifyErrorHandler(app);
    app.get('/:message', async ({ params }) => {
      throw new Error((params as { message: string }).message);
    });
    const url = await listen(app);
    for (const message of ['no', 'yes']) {
      await ask(`${url}/${message}`);
    }
    expect(await errors(1)).toEqual([expect.arrayContaining(['yes'])]);
  });
});

describe('Koa', () => {
  async function listen(app: { listen(port: number, host: string): Server }): Promise<string> {
    const server = app.listen(0, '127.0.0.1');
    stop = () => server.close();
    await once(server, 'listening');
    return addressOf(server);
  }

  test('names requests by the route that a router has matched, tells errors and hands them on', async () => {
    start();
    const app = new Koa();
    app.silent = true;
    setupKoaErrorHandler(app);
    // What koa-router leaves of the route it took.
    app.use(async (context: { path: string; _matchedRoute?: string; body?: string }, next: () => unknown) => {
      if (context.path.startsWith('/users/')) {
        context._matchedRoute = '/users/:id';
        throw new Error('of a route');
      }
      await next();
    });
    app.use(async (context: { path: string; body?: string; throw(status: number, message: string): never }) => {
      if (context.path === '/missing') {
        context.throw(404, 'an answer');
      }
      context.body = 'fine';
    });
    const url = await listen(app);
    expect((await ask(`${url}/users/7`))[0]).toBe(500);
    expect(await ask(`${url}/missing`)).toEqual([404, 'an answer']);
    expect(await ask(`${url}/other`)).toEqual([200, 'fine']);
    expect(await errors(1)).toEqual([['of a route', 'GET /users/:id', 'auto.middleware.koa', false]]);
    expect(await transactionNames(2)).toEqual(['GET /other', 'GET /users/:id']);
  });

  test('lets an error be whatever was thrown', async () => {
    start();
    const app = new Koa();
    app.silent = true;
    setupKoaErrorHandler(app);
    app.use(() => Promise.reject('no Error'));
    expect((await ask(await listen(app)))[0]).toBe(500);
    expect(await errors(1)).toEqual([expect.arrayContaining(['no Error'])]);
  });
});

describe('Hono', () => {
  async function listen(app: Hono): Promise<string> {
    const server = serveHono({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
    stop = () => server.close();
    await once(server, 'listening');
    return addressOf(server);
  }

  test('names requests by their route and tells errors, which the application answers as before', async () => {
    start();
    const app = new Hono();
    honoMiddleware(app);
    app.use('/users/*', (_context, next) => next());
    app.get('/users/:id', async (context) => {
      setTag('id', context.req.param('id'));
      await wait(5);
      throw new Error('of a route');
    });
    app.route(
      '/shop',
      new Hono().get('/items/:item', (context) => context.text('item')),
    );
    app.get('/missing', () => {
      throw new HTTPException(404, { message: 'an answer' });
    });
    app.onError((error, context) => context.text(`answered ${error.message}`, 502));
    const url = await listen(app);
    expect(await ask(`${url}/users/7`)).toEqual([502, 'answered of a route']);
    expect(await ask(`${url}/shop/items/8`)).toEqual([200, 'item']);
    await ask(`${url}/missing`);
    await ask(`${url}/nowhere`);
    expect(await errors(1)).toEqual([['of a route', 'GET /users/:id', 'auto.middleware.hono', false]]);
    expect(backend.events()[0]).toMatchObject({ tags: { id: '7' }, request: { url: `${url}/users/7` } });
    expect(await transactionNames(3)).toEqual(['GET /missing', 'GET /shop/items/:item', 'GET /users/:id']);
  });

  test('asks shouldHandleError, and tells an error without a server too', async () => {
    start();
    const app = new Hono();
    setupHonoErrorHandler(app, { shouldHandleError: ({ message }) => message === 'yes' });
    app.get('/:message', (context) => {
      throw new Error(context.req.param('message'));
    });
    app.onError((_error, context) => context.text('answered', 500));
    for (const message of ['no', 'yes']) {
      expect((await app.request(`/${message}`)).status).toBe(500);
    }
    captureMessage('last');
    const events = await backend.waitFor((b) => b.events().length === 2 && b.events());
    expect(events[0]?.exception?.values?.[0]?.value).toBe('yes');
  });
});

describe('hapi', () => {
  async function listen(prepare: (app: HapiServer) => unknown): Promise<string> {
    const app = hapiServer({ port: 0, host: '127.0.0.1', debug: false });
    stop = () => app.stop();
    await setupHapiErrorHandler(app);
    await prepare(app);
    await app.start();
    return app.info.uri;
  }

  test('names requests by their route and tells errors that hapi answers with 500, once', async () => {
    start();
    const url = await listen(async (app) => {
      await setupHapiErrorHandler(app);
      app.route({
        method: 'GET',
        path: '/users/{id}',
        async handler({ params }) {
          setTag('id', String(params.id));
          await wait(5);
          throw new Error('of a route');
        },
      });
      app.route({ method: 'GET', path: '/items/{item}', handler: () => 'item' });
      app.route({
        method: 'GET',
        path: '/answers',
        handler: (_request, toolkit) => toolkit.response('declined').code(409),
      });
    });
    const [status, text] = await ask(`${url}/users/7`);
    expect([status, JSON.parse(text).message]).toEqual([500, 'An internal server error occurred']);
    expect(await ask(`${url}/items/8`)).toEqual([200, 'item']);
    expect(await ask(`${url}/answers`)).toEqual([409, 'declined']);
    expect((await ask(`${url}/nowhere`))[0]).toBe(404);
    expect(await errors(1)).toEqual([['of a route', 'GET /users/{id}', 'auto.function.hapi', false]]);
    expect(backend.events()[0]).toMatchObject({ tags: { id: '7' } });
    expect(await transactionNames(3)).toEqual(['GET /answers', 'GET /items/{item}', 'GET /users/{id}']);
  });

  test('tells errors of extensions and of plugins', async () => {
    start();
    const url = await listen((app) =>
      app.register({
        name: 'shop',
        register(shop) {
          shop.route({ method: 'GET', path: '/shop', handler: () => 'never' });
          shop.ext('onPreHandler', () => {
            throw new Error('of an extension');
          });
        },
      }),
    );
    expect((await ask(`${url}/shop`))[0]).toBe(500);
    expect(await errors(1)).toEqual([['of an extension', 'GET /shop', 'auto.function.hapi', false]]);
  });

  test('never rejects, whatever it is given', async () => {
    await expect(setupHapiErrorHandler({})).resolves.toBeUndefined();
  });
});

describe('Connect', () => {
  async function listen(app: { listen(port: number, host: string): Server }): Promise<string> {
    const server = app.listen(0, '127.0.0.1');
    stop = () => server.close();
    await once(server, 'listening');
    return addressOf(server);
  }

  test('names requests by where a middleware is mounted, tells errors and hands them on', async () => {
    start();
    const app = connect();
    type Next = (error?: unknown) => void;
    app.use('/shop', (_request: unknown, _response: unknown, next: Next) => next());
    app.use('/shop/users', (_request: unknown, _response: unknown, next: Next) => {
      setTag('part', 'users');
      setTimeout(() => next(new Error('of a middleware')), 5);
    });
    app.use('/thrown', () => {
      throw new Error('thrown');
    });
    app.use('/missing', (_request: unknown, _response: unknown, next: Next) =>
      next(Object.assign(new Error('an answer'), { status: 404 })),
    );
    app.use('/fine', (_request: unknown, response: { end(text: string): void }) => response.end('fine'));
    setupConnectErrorHandler(app);
    app.use((error: Error, _request: unknown, response: { end(text: string): void }, _next: Next) =>
      response.end(`answered ${error.message}`),
    );
    const url = await listen(app);
    expect((await ask(`${url}/shop/users/7`))[1]).toBe('answered of a middleware');
    expect((await ask(`${url}/thrown?a=1`))[1]).toBe('answered thrown');
    expect((await ask(`${url}/missing`))[1]).toBe('answered an answer');
    expect((await ask(`${url}/Fine.txt`))[1]).toBe('fine');
    expect((await ask(`${url}/finer`))[0]).toBe(404);
    expect(await errors(2)).toEqual([
      ['of a middleware', 'GET /shop/users', 'auto.middleware.connect', false],
      ['thrown', 'GET /thrown', 'auto.middleware.connect', false],
    ]);
    expect(backend.events()[0]?.tags).toMatchObject({ part: 'users' });
    expect(await transactionNames(4)).toEqual(['GET /fine', 'GET /missing', 'GET /shop/users', 'GET /thrown']);
  });
});
