import { EventEmitter, once } from 'node:events';
import { createReadStream } from 'node:fs';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Server } from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  addBreadcrumb,
  type Client,
  captureMessage,
  getActiveSpan,
  getIsolationScope,
  init,
  type NodeOptions,
  setTag,
  spanToJSON,
  startSpan,
} from '../index.ts';

let backend: Backend;
let client: Client | undefined;
const servers: Array<Server & { closeAllConnections?: () => void }> = [];

beforeEach(async () => {
  backend = await startBackend();
  getIsolationScope().clear();
});

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
  await client?.close(2000);
  await backend.close();
});

const start = (options: NodeOptions = {}): void => {
  client = init({ dsn: backend.dsn, tracesSampleRate: 1, floodControl: false, ...options });
};

async function listen(server: Server): Promise<number> {
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function ask(port: number, path: string, agent: Agent): Promise<string> {
  const [response] = await once(request({ port, path, agent, host: '127.0.0.1' }).end(), 'response');
  let text = '';
  for await (const chunk of response) {
    text += chunk;
  }
  return text;
}

const idOf = (incoming: IncomingMessage): string => incoming.url?.slice(1).split('?')[0] as string;
const tagOf = (): unknown => getIsolationScope().getScopeData().tags.id;

/** Two workers for all: who finds none waits until another request gives one back. */
function createPool() {
  const free = ['one', 'two'];
  const waiting: Array<(worker: string) => void> = [];
  return {
    take: async () => free.pop() ?? new Promise<string>((resolve) => waiting.push(resolve)),
    give: (worker: string) => void (waiting.shift()?.(worker) ?? free.push(worker)),
  };
}

/** Every way in which work goes on later; each looks whose request it belongs to. */
async function work(id: string, pool: ReturnType<typeof createPool>, other: () => Promise<string>): Promise<unknown[]> {
  const seen: unknown[] = [];
  const look = (): void => void seen.push(tagOf());
  setTag('id', id);
  await wait(Math.random() * 10);
  look();
  await turn();
  look();
  await new Promise<void>((resolve) => process.nextTick(() => queueMicrotask(resolve)));
  look();
  const worker = await pool.take();
  look();
  await wait(1);
  pool.give(worker);
  const emitter = new EventEmitter();
  const heard = once(emitter, 'later');
  setTimeout(() => {
    look();
    emitter.emit('later');
  }, Math.random() * 5);
  await heard;
  look();
  const through = new Transform({
    transform(chunk, _encoding, done) {
      look();
      done(null, chunk);
    },
  });
  await pipeline(createReadStream(fileURLToPath(import.meta.url), { start: 0, end: 100 }), through.resume());
  look();
  await startSpan({ name: `inner ${id}` }, async () => {
    await other();
    look();
    seen.push((getActiveSpan() && spanToJSON(getActiveSpan() as never).description) === `inner ${id}` && id);
  });
  addBreadcrumb({ message: id });
  look();
  return seen;
}

test('keeps two hundred requests apart through timers, streams, pools, emitters and outgoing requests', async () => {
  start();
  const inner = new Agent({ keepAlive: true, maxSockets: 4 });
  const outer = new Agent({ keepAlive: true, maxSockets: 20 });
  const service = await listen(createServer((_incoming, response) => void setTimeout(() => response.end('ok'), 2)));
  const pool = createPool();
  const strangers: unknown[] = [];
  const port = await listen(
    createServer(async (incoming, response) => {
      const id = idOf(incoming);
      if (tagOf() !== undefined) {
        strangers.push(tagOf());
      }
      const seen = await work(id, pool, () => ask(service, '/ping', inner));
      strangers.push(...seen.filter((one) => one !== id));
      captureMessage(id);
      response.end(id);
    }),
  );
  const ids = Array.from({ length: 200 }, (_, index) => `r${index}`);
  const answers = await Promise.all(ids.map((id) => ask(port, `/${id}`, outer)));
  expect(answers).toEqual(ids);
  expect(strangers).toEqual([]);
  const isServer = ({ transaction }: { transaction?: string }): boolean => /^GET \/r/.test(transaction ?? '');
  const { events, transactions } = await backend.waitFor((b) => {
    const all = { events: b.events(), transactions: b.transactions().filter(isServer) };
    return all.events.length === 200 && all.transactions.length === 200 && all;
  });
  for (const { message, tags, breadcrumbs, transaction } of events) {
    const text = String(message);
    expect(tags?.id).toBe(text);
    expect(transaction).toBe(`GET /${text}`);
    expect(breadcrumbs?.filter(({ type }) => type !== 'http').map((crumb) => crumb.message)).toEqual([text]);
    // Beside those of the asking side, which is this process too.
    expect(breadcrumbs?.filter(({ data }) => data?.url === `http://127.0.0.1:${service}/ping`)).toHaveLength(1);
  }
  for (const { transaction, spans } of transactions) {
    const id = transaction?.slice('GET /'.length);
    expect(spans?.map(({ description }) => description)).toEqual([
      `inner ${id}`,
      `GET http://127.0.0.1:${service}/ping`,
    ]);
  }
  expect(new Set(transactions.map(({ contexts }) => contexts?.trace?.span_id)).size).toBe(200);
  inner.destroy();
  outer.destroy();
});

test('keeps pipelined requests apart, and their spans', async () => {
  start();
  const port = await listen(
    createServer(async (incoming, response) => {
      setTag('id', idOf(incoming));
      // The first takes longest: they are answered in order, but not done in order.
      await wait(idOf(incoming) === 'a' ? 30 : 5);
      response.end(String(tagOf()));
    }),
  );
  const socket = connect(port, '127.0.0.1');
  socket.write(['a', 'b', 'c'].map((path) => `GET /${path} HTTP/1.1\r\nhost: x\r\n\r\n`).join(''));
  let text = '';
  for await (const chunk of socket) {
    text += chunk;
    if (text.endsWith('\r\n\r\nc')) {
      break;
    }
  }
  expect([...text.matchAll(/\r\n\r\n(.)/g)].map(([, body]) => body)).toEqual(['a', 'b', 'c']);
  const transactions = await backend.waitFor((b) => b.transactions().length === 3 && b.transactions());
  expect(transactions.map(({ transaction }) => transaction).sort()).toEqual(['GET /a', 'GET /b', 'GET /c']);
  expect(transactions.every(({ tags, transaction }) => transaction === `GET /${String(tags?.id)}`)).toBe(true);
});

test('lets connections be upgraded as ever, and not inherit the request before', async () => {
  start();
  const server = createServer((_incoming, response) => {
    setTag('id', 'of the request before');
    response.end('ok');
  });
  const seen: unknown[] = [];
  server.on('upgrade', (_incoming, socket) => {
    seen.push(tagOf());
    socket.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\nhello');
  });
  const port = await listen(server);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  expect(await ask(port, '/first', agent)).toBe('ok');
  const headers = { connection: 'upgrade', upgrade: 'echo' };
  const [response, , head] = await once(request({ port, agent, headers, host: '127.0.0.1' }).end(), 'upgrade');
  expect([response.statusCode, String(head)]).toEqual([101, 'hello']);
  expect(seen).toEqual([undefined]);
  agent.destroy();
});

test('answers HEAD and a request without a listener as a server does without us', async () => {
  start();
  const listener = (_incoming: IncomingMessage, response: ServerResponse): void => void response.end('body');
  const port = await listen(createServer(listener));
  const [head] = await once(request({ port, host: '127.0.0.1', method: 'HEAD' }).end(), 'response');
  expect([head.statusCode, await head.toArray()]).toEqual([200, []]);
  const broken = connect(port, '127.0.0.1');
  broken.write('NONSENSE\r\n\r\n');
  const [answer] = await once(broken, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1.1 400/);
});

test('keeps the scopes in a handler of the body, where the runtime keeps any', async () => {
  start();
  const port = await listen(
    createServer((incoming, response) => {
      setTag('id', idOf(incoming));
      // What comes now comes in a turn of its own.
      incoming.once('data', () => outgoing.end('b')).on('end', () => response.end(String(tagOf())));
    }),
  );
  const outgoing = request({ port, host: '127.0.0.1', method: 'POST', path: '/post' });
  const answered = once(outgoing, 'response');
  outgoing.write('a');
  const [[response]] = await Promise.all([answered]);
  let text = '';
  for await (const chunk of response) {
    text += chunk;
  }
  const major = Number(process.versions.node.split('.')[0]);
  expect(text).toBe(major < 24 ? 'post' : 'undefined');
});
