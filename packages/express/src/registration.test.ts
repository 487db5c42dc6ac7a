import { type Backend, startBackend } from '@vedette/testkit';
import type express from 'express';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ask, type Served, serve, VERSIONS } from '../test-support/serve.ts';
import {
  type Client,
  captureException,
  captureMessage,
  expressErrorHandler,
  getIsolationScope,
  httpIntegration,
  init,
  setTag,
  setupExpressErrorHandler,
  vedetteMiddleware,
} from './index.ts';

let backend: Backend;
let client: Client | undefined;
let served: Served | undefined;
let said: string[];

beforeEach(async () => {
  backend = await startBackend();
  getIsolationScope().clear();
  said = [];
  vi.spyOn(console, 'log').mockImplementation((...words) => void said.push(words.join(' ')));
});
afterEach(async () => {
  served?.close();
  await client?.close(500);
  await backend.close();
});

const start = (withoutHttp = false, debug = true): void => {
  client = init({
    dsn: backend.dsn,
    debug,
    integrations: (all) => (withoutHttp ? all.filter(({ name }) => name !== httpIntegration().name) : all),
  });
};
const ours = (): string[] => said.filter((line) => /setupExpressErrorHandler|vedetteMiddleware/.test(line));

describe.each(VERSIONS)('with Express %s', (_version, createApp) => {
  const fail: express.RequestHandler = () => {
    throw new Error('expected');
  };
  const answer: express.ErrorRequestHandler = (error, _request, response, _next) =>
    void response.status(error.status ?? 500).send('own');

  test.each<[what: string, build: (app: express.Express) => void, says: RegExp | undefined]>([
    ['is missing', (app) => app.get('/:any', fail), /GET was answered with 500 .* is missing/],
    [
      'stands before a route',
      (app) => {
        setupExpressErrorHandler(app);
        app.get('/:any', fail);
      },
      /stands before some of the routes/,
    ],
    [
      'stands before a router',
      (app) => {
        setupExpressErrorHandler(app);
        app.use('/', createApp.Router().get('/:any', fail));
      },
      /stands before some of the routes/,
    ],
    [
      'stands behind one of the host',
      (app) => {
        app.get('/:any', fail).use(answer);
        setupExpressErrorHandler(app);
      },
      /stands behind another error handler/,
    ],
    ['is missing around a mounted application', (app) => app.use('/', createApp().get('/:any', fail)), /is missing/],
    [
      'is where it should be, and the host answered by itself',
      (app) => {
        app.get('/:any', (_request, response) => void response.status(503).end());
        setupExpressErrorHandler(app);
      },
      undefined,
    ],
    [
      'was not to report it',
      (app) => {
        app.get('/:any', fail);
        setupExpressErrorHandler(app, { shouldHandleError: () => false });
      },
      undefined,
    ],
    [
      'is the host’s own, which reports',
      (app) => {
        app.get('/:any', fail);
        app.use(((error, _request, response, _next) => {
          captureException(error);
          response.status(500).end();
        }) satisfies express.ErrorRequestHandler);
      },
      undefined,
    ],
    [
      'had nothing to do: the client was wrong',
      (app) => {
        app.get('/:any', () => {
          throw Object.assign(new Error('expected'), { status: 404 });
        });
      },
      undefined,
    ],
  ])('says once what is wrong when the error handler %s', async (_what, build, says) => {
    start();
    captureMessage('of the process, before any request');
    const app = createApp();
    build(app);
    served = await serve(app);
    for (let count = 0; count < 3; count++) {
      await ask(`${served.url}/any`);
    }
    await client?.flush(500);
    expect(ours()).toHaveLength(says ? 1 : 0);
    expect(ours()[0] ?? '').toMatch(says ?? /^$/);
  });

  test('says nothing without debug, and nothing after close', async () => {
    start(false, false);
    served = await serve(createApp().get('/', fail));
    await ask(served.url);
    expect(ours()).toEqual([]);
    await client?.close(500);
    start();
    await client?.close(500);
    await ask(served.url);
    expect(ours()).toEqual([]);
  });

  test('says that the middleware stands too late where it makes the scopes, and only there', async () => {
    const build = (): express.Express => {
      const app = createApp();
      app.use(function session(_request, _response, next) {
        next();
      });
      app.use(vedetteMiddleware());
      return app.get('/', (_request, response) => void response.end());
    };
    start();
    served = await serve(build());
    await ask(served.url);
    expect(ours()).toEqual([]);
    served.close();
    await client?.close(500);
    start(true);
    served = await serve(build());
    await ask(served.url);
    await ask(served.url);
    expect(ours()).toHaveLength(1);
    expect(ours()[0]).toMatch(/behind 1 others \(session is the first\)/);
  });

  test('says that the middleware is there twice, and works all the same', async () => {
    start(true);
    const app = createApp();
    app.use(vedetteMiddleware());
    app.use((request, _response, next) => {
      setTag('path', request.path);
      next();
    });
    app.use(vedetteMiddleware());
    app.get('/:any', (_request, response) => {
      captureMessage('seen');
      response.end();
    });
    served = await serve(app);
    await ask(`${served.url}/any`);
    expect([...new Set(ours())]).toEqual([expect.stringMatching(/more than once/)]);
    const event = await backend.waitFor((b) => b.events()[0]);
    expect(event).toMatchObject({ tags: { path: '/any' }, transaction: 'GET /:any' });
  });

  test.each([[new Error('shared'), 'shared'] as const, ['just text', 'just text'] as const])(
    'reports %s once where several error handlers see it, and leaves the id there',
    async (thrown, value) => {
      start();
      const app = createApp();
      const router = createApp.Router();
      router.get('/', () => {
        throw thrown;
      });
      router.use(expressErrorHandler());
      app.use('/inner', router);
      setupExpressErrorHandler(app);
      setupExpressErrorHandler(app);
      app.use(((_error, _request, response, _next) => {
        response.status(500).send((response as { sentry?: string }).sentry);
      }) satisfies express.ErrorRequestHandler);
      served = await serve(app);
      const { text } = await ask(`${served.url}/inner`);
      await client?.flush(1000);
      expect(backend.events()).toMatchObject([{ event_id: text, exception: { values: [{ value }] } }]);
    },
  );

  test('tells the id that an error got when the host captured it before', async () => {
    start();
    const app = createApp();
    let id = '';
    app.get('/', (_request, _response, next) => {
      const error = new Error('mine');
      id = captureException(error);
      next(error);
    });
    setupExpressErrorHandler(app);
    app.use(((_error, _request, response, _next) => {
      response.status(500).send((response as { sentry?: string }).sentry);
    }) satisfies express.ErrorRequestHandler);
    served = await serve(app);
    expect((await ask(served.url)).text).toBe(id);
  });

  test('works when all of it is registered before init', async () => {
    const app = createApp();
    app.use(vedetteMiddleware());
    app.get('/:late', fail);
    setupExpressErrorHandler(app);
    served = await serve(app);
    expect((await ask(`${served.url}/one`)).status).toBe(500);
    start();
    expect((await ask(`${served.url}/two`)).status).toBe(500);
    const event = await backend.waitFor((b) => b.events()[0]);
    expect(event.transaction).toBe('GET /:late');
    expect(event.request?.url).toMatch(/\/two$/);
  });
});
