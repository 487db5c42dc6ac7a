import type { Ask } from './run-server.ts';

/** A small application in the manner of Express's guide, and what it is asked, one after the other. */
export interface GuideProgram {
  name: string;
  /**
   * Fills `app`. There are `express`, `http`, `fs`, `path`, `crypto`, `zlib`, `isFour`, and `wait(ms)`; `place` is a folder
   * of its own, and `monitored(app)` stands where the error handler is to be registered.
   */
  code: string;
  asks: Ask[];
}

const get = (path: string, headers: Record<string, string> = {}): Ask => ({ path, headers });
const post = (path: string, body: string, type = 'application/json'): Ask => ({
  method: 'POST',
  path,
  body,
  headers: { 'content-type': type },
});
const form = 'application/x-www-form-urlencoded';

export const GUIDE: GuideProgram[] = [
  {
    name: 'hello world',
    code: `
      app.get('/', (req, res) => {
        res.send('Hello World!');
      });
      monitored(app);
    `,
    asks: [
      get('/'),
      { method: 'HEAD', path: '/' },
      { method: 'OPTIONS', path: '/' },
      { method: 'POST', path: '/' },
      get('/nowhere'),
      get('/%zz'),
    ],
  },
  {
    name: 'basic routing',
    code: `
      app.get('/', (req, res) => res.send('GET home'));
      app.post('/', (req, res) => res.send('POST home'));
      app.put('/user', (req, res) => res.send('PUT at /user'));
      app.delete('/user', (req, res) => res.send('DELETE at /user'));
      app.all('/secret', (req, res, next) => { res.set('x-seen', req.method); next(); });
      app.get('/secret', (req, res) => res.send('secret'));
      monitored(app);
    `,
    asks: [
      get('/'),
      post('/', '{}'),
      { method: 'PUT', path: '/user' },
      { method: 'DELETE', path: '/user' },
      { method: 'PATCH', path: '/user' },
      { method: 'OPTIONS', path: '/user' },
      get('/secret'),
      { method: 'DELETE', path: '/secret' },
    ],
  },
  {
    name: 'routing',
    code: `
      app.get('/random.text', (req, res) => res.send('random.text'));
      app.get(/.*fly$/, (req, res) => res.send('flies'));
      app.get('/users/:userId/books/:bookId', (req, res) => res.send(req.params));
      app.get('/flights/:from-:to', (req, res) => res.send(req.params));
      app.get(isFour ? '/files/*' : '/files/*file', (req, res) => res.send(req.params));
      app.get('/example/b', (req, res, next) => { res.append('x-order', 'first'); next(); }, (req, res) => {
        res.append('x-order', 'second').send('from B');
      });
      app.get('/skip/:id', (req, res, next) => (req.params.id === '0' ? next('route') : next()), (req, res) => res.send('regular'));
      app.get('/skip/:id', (req, res) => res.send('special'));
      app.route('/book')
        .get((req, res) => res.send('get a book'))
        .post((req, res) => res.send('add a book'));
      const birds = express.Router({ mergeParams: true });
      birds.use((req, res, next) => { res.set('x-birds', req.baseUrl + ' ' + req.url); next(); });
      birds.get('/', (req, res) => res.send('birds'));
      birds.get('/about', (req, res) => res.send(['about', req.params, req.baseUrl, req.path, req.originalUrl, req.route.path]));
      birds.get('/leave', (req, res, next) => next('router'));
      app.use('/birds', birds);
      app.use('/zoo/:zoo/birds', birds);
      app.get('/birds/leave', (req, res) => res.send('left'));
      monitored(app);
    `,
    asks: [
      get('/random.text'),
      get('/butterfly'),
      get('/dragonflyman'),
      get('/users/34/books/89%2089'),
      get('/flights/LAX-SFO'),
      get('/files/a/b/c.txt'),
      get('/example/b'),
      get('/skip/0'),
      get('/skip/1'),
      get('/book'),
      { method: 'OPTIONS', path: '/book' },
      get('/birds'),
      get('/birds/'),
      get('/birds/about?x=1'),
      get('/zoo/berlin/birds/about'),
      get('/birds/leave'),
      get('/BIRDS/ABOUT/'),
      get('/birds/%E0%A4%A'),
    ],
  },
  {
    name: 'answers',
    code: `
      app.set('json spaces', 2);
      app.get('/json', (req, res) => res.status(201).json({ a: [1, null], b: 'ü' }));
      app.get('/jsonp', (req, res) => res.jsonp({ a: 1 }));
      app.get('/redirect', (req, res) => res.redirect('/json?x=<y>'));
      app.get('/moved', (req, res) => res.redirect(301, 'https://example.com/'));
      app.get('/status', (req, res) => res.sendStatus(418));
      app.get('/buffer', (req, res) => res.send(Buffer.from([0, 255, 10])));
      app.get('/empty', (req, res) => res.status(204).end());
      app.get('/file', (req, res) => res.sendFile(path.join(place, 'file.txt')));
      app.get('/gone', (req, res) => res.sendFile(path.join(place, 'gone.txt')));
      app.get('/download', (req, res) => res.download(path.join(place, 'file.txt'), 'naïve.txt'));
      app.get('/format', (req, res) => res.format({
        'text/plain': () => res.send('plain'), 'text/html': () => res.send('<p>html</p>'), 'application/json': () => res.send({ json: true }),
      }));
      app.get('/links', (req, res) => res.links({ next: '/2', last: '/9' }).location('/here').vary('x-a').type('png').end());
      app.get('/cached', (req, res) => res.set('etag', '"v1"').send('cached'));
      app.get('/attachment', (req, res) => res.attachment('logo.png').send('not a picture'));
      fs.writeFileSync(path.join(place, 'file.txt'), 'in a file\\n');
      fs.utimesSync(path.join(place, 'file.txt'), 1e9, 1e9);
      monitored(app);
    `,
    asks: [
      get('/json'),
      get('/jsonp?callback=call.me'),
      get('/redirect'),
      get('/redirect', { accept: 'text/html' }),
      get('/moved', { accept: 'text/plain' }),
      get('/status'),
      get('/buffer'),
      get('/empty'),
      get('/file'),
      get('/file', { range: 'bytes=3-6' }),
      get('/gone'),
      get('/download'),
      get('/format', { accept: 'text/html' }),
      get('/format', { accept: 'application/json;q=0.9, text/plain;q=0.8' }),
      get('/format', { accept: 'image/png' }),
      get('/links'),
      get('/cached'),
      get('/cached', { 'if-none-match': '"v1"' }),
      get('/attachment'),
    ],
  },
  {
    name: 'writing middleware',
    code: `
      const configured = (options) => function configuredMiddleware(req, res, next) { res.set('x-options', options.word); next(); };
      app.disable('x-powered-by');
      app.use(function requestTime(req, res, next) { req.requestTime = 17; next(); });
      app.use(configured({ word: 'yes' }));
      app.use('/admin', (req, res, next) => {
        const [, given = ''] = /^Basic (.*)$/.exec(req.get('authorization') ?? '') ?? [];
        if (Buffer.from(given, 'base64').toString() === 'tobi:ferret') return next();
        res.set('WWW-Authenticate', 'Basic realm="admin"').status(401).send('who are you?');
      });
      app.use('/slow', async (req, res, next) => { await wait(3); next(); });
      app.get(['/', '/slow'], (req, res) => res.send('requested at ' + req.requestTime));
      app.get('/admin/page', (req, res) => res.send('welcome'));
      app.use((req, res) => res.status(404).send('Sorry, no ' + req.url));
      monitored(app);
    `,
    asks: [
      get('/'),
      get('/slow'),
      get('/admin/page'),
      get('/admin/page', { authorization: 'Basic dG9iaTpmZXJyZXQ=' }),
      get('/nothing?here'),
    ],
  },
  {
    name: 'error handling',
    code: `
      app.get('/sync', () => { throw new Error('BROKEN'); });
      app.get('/next', (req, res, next) => fs.readFile(path.join(place, 'does-not-exist'), (error, data) => (error ? next(error) : res.send(data))));
      app.get('/promise', (req, res, next) => { Promise.resolve().then(() => { throw new Error('BROKEN later'); }).catch(next); });
      app.get('/chain', [
        (req, res, next) => fs.writeFile(path.join(place, 'no', 'such'), 'data', next),
        (req, res) => res.send('OK'),
      ]);
      if (!isFour) app.get('/async', async () => { await null; throw new Error('BROKEN async'); });
      if (!isFour) app.get('/nothing', () => Promise.reject());
      app.get('/text', (req, res, next) => next('just text'));
      app.get('/object', (req, res, next) => next({ status: 409, message: 'an object', headers: { 'x-from': 'error' } }));
      app.get('/status/:code', (req, res, next) => next(Object.assign(new Error('with <status>'), { statusCode: Number(req.params.code), headers: { 'retry-after': '7' } })));
      app.get('/half', (req, res, next) => { res.write('half of it'); setTimeout(next, 3, new Error('too late')); });
      app.get('/view', (req, res) => res.render('index'));
      monitored(app);
    `,
    asks: ['/sync', '/next', '/promise', '/chain', '/async', '/nothing', '/text', '/object', '/half', '/view']
      .map((url) => get(url))
      .concat(
        ['/status/404', '/status/503', '/status/200', '/status/99'].map((url) => get(url, { accept: 'text/html' })),
      ),
  },
  {
    name: 'error handlers of its own',
    code: `
      app.get('/xhr', () => { throw new Error('expected'); });
      app.get('/teapot', (req, res, next) => next(Object.assign(new Error('short and stout'), { status: 418 })));
      app.get('/recovers', (req, res, next) => next(new Error('forgiven')));
      app.get('/again', (req, res, next) => next(new Error('again')));
      monitored(app);
      app.use(function logErrors(error, req, res, next) { res.set('x-logged', error.message); next(error); });
      app.use(function clientErrorHandler(error, req, res, next) { req.xhr ? res.status(500).send({ error: 'Something failed!' }) : next(error); });
      app.use('/recovers', (error, req, res, next) => next());
      app.use('/recovers', (req, res) => res.send('all is well'));
      app.use('/again', () => { throw new Error('in the error handler'); });
      app.use('/again', (error, req, res, next) => { throw new TypeError('in the error handler'); });
      app.use(function errorHandler(error, req, res, next) { res.status(error.status || 500); res.json({ error: String(error) }); });
    `,
    asks: [
      get('/xhr', { 'x-requested-with': 'XMLHttpRequest' }),
      get('/xhr'),
      get('/teapot'),
      get('/recovers'),
      get('/again'),
      get('/%zz'),
    ],
  },
  {
    name: 'static files',
    code: `
      const files = { 'public/index.html': '<h1>home</h1>', 'public/style.css': 'a{}', 'public/.hidden': 'no', 'public/big.txt': 'x'.repeat(200000), 'public/sub/index.html': 'sub', 'more/extra.js': 'let a' };
      for (const [name, text] of Object.entries(files)) {
        fs.mkdirSync(path.dirname(path.join(place, name)), { recursive: true });
        fs.writeFileSync(path.join(place, name), text);
        fs.utimesSync(path.join(place, name), 1e9, 1e9);
      }
      app.use(express.static(path.join(place, 'public')));
      app.use('/static', express.static(path.join(place, 'more'), { maxAge: '1d', immutable: true, setHeaders: (res) => res.set('x-set', '1') }));
      app.use('/strict', express.static(path.join(place, 'public'), { dotfiles: 'deny', fallthrough: false, index: false }));
      monitored(app);
    `,
    asks: [
      get('/'),
      get('/style.css'),
      get('/style.css', { 'if-modified-since': 'Sun, 09 Sep 2001 01:46:40 GMT' }),
      get('/big.txt', { range: 'bytes=10-19,30-39' }),
      get('/big.txt', { range: 'bytes=-5' }),
      get('/big.txt', { range: 'bytes=999999-' }),
      get('/big.txt'),
      get('/.hidden'),
      get('/sub'),
      get('/sub/'),
      get('/static/extra.js'),
      { method: 'HEAD', path: '/static/extra.js' },
      { method: 'POST', path: '/style.css' },
      get('/strict/.hidden'),
      get('/strict/none'),
      { method: 'POST', path: '/strict/style.css' },
      get('/..%2f..%2fetc/passwd'),
      get('/style.css%00'),
    ],
  },
  {
    name: 'cookies and a session by hand',
    code: `
      const sessions = new Map();
      const sign = (value) => value + '.' + crypto.createHmac('sha256', 'keyboard cat').update(value).digest('base64url');
      app.use((req, res, next) => {
        const cookies = Object.fromEntries((req.headers.cookie ?? '').split('; ').filter(Boolean).map((pair) => pair.split('=')));
        const known = cookies.sid && sign(cookies.sid.split('.')[0]) === cookies.sid && cookies.sid;
        const id = known || sign('id' + sessions.size);
        if (!sessions.has(id)) sessions.set(id, { views: 0 });
        if (!known) res.cookie('sid', id, { httpOnly: true, sameSite: 'lax' });
        req.session = sessions.get(id);
        next();
      });
      app.get('/', (req, res) => res.send('views: ' + ++req.session.views));
      app.get('/cookies', (req, res) => res.cookie('a', 'b c', { path: '/x' }).cookie('json', { z: 1 }).clearCookie('old').send(req.get('cookie') ?? 'none'));
      app.get('/signed', (req, res) => res.cookie('a', 'b', { signed: true }).send('never'));
      monitored(app);
    `,
    asks: [
      get('/'),
      get('/', { cookie: 'sid=forged.signature' }),
      get('/', { cookie: 'sid=id0.HCues8YBa1hPPVXpc6X61uksf8BnVVkjKW4PFcNETWc' }),
      get('/cookies', { cookie: 'x=y' }),
      get('/signed'),
    ],
  },
  {
    name: 'streaming',
    code: `
      const lines = Array.from({ length: 20000 }, (_, at) => 'line ' + at + '\\n');
      app.get('/events', (req, res) => {
        res.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-cache' }).flushHeaders();
        let at = 0;
        const timer = setInterval(() => { res.write('data: ' + at + '\\n\\n'); if (++at === 4) { clearInterval(timer); res.end(); } }, 2);
        res.on('close', () => clearInterval(timer));
      });
      app.get('/large', async (req, res) => {
        for (const line of lines) if (!res.write(line)) await new Promise((resolve) => res.once('drain', resolve));
        res.end();
      });
      app.get('/gzip', (req, res) => {
        const gzip = zlib.createGzip();
        gzip.pipe(res.set('content-encoding', 'gzip'));
        for (const line of lines.slice(0, 500)) gzip.write(line);
        gzip.end();
      });
      app.get('/trailers', (req, res) => { res.set('trailer', 'x-sum'); res.write('a'); res.addTrailers({ 'x-sum': '1' }); res.end('b'); });
      app.get('/breaks', (req, res) => { res.write('begun'); setTimeout(() => res.destroy(), 3); });
      app.post('/echo', (req, res) => req.pipe(res.type('text')));
      app.post('/upper', async (req, res) => { let text = ''; for await (const chunk of req) text += chunk; res.send(text.toUpperCase()); });
      app.get('/early', (req, res) => { res.writeContinue(); res.writeHead(200, 'Fine', { 'x-raw': '1' }); res.end('raw'); });
      monitored(app);
    `,
    asks: [
      get('/events'),
      get('/large'),
      get('/gzip'),
      get('/trailers'),
      get('/breaks'),
      post('/echo', 'something'.repeat(20), 'text/plain'),
      post('/upper', 'something', 'text/plain'),
      get('/early'),
    ],
  },
  {
    name: 'template engine and its errors',
    code: `
      fs.mkdirSync(path.join(place, 'views'));
      fs.writeFileSync(path.join(place, 'views/index.ntl'), '#title#\\n#message#');
      fs.writeFileSync(path.join(place, 'views/broken.ntl'), '#boom#');
      app.engine('ntl', (file, options, done) => fs.readFile(file, (error, content) => {
        if (error) return done(error);
        if (String(content).includes('#boom#')) return done(new Error('cannot render'));
        done(null, String(content).replace('#title#', '<title>' + options.title + '</title>').replace('#message#', options.message ?? options.settings.env));
      }));
      app.set('views', path.join(place, 'views'));
      app.set('view engine', 'ntl');
      app.locals.title = 'Hey';
      app.get('/', (req, res) => res.render('index', { message: 'Hello there!' }));
      app.get('/locals', (req, res) => { res.locals.title = 'Local'; res.render('index'); });
      app.get('/broken', (req, res) => res.render('broken'));
      app.get('/missing', (req, res) => res.render('missing'));
      app.get('/callback', (req, res) => res.render('missing', (error) => res.status(502).send(error.message.slice(0, 30))));
      app.get('/engine', (req, res) => res.render('index.unknown'));
      monitored(app);
    `,
    asks: ['/', '/locals', '/broken', '/missing', '/callback', '/engine'].map((url) => get(url)),
  },
  {
    name: 'bodies',
    code: `
      app.post('/json', express.json({ limit: '1kb' }), (req, res) => res.send([req.body]));
      app.post('/form', express.urlencoded({ extended: true }), (req, res) => res.send(req.body));
      app.post('/text', express.text(), (req, res) => res.send(typeof req.body + req.body));
      app.post('/raw', express.raw({ type: '*/*' }), (req, res) => res.send(req.body));
      app.post('/none', (req, res) => res.send(typeof req.body));
      app.post('/checked', express.json({ verify: (req, res, body) => { if (body.length > 5) throw Object.assign(new Error('no'), { status: 403 }); } }), (req, res) => res.send('ok'));
      monitored(app);
    `,
    asks: [
      post('/json', '{"a":{"b":[1]}}'),
      post('/json', '{"a":'),
      post('/json', `"${'x'.repeat(2000)}"`),
      post('/json', '{}', 'application/json; charset=klingon'),
      post('/form', 'a[b]=1&a[c]=2&d=%20', form),
      post('/text', 'words', 'text/plain'),
      post('/raw', 'bytes', 'application/x-any'),
      post('/none', '{}'),
      post('/checked', '{"longer":1}'),
      { ...post('/json', 'not gzip'), headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } },
    ],
  },
  {
    name: 'params and mounted applications',
    code: `
      const users = [{ name: 'tj' }, { name: 'tobi' }];
      app.param('user', (req, res, next, id) => {
        req.user = users[id];
        process.nextTick(() => (req.user ? next() : next(Object.assign(new Error('failed to find user'), { status: 404 }))));
      });
      app.param(['from', 'to'], (req, res, next, value, name) => {
        req.params[name] = Number(value);
        Number.isNaN(req.params[name]) ? next(new TypeError('failed to parse ' + name)) : next();
      });
      app.get('/user/:user', (req, res) => res.send('user ' + req.user.name));
      app.get('/users/:from-:to', (req, res) => res.send(users.slice(req.params.from, req.params.to + 1)));
      const api = express();
      const order = [];
      api.on('mount', (parent) => order.push('mounted', api.mountpath, api.path(), parent === app));
      api.get('/status', (req, res) => res.send({ order, base: req.baseUrl, path: req.app.path(), same: req.app === api }));
      api.use((error, req, res, next) => res.status(500).send('api: ' + error.message));
      api.get('/unreached', () => { throw new Error('passes the handler above'); });
      const deep = express();
      deep.get('/:id', (req, res) => { if (req.params.id === '0') throw new Error('deep'); res.send(req.originalUrl); });
      api.use('/deep', deep);
      app.use('/api', api);
      app.get('/after', (req, res) => res.send([req.app === app, req.baseUrl]));
      monitored(app);
    `,
    asks: [
      '/user/0',
      '/user/9',
      '/users/0-1',
      '/users/0-x',
      '/api/status',
      '/api/unreached',
      '/api/deep/1',
      '/api/deep/0',
      '/api/none',
      '/after',
    ].map((url) => get(url)),
  },
  {
    name: 'the order of events',
    code: `
      const log = [];
      const tell = (what) => log.push(what);
      app.get('/log', (req, res) => setTimeout(() => res.send(log), 10));
      app.use((req, res, next) => {
        tell('first in');
        for (const name of ['prefinish', 'finish', 'close']) res.on(name, () => tell('response ' + name));
        for (const name of ['end', 'close']) req.on(name, () => tell('request ' + name));
        process.nextTick(tell, 'tick');
        Promise.resolve().then(() => tell('promise'));
        setImmediate(tell, 'immediate');
        const before = res.end;
        res.end = function (...args) { tell('end'); return before.apply(this, args); };
        next();
        tell('first out');
      });
      app.use(async (req, res, next) => { tell('second in'); await null; next(); tell('second out'); });
      app.get('/work', (req, res) => { tell('handler'); res.send('done'); tell('handler out'); });
      app.get('/fail', (req, res, next) => { tell('handler'); next(new Error('expected')); tell('handler out'); });
      monitored(app);
      app.use((error, req, res, next) => { tell('error handler'); res.status(500).end('sorry'); });
    `,
    asks: [get('/work'), get('/log'), get('/fail'), get('/log'), post('/work', '{}'), get('/log')],
  },
];
