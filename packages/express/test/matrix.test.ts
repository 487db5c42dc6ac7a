import { type Backend, startBackend } from '@vedette/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askRaw, type Format, prepareServers, type RunningServer, type Servers, type Version } from './run-server.ts';

let servers: Servers;

beforeAll(async () => {
  servers = await prepareServers();
});
afterAll(() => servers.close());

/** In which order things are registered: lines for each step, of which those with `sdk` are not there without us. */
const ORDERS: Record<string, { lines: string[]; reports: boolean | 'what is passed on' }> = {
  'as documented': { lines: ['routes(app)', 'sdk.setupExpressErrorHandler(app)', 'app.use(own)'], reports: true },
  'by hand': { lines: ['routes(app)', 'app.use(sdk.expressErrorHandler())', 'app.use(own)'], reports: true },
  "with Express's own error page": { lines: ['routes(app)', 'sdk.setupExpressErrorHandler(app)'], reports: true },
  'middleware first': {
    lines: ['app.use(sdk.vedetteMiddleware())', 'routes(app)', 'sdk.setupExpressErrorHandler(app)', 'app.use(own)'],
    reports: true,
  },
  'middleware too late': {
    lines: ['routes(app)', 'app.use(sdk.vedetteMiddleware())', 'sdk.setupExpressErrorHandler(app)', 'app.use(own)'],
    reports: true,
  },
  'everything twice': {
    lines: [
      'app.use(sdk.vedetteMiddleware())',
      'app.use(sdk.vedetteMiddleware())',
      'routes(app)',
      'sdk.setupExpressErrorHandler(app)',
      'sdk.setupExpressErrorHandler(app)',
      'app.use(own)',
    ],
    reports: true,
  },
  'as for v7': {
    lines: [
      'app.use(sdk.Handlers.requestHandler())',
      'app.use(sdk.Handlers.tracingHandler())',
      'routes(app)',
      'app.use(sdk.Handlers.errorHandler())',
      'app.use(own)',
    ],
    reports: true,
  },
  'error handler too late': {
    lines: ['routes(app)', 'app.use(own)', 'sdk.setupExpressErrorHandler(app)'],
    reports: 'what is passed on',
  },
  'error handler too early': {
    lines: ['sdk.setupExpressErrorHandler(app)', 'routes(app)', 'app.use(own)'],
    reports: false,
  },
  'nothing at all': { lines: ['routes(app)', 'app.use(own)'], reports: false },
};

interface Kind {
  path: string;
  method?: string;
  body?: string;
  headers?: Record<string, string>;
  aborts?: boolean;
  /** What the event says; `undefined` where none is to be sent. */
  value?: string;
  route: string;
  /** What is answered, wherever errors are answered at all. */
  status: number;
}

/** Ways to fail, and a few to succeed. */
const KINDS: Record<string, Kind> = {
  thrown: { path: '/thrown/1?q=2', value: 'thrown', route: 'GET /thrown/:id', status: 500 },
  'passed to next': { path: '/passed/1', value: 'passed', route: 'GET /passed/:id', status: 500 },
  rejected: { path: '/rejected/1', value: 'rejected', route: 'GET /rejected/:id', status: 500 },
  'thrown text': { path: '/text/1', value: 'only text', route: 'GET /text/:id', status: 500 },
  'with a status': { path: '/status/503', value: 'status', route: 'GET /status/:code', status: 503 },
  'the fault of the client': { path: '/status/422', route: 'GET /status/:code', status: 422 },
  'in a nested router': {
    path: '/shops/7/items/3',
    method: 'POST',
    value: 'nested',
    route: 'POST /shops/:shop/items/:item',
    status: 500,
  },
  'in a mounted application': { path: '/sub/deep/4', value: 'mounted', route: 'GET /sub/deep/:id', status: 500 },
  'under a regular expression': { path: '/number42', value: 'regular', route: 'GET /^\\/number(\\d+)$/', status: 500 },
  'in param': { path: '/checked/9', value: 'param', route: 'GET /checked/:checked', status: 500 },
  'in a middleware': { path: '/guarded/page', value: 'middleware', route: 'GET /guarded/page', status: 500 },
  'after headers were sent': { path: '/sent/1', value: 'sent', route: 'GET /sent/:id', status: 200 },
  'in a view': {
    path: '/view',
    value: 'Failed to lookup view "missing" in views directory "/nowhere"',
    route: 'GET /view',
    status: 500,
  },
  'a body that is none': {
    path: '/body',
    method: 'POST',
    body: '{"broken":',
    headers: { 'content-type': 'application/json' },
    route: 'POST /body',
    status: 400,
  },
  'none, streamed': { path: '/stream/3', route: 'GET /stream/:chunks', status: 200 },
  'none, and the client goes away': { path: '/endless/1', aborts: true, route: 'GET /endless/:id', status: 200 },
  'none at all': { path: '/fine/1', route: 'GET /fine/:id', status: 200 },
};

