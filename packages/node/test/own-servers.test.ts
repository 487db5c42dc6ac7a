import { describe, expect, test } from 'vitest';
import { backend, prepareProgramsAndBackend, programs } from '../test-support/programs-and-backend.ts';
import { otherRuntimes, type Runtime } from './installed-runtimes.ts';

prepareProgramsAndBackend();

/** In the programs: the global of the runtime, and asking a server for one path after another. */
const PRELUDE = `
  const runtime = globalThis.Bun ?? globalThis.Deno;
  const say = (value) => console.log(JSON.stringify(value));
  const ask = async (server, paths, options) => {
    const answers = [];
    for (const path of paths) {
      const response = await fetch('http://127.0.0.1:' + (server.port ?? server.addr.port) + path, options);
      answers.push([response.status, await response.text()]);
    }
    return answers;
  };
  const quiet = { port: 0, hostname: '127.0.0.1', onListen() {}, onError: () => new Response('oh', { status: 500 }), error: () => new Response('oh', { status: 500 }) };
  const end = () => sdk.close(20_000).then(() => process.exit());
`;

async function run(runtime: Runtime, program: string): Promise<unknown[]> {
  const init = `{ dsn: '${backend.dsn}', tracesSampleRate: 1 }`;
  const { stdout, stderr, code } = await programs.run(`${PRELUDE} (async () => { ${program} })()`, { runtime, init });
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
const transactions = (): string[] =>
  backend
    .transactions()
    .map(({ transaction, contexts }) => `${transaction} ${contexts?.trace?.status}`)
    .sort();
const isKind = (kind: Runtime['kind']) => otherRuntimes.filter((runtime) => runtime.kind === kind);

describe.each(isKind('Bun'))('Bun.serve of $version', (runtime) => {
  test('is heard by its routes, and all answers as before', async () => {
    const said = await run(
      runtime,
      `const server = Bun.serve({ ...quiet,
        routes: {
          '/items/:id': (request) => new Response(request.params.id),
          '/by-method': { GET: () => new Response('got'), POST: async (request) => new Response(await request.text()) },
          '/always': new Response('the same'),
          '/broken/:n': () => { throw new Error('in a route') },
        },
        fetch(request, given) { return new Response(String(this === given && given === server)) },
      });
      say(await ask(server, ['/items/7', '/by-method', '/always', '/broken/1', '/else']));
      say(await ask(server, ['/by-method'], { method: 'POST', body: 'posted' }));
      server.reload({ ...quiet, fetch: () => new Response('anew') });
      say(await ask(server, ['/later']));
      await end();`,
    );
    expect(said).toEqual([
      [
        [200, '7'],
        [200, 'got'],
        [200, 'the same'],
        [500, 'oh'],
        [200, 'true'],
      ],
      [[200, 'posted']],
      [[200, 'anew']],
    ]);
    expect(transactions()).toEqual([
      'GET /broken/:n internal_error',
      'GET /by-method ok',
      'GET /else ok',
      'GET /items/:id ok',
      'GET /later ok',
      'POST /by-method ok',
    ]);
    expect(backend.events()).toMatchObject([{ transaction: 'GET /broken/:n', request: { method: 'GET' } }]);
  });
});

describe.each(isKind('Deno'))('Deno.serve of $version', (runtime) => {
  test('is heard in each of the ways it is called, and all answers as before', async () => {
    const said = await run(
      runtime,
      `const handler = (request, { remoteAddr }) => new Response(remoteAddr.hostname);
      const failing = async () => { throw new Error('in a handler') };
      for (const server of [Deno.serve(quiet, handler), Deno.serve({ ...quiet, handler }), Deno.serve(quiet, failing)]) {
        say(await ask(server, ['/a?b=c']));
      }
      await end();`,
    );
    expect(said).toEqual([[[200, '127.0.0.1']], [[200, '127.0.0.1']], [[500, 'oh']]]);
    expect(transactions()).toEqual(['GET /a internal_error', 'GET /a ok', 'GET /a ok']);
    expect(backend.events()).toMatchObject([{ transaction: 'GET /a', request: { query_string: 'b=c' } }]);
  });
});

describe.each(otherRuntimes)('fetch in $kind $version', (runtime) => {
  test('leaves breadcrumbs, keeps what a request carries, and fails as before', async () => {
    const said = await run(
      runtime,
      `const server = runtime.serve({ ...quiet, fetch: answer }, answer);
      async function answer(request) {
        const { headers, method } = request;
        return Response.json([method, headers.get('x-own'), !!headers.get('sentry-trace'), await request.text()]);
      }
      const url = 'http://127.0.0.1:' + (server.port ?? server.addr.port) + '/';
      const given = { method: 'PUT', headers: { 'x-own': 'yes' }, body: 'text' };
      say(await (await fetch(url, given)).json());
      say(await (await fetch(new Request(url, given))).json());
      say(await (await fetch(new URL(url))).json());
      say(await fetch('http://127.0.0.1:1/').catch((error) => error instanceof Error));
      say(await fetch('not a url').catch((error) => error instanceof TypeError));
      sdk.captureMessage('after');
      await end();`,
    );
    const carried = ['PUT', 'yes', true, 'text'];
    expect(said).toEqual([carried, carried, ['GET', null, true, ''], true, true]);
    const crumbs = backend.events()[0]?.breadcrumbs?.filter(({ category }) => category === 'http') ?? [];
    expect(crumbs.map(({ data, level }) => [data?.['http.method'], data?.status_code, level])).toEqual([
      ['PUT', 200, 'info'],
      ['PUT', 200, 'info'],
      ['GET', 200, 'info'],
      ['GET', undefined, 'error'],
    ]);
  });

  test('is put back by close, as are the servers, unless somebody patched after us', async () => {
    const look = `[fetch === before.fetch, runtime.serve === before.serve, Object.hasOwn(Server.prototype, 'emit')]`;
    const { stdout } = await programs.run(
      `${PRELUDE}
      const { Server } = require('node:http');
      const before = { fetch, serve: runtime.serve };
      const init = () => sdk.init({ dsn: '${backend.dsn}' });
      (async () => {
        init();
        say(${look});
        await sdk.close();
        say(${look});
        init();
        const patched = globalThis.fetch;
        const theirs = (globalThis.fetch = (...args) => patched(...args));
        await sdk.close();
        say(fetch === theirs);
        process.exit();
      })()`,
      { runtime, init: '{}' },
    );
    const lines = [[false, false, runtime.kind === 'Bun'], [true, true, false], true];
    expect(stdout).toBe(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  });
});
