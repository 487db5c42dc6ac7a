import { expect, test } from 'vitest';
import { backend, prepareProgramsAndBackend, programs } from '../test-support/programs-and-backend.ts';

/** Who waits for a silent backend to the end waits for fifteen seconds; a busy machine takes a few for a program by itself. */
const AN_AGE_MS = 12_000;

prepareProgramsAndBackend();

const run = (program: string, options = '', env: Record<string, string> = {}) =>
  programs.run(program, { init: `{ dsn: '${backend.dsn}', ${options} }`, env });

test('a short program delivers what it captured before it ends', async () => {
  const { code } = await run(`sdk.captureMessage('hello')`);
  expect(code).toBe(0);
  expect(backend.events()[0]?.message).toBe('hello');
});

test('a program that awaits flush at its end hears whether all was sent', async () => {
  const { stdout } = await run(
    `sdk.captureMessage('hello'); sdk.flush(2000).then((sent) => console.log('sent', sent))`,
  );
  expect(stdout).toBe('sent true\n');
  expect(backend.events()).toHaveLength(1);
});

test('a program that awaits flush is told when a silent backend takes too long', async () => {
  await backend.behave('never-answers');
  const { stdout, elapsedMs } = await run(
    `sdk.captureMessage('hello'); sdk.flush(300).then((sent) => console.log('sent', sent))`,
    'shutdownTimeout: 0',
  );
  expect(stdout).toBe('sent false\n');
  expect(elapsedMs).toBeLessThan(AN_AGE_MS);
});

test.each([
  'down',
  'never-answers',
  'closes-the-socket',
  'not-http',
  'garbage',
  { status: 500 },
  { status: 429 },
] as const)('a short program ends in time and as it should while the backend is %j', async (behaviour) => {
  await backend.behave(behaviour);
  const { code, stdout, stderr, elapsedMs } = await run(
    `sdk.captureMessage('hello'); console.log('done'); process.exitCode = 3`,
    'shutdownTimeout: 400',
  );
  expect({ code, stdout, stderr }).toEqual({ code: 3, stdout: 'done\n', stderr: '' });
  expect(elapsedMs).toBeLessThan(AN_AGE_MS);
  backend.takeProblems();
});

test('a short program waits for a silent backend as long as `shutdownTimeout` says', async () => {
  await backend.behave('never-answers');
  const ended: string[] = [];
  const capture = (name: string, timeoutMs: number) =>
    run(`sdk.captureMessage('${name}')`, `shutdownTimeout: ${timeoutMs}`).then(() => ended.push(name));
  await Promise.all([capture('long', 6000), capture('short', 100)]);
  expect(ended).toEqual(['short', 'long']);
});

test('a program that captures nothing ends at once', async () => {
  const { elapsedMs } = await run('', 'shutdownTimeout: 60_000');
  expect(elapsedMs).toBeLessThan(AN_AGE_MS);
  expect(backend.envelopes).toEqual([]);
});

test('console lines become breadcrumbs, ours do not', async () => {
  await run(
    `console.log('a', 1, { b: 2 }); console.warn(new Error('c')); console.trace('here'); sdk.captureMessage('x')`,
    'debug: true',
  );
  const [log, warn, trace] = backend.events()[0]?.breadcrumbs ?? [];
  expect(log).toMatchObject({ category: 'console', level: 'log', message: 'a 1 [object Object]' });
  expect(log?.data).toMatchObject({ logger: 'console', arguments: ['a', 1, { b: 2 }] });
  expect(warn).toMatchObject({ level: 'warning', message: 'Error: c' });
  expect(trace).toMatchObject({ level: 'error' });
  expect(trace?.message).toContain('Trace: here');
  expect(backend.events()[0]?.breadcrumbs).toHaveLength(3);
});

test('what the host’s beforeBreadcrumb writes on the console is not heard', async () => {
  await run(
    `console.log('one'); sdk.captureMessage('x')`,
    `beforeBreadcrumb: (crumb) => { console.log('inside'); return crumb }`,
  );
  expect(backend.events()[0]?.breadcrumbs?.map(({ message }) => message)).toEqual(['one']);
});

test('an event tells what the program runs on', async () => {
  await run(`sdk.captureMessage('x')`, `serverName: 'web-1'`, { LANG: 'de_DE.UTF-8', TZ: 'Europe/Berlin' });
  const [event] = backend.events();
  expect(event).toMatchObject({ platform: 'node', server_name: 'web-1', environment: 'production' });
  expect(event?.contexts).toMatchObject({
    runtime: { name: 'node', version: process.version },
    culture: { locale: 'de-DE', timezone: 'Europe/Berlin' },
    device: { arch: process.arch },
    os: { name: 'Linux' },
  });
  expect(event?.contexts?.app?.app_memory).toBeGreaterThan(1e6);
});

test.each([
  ['without default integrations', 'defaultIntegrations: false'],
  ['with a context integration of the host’s', 'integrations: [sdk.nodeContextIntegration({ os: false })]'],
  [
    'with integrations of getDefaultIntegrations',
    'defaultIntegrations: sdk.getDefaultIntegrationsWithoutPerformance()',
  ],
])('%s the machine is named all the same, on errors and transactions', async (_how, option) => {
  await run(
    `sdk.startSpan({ name: 'work' }, () => sdk.captureMessage('x')); sdk.captureEvent({ message: 'y', server_name: 'own' })`,
    `serverName: 'web-1', tracesSampleRate: 1, ${option}`,
  );
  const names = [...backend.events(), ...backend.transactions()].map((event) => [event.message, event.server_name]);
  expect(names.sort()).toEqual([
    [undefined, 'web-1'],
    ['x', 'web-1'],
    ['y', 'own'],
  ]);
});