const PROGRAM = `
const { Router } = express;
const isFour = VERSION === 4;
const asyncHandler = (handler) => isFour ? (req, res, next) => void handler(req, res, next).catch(next) : handler;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
function routes(app) {
  app.set('views', '/nowhere');
  app.set('view engine', 'html');
  app.engine('html', () => {});
  app.use((req, res, next) => {
    const id = req.get('x-id');
    if (sdk) {
      sdk.setUser({ id });
      sdk.setTag('id', id);
      sdk.addBreadcrumb({ message: id });
    }
    setTimeout(next, Number(req.get('x-wait')));
  });
  app.get('/thrown/:id', () => { throw new Error('thrown'); });
  app.get('/passed/:id', (req, res, next) => setTimeout(() => next(new Error('passed')), 2));
  app.get('/rejected/:id', asyncHandler(async () => { await wait(2); throw new Error('rejected'); }));
  app.get('/text/:id', () => { throw 'only text'; });
  app.get('/status/:code', (req) => { throw Object.assign(new Error('status'), { status: Number(req.params.code) }); });
  const shops = Router({ mergeParams: true });
  shops.use((req, res, next) => next());
  shops.route('/items/:item').get(() => {}).post(() => { throw new Error('nested'); });
  app.use('/shops/:shop', shops);
  const sub = express();
  sub.get('/deep/:id', (req, res, next) => next(new Error('mounted')));
  app.use('/sub', sub);
  app.get(/^\\/number(\\d+)$/, () => { throw new Error('regular'); });
  app.param('checked', (req, res, next) => setImmediate(next, new Error('param')));
  app.get('/checked/:checked', (req, res) => res.send('never'));
  app.use('/guarded', () => { throw new Error('middleware'); });
  app.get('/sent/:id', (req, res, next) => { res.write('half'); setTimeout(() => next(new Error('sent')), 5); });
  app.get('/view', (req, res) => res.render('missing'));
  app.use('/body', express.json());
  app.get('/stream/:chunks', asyncHandler(async (req, res) => {
    for (let at = 0; at < req.params.chunks; at++) { res.write('chunk ' + at); await wait(1); }
    res.end();
  }));
  app.get('/endless/:id', (req, res) => { res.set('connection', 'close'); res.write('begun'); });
  app.get('/fine/:id', (req, res) => res.cookie('seen', '1').json({ id: req.params.id, path: req.path, route: req.route.path }));
}
function own(error, req, res, next) {
  if (res.headersSent) return next(error);
  res.status(error.status ?? 500).json({ own: error.message ?? error, path: req.originalUrl });
}
const apps = [
  ORDERS
];
Promise.all(apps.map((register) => new Promise((resolve) => {
  const app = express();
  register(app);
  const server = http.createServer(app).listen(0, '127.0.0.1', () => resolve(server.address().port));
}))).then((ports) => process.stdout.write(JSON.stringify({ ports }) + "\\n"));
`;

function program(version: Version, withUs: boolean): string {
  const orders = Object.values(ORDERS).map(({ lines }) => {
    const kept = lines.filter((line) => withUs || !line.includes('sdk.'));
    return `(app) => { ${kept.join('; ')}; }`;
  });
  return PROGRAM.replace('VERSION', `${version}`).replace('ORDERS', () => orders.join(',\n'));
}

const CASES = Object.keys(ORDERS).flatMap((order, at) =>
  Object.keys(KINDS).map((kind, index) => ({ order, at, kind, id: `${at}/${index}`, waitMs: (at + index) % 7 })),
);

/** Whether an event is to come: an error handler of the host passes on only what it cannot answer any more. */
function isReported(order: string, kind: string): boolean {
  const { reports } = ORDERS[order]!;
  return (
    KINDS[kind]!.value !== undefined && (reports === 'what is passed on' ? kind === 'after headers were sent' : reports)
  );
}

/** All at once, so that requests are under way beside one another. */
async function askAll({ ports }: RunningServer): Promise<Map<string, string>> {
  const answers = await Promise.all(
    CASES.map(async ({ at, kind, id, waitMs }) => {
      const { path, method, body, headers, aborts } = KINDS[kind]!;
      const known = { ...headers, 'x-id': id, 'x-wait': `${waitMs}` };
      return [id, await askRaw(ports[at]!, { path, method, body, aborts, headers: known })] as const;
    }),
  );
  return new Map(answers);
}