test('with includeServerName false no machine is named', async () => {
  await run(`sdk.captureMessage('x')`, `serverName: 'web-1', includeServerName: false`);
  expect(backend.events()).toHaveLength(1);
  expect(backend.events()[0]).not.toHaveProperty('server_name');
});

test('what waits for consent is sent once setConsent grants it', async () => {
  await run(
    `sdk.captureMessage('waits');
     sdk.flush(2000).then(() => { sdk.captureMessage('too'); sdk.setConsent('granted'); })`,
    `consent: 'pending'`,
  );
  expect(backend.events().map(({ message }) => message)).toEqual(['waits', 'too']);
});

test('options that are left out come from the environment', async () => {
  await programs.run(`sdk.startSpan({ name: 'work' }, () => sdk.captureMessage('x'))`, {
    init: '',
    env: {
      SENTRY_DSN: backend.dsn,
      SENTRY_RELEASE: 'shop@2',
      SENTRY_ENVIRONMENT: 'staging',
      SENTRY_TRACES_SAMPLE_RATE: '1',
      SENTRY_NAME: 'web-2',
    },
  });
  expect(backend.events()[0]).toMatchObject({ release: 'shop@2', environment: 'staging', server_name: 'web-2' });
  expect(backend.transactions()[0]?.transaction).toBe('work');
});

test.each([
  ['that a host names', ``, 'f00ba4'],
  ['of the options before that of a host', `, release: 'shop@3'`, 'shop@3'],
])('the release is the one %s', async (_whose, option, release) => {
  await programs.run(`sdk.captureMessage('x')`, {
    init: `{ dsn: '${backend.dsn}'${option} }`,
    env: { HEROKU_SLUG_COMMIT: 'f00ba4' },
  });
  expect(backend.events()[0]).toMatchObject({ release });
});

test.each([
  ['no DSN', `{ debug: true }`, /^\[vedette\] No DSN was given[^\n]*\n$/],
  ['a wrong DSN', `{ dsn: 'nonsense' }`, /^\[vedette\] Invalid Sentry Dsn: nonsense[^\n]*\n$/],
  ['options that are none', 'null', /^$/],
])('with %s the program runs as without us and one line says why', async (_what, init, line) => {
  const program = `const before = process.eventNames().map(String).join();
    globalThis.sdk?.captureException(new Error('unheard'));
    require('node:http').createServer((q, r) => r.end('fine')).listen(0, function () {
      require('node:http').get({ port: this.address().port }, (r) => r.on('data', (d) => { console.log(String(d), before); this.close() }));
    })`;
  const bare = await programs.run(program);
  const { code, stdout, stderr } = await programs.run(program, { init });
  const [ours = '', rest] = stdout.startsWith('[') ? stdout.split(/(?<=\n)/) : ['', stdout];
  expect(code).toBe(0);
  expect(rest).toBe(bare.stdout);
  expect(ours + stderr).toMatch(line);
});

test('close puts everything back', async () => {
  const program = (close: string): string => `
    const http = require('node:http');
    const state = () => JSON.stringify([
      process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
      Object.entries(console).filter(([, f]) => typeof f === 'function' && f.toString().includes('telling')).map(([name]) => name),
      http.ClientRequest.prototype._implicitHeader.toString(),
      ['http.server.request.start', 'http.client.request.created', 'http.client.response.finish', 'undici:request:create']
        .map((name) => require('node:diagnostics_channel').channel(name).hasSubscribers),
    ]);
    const first = state();
    ${close}.then(() => console.log(state(), first === state()));
  `;
  const bare = await programs.run(program('Promise.resolve()'));
  const watched = await run(program('sdk.close()'));
  expect(bare.stdout).toMatch(/ true\n$/);
  expect(watched.stderr).toBe('');
  expect(watched.stdout).toBe(bare.stdout.replace(/true\n$/, 'false\n'));
});

test('a second init takes over from the first', async () => {
  await run(`sdk.init({ dsn: '${backend.dsn}', environment: 'second' }); console.log('once'); throw new Error('boom')`);
  expect(backend.events().map(({ environment }) => environment)).toEqual(['second']);
  expect(backend.events()[0]?.breadcrumbs).toHaveLength(1);
});

test('an error thrown inside of a request is told with that request', async () => {
  const { code } = await run(
    `const http = require('node:http');
     http.createServer(async (q, r) => {
       sdk.setTag('path', q.url);
       await new Promise((f) => setTimeout(f, 10));
       setTimeout(() => { throw new Error('in ' + q.url) }, q.url === '/b' ? 5 : 60_000);
     }).listen(0, function () { for (const p of ['/a', '/b', '/c']) http.get({ port: this.address().port, path: p }).on('error', () => {}) })`,
  );
  expect(code).toBe(1);
  expect(backend.events()).toMatchObject([{ transaction: 'GET /b', tags: { path: '/b' }, request: { method: 'GET' } }]);
});

test('a rejection inside of a request is told with that request', async () => {
  await run(
    `const http = require('node:http');
     http.createServer(async (q) => {
       sdk.setTag('path', q.url);
       await new Promise((f) => setTimeout(f, q.url === '/b' ? 5 : 60_000));
       throw new Error('in ' + q.url);
     }).listen(0, function () { for (const p of ['/a', '/b', '/c']) http.get({ port: this.address().port, path: p }).on('error', () => {}) })`,
  );
  expect(backend.events()).toMatchObject([{ transaction: 'GET /b', tags: { path: '/b' }, level: 'fatal' }]);
});