describe.each<[Version, Format]>([
  [4, 'cjs'],
  [4, 'esm'],
  [5, 'cjs'],
  [5, 'esm'],
])('with Express %s as %s', (version, format) => {
  let backend: Backend;
  let bare: Map<string, string>;
  let ours: Map<string, string>;

  beforeAll(async () => {
    backend = await startBackend();
    const init = `{ dsn: '${backend.dsn}', tracesSampleRate: 1, floodControl: false, maxBreadcrumbs: 5 }`;
    const [without, with_] = await Promise.all([
      servers.start(program(version, false), { version, format }),
      servers.start(program(version, true), { version, format, init }),
    ]);
    [bare, ours] = await Promise.all([askAll(without), askAll(with_)]);
    const reports = CASES.filter(({ order, kind }) => isReported(order, kind));
    await backend.waitFor((b) => b.events().length >= reports.length && b.transactions().length >= CASES.length);
    await Promise.all([without.stop(), with_.stop()]);
  });
  afterAll(() => backend.close());

  describe.each(Object.keys(ORDERS))('registered %s', (order) => {
    test.each(CASES.filter((one) => one.order === order))('$kind', ({ kind, id }) => {
      const { value, route, status } = KINDS[kind]!;
      const answer = ours.get(id);
      expect(answer).toBe(bare.get(id));
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));

      const expectsEvent = isReported(order, kind);
      const events = backend.events().filter(({ tags }) => tags?.id === id);
      expect(events).toMatchObject(
        expectsEvent
          ? [{ transaction: route, user: { id }, breadcrumbs: [{ message: id }], exception: { values: [{ value }] } }]
          : [],
      );
      if (expectsEvent) {
        const { exception, breadcrumbs, contexts, request } = events[0]!;
        expect(exception?.values?.[0]?.mechanism).toMatchObject({ type: 'auto.middleware.express', handled: false });
        expect(breadcrumbs).toHaveLength(1);
        expect(request).toMatchObject({ method: KINDS[kind]!.method ?? 'GET' });
        expect(`${new URL(request!.url!).pathname}`).toBe(KINDS[kind]!.path.split('?')[0]);
        const transaction = backend.transactions().find(({ tags }) => tags?.id === id);
        expect(contexts?.trace?.trace_id).toBe(transaction?.contexts?.trace?.trace_id);
      }

      const transactions = backend.transactions().filter(({ tags }) => tags?.id === id);
      expect(transactions).toMatchObject([{ transaction: route, user: { id } }]);
      expect(transactions[0]?.contexts?.trace?.data?.['http.response.status_code']).toBe(status);
    });
  });

  test('reports nothing else', () => {
    const known = CASES.map(({ id }) => id);
    expect(backend.events().filter(({ tags }) => !known.includes(String(tags?.id)))).toEqual([]);
    expect(backend.transactions()).toHaveLength(CASES.length);
  });
});

describe.each<[Version, Format]>([
  [4, 'cjs'],
  [5, 'esm'],
])('with Express %s as %s a process that dies of a request', (version, format) => {
  test.each<[what: string, route: string, failure: string, value: string]>([
    ['in a callback', '/later/:id', 'setTimeout(() => { throw new Error("later"); }, 1)', 'later'],
    ['by a rejection that nobody waits for', '/floating/:id', 'void Promise.reject(new Error("floating"))', 'floating'],
    ...(version === 4
      ? [
          ['by an async handler', '/async/:id', 'return Promise.reject(new Error("async"))', 'async'] as [
            string,
            string,
            string,
            string,
          ],
        ]
      : []),
  ])('%s dies as without us, and tells of which', async (_what, route, failure, value) => {
    const backend = await startBackend();
    const text = `
      const app = express();
      app.get('${route}', (req, res) => { ${failure}; });
      if (sdk) sdk.setupExpressErrorHandler(app);
      const server = http.createServer(app).listen(0, '127.0.0.1', () => console.log(JSON.stringify({ ports: [server.address().port] })));
    `;
    const ends = [];
    for (const init of [undefined, `{ dsn: '${backend.dsn}' }`]) {
      const server = await servers.start(text, { version, format, init });
      const answer = await askRaw(server.ports[0]!, { path: route.replace(':id', '1') });
      ends.push([await server.ended, answer]);
    }
    expect(ends).toEqual([
      [1, ''],
      [1, ''],
    ]);
    const event = await backend.waitFor((b) => b.events()[0]);
    expect(event).toMatchObject({ transaction: `GET ${route}`, level: 'fatal', exception: { values: [{ value }] } });
    await backend.close();
  });
});
