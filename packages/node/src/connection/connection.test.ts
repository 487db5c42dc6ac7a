import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { SendRequest } from '@vedette/core';
import { afterEach, describe, expect, test } from 'vitest';
import { nodeContext } from '../async-context.ts';
import { createHttpSender } from '../transport.ts';

const servers: Server[] = [];
const sockets = new Set<Socket>();

afterEach(() => {
  for (const socket of sockets) {
    socket.destroy();
  }
  sockets.clear();
  for (const server of servers.splice(0)) {
    server.close();
  }
});

interface Backend {
  url: string;
  /** Requests that arrived, as text, with the number of their connection. */
  requests: Array<[connection: number, text: string]>;
}

/** A backend that answers each request with what `answer` writes; it knows where a request ends. */
async function startBackend(answer: (socket: Socket, request: number) => void): Promise<Backend> {
  const requests: Backend['requests'] = [];
  let connections = 0;
  const server = createServer((socket) => {
    const connection = ++connections;
    let text = '';
    sockets.add(socket.on('error', () => {}));
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (let end = endOf(text); end > 0; end = endOf(text)) {
        requests.push([connection, text.slice(0, end)]);
        text = text.slice(end);
        answer(socket, requests.length);
      }
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in?a=b`, requests };
}

/** Where the first request ends; -1 when it is not all there. */
function endOf(text: string): number {
  const head = text.indexOf('\r\n\r\n') + 4;
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
  const end = head + Buffer.from(text.slice(head)).subarray(0, length).toString().length;
  return head > 3 && Buffer.byteLength(text.slice(head)) >= length ? end : -1;
}

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';

function createSender() {
  const sender = createHttpSender(nodeContext());
  const send = (url: string, more: Partial<SendRequest> = {}) =>
    sender.send({ url, body: 'hi', ...more }).then(
      ({ statusCode }) => statusCode,
      (error: Error) => error.message,
    );
  return { ...sender, send };
}

describe('posts', () => {
  test('go over one connection, one after the other, as long as it is kept', async () => {
    const { url, requests } = await startBackend((socket) => socket.write(OK));
    const { send } = createSender();
    expect([await send(url), await send(url, { body: 'grüße' }), await send(url)]).toEqual([200, 200, 200]);
    expect(requests.map(([connection]) => connection)).toEqual([1, 1, 1]);
    expect(requests[1]?.[1]).toBe(
      [
        'POST /in?a=b HTTP/1.1',
        `host: ${new URL(url).host}`,
        'connection: keep-alive',
        'content-type: application/x-sentry-envelope',
        expect.stringMatching(/^user-agent: vedette\.javascript\.node\/\d/) && requests[1]?.[1].split('\r\n')[4],
        'content-length: 7',
        '',
        'grüße',
      ].join('\r\n'),
    );
  });

  test('go over four connections at most, and wait for one of them', async () => {
    const { url, requests } = await startBackend((socket) => void setTimeout(() => socket.write(OK), 5));
    const { send } = createSender();
    expect(new Set(await Promise.all(Array.from({ length: 50 }, () => send(url))))).toEqual(new Set([200]));
    expect(Math.max(...requests.map(([connection]) => connection))).toBe(4);
  });

  test('of bytes arrive as they are', async () => {
    const { url, requests } = await startBackend((socket) => socket.write(OK));
    expect(await createSender().send(url, { body: Buffer.from('bytes €') })).toBe(200);
    expect(requests[0]?.[1]).toContain('\r\n\r\nbytes €');
  });

  test('carry the headers of the host, which may take the place of ours', async () => {
    const { url, requests } = await startBackend((socket) => socket.write(OK));
    const { send } = createSender();
    const headers: Record<string, string> = { 'User-Agent': 'mine', 'x-token': '1' };
    await send(url, { headers });
    headers['x-token'] = '2';
    await send(url, { headers });
    expect(requests[0]?.[1]).toMatch(/user-agent: mine\r\nx-token: 1\r\n/);
    expect(requests[0]?.[1]).not.toContain('vedette');
    expect(requests[1]?.[1]).toContain('x-token: 2');
  });

  test.each([{ Host: 'other.example' }, { Connection: 'close' }])('with %j are left to node:http', async (headers) => {
    const { url, requests } = await startBackend((socket) => socket.write(OK));
    const { send } = createSender();
    expect(await send(url, { headers: headers as never })).toBe(200);
    expect(requests[0]?.[1]).toContain(Object.entries(headers)[0]?.join(': '));
  });

  test('with headers that nobody can send fail and write nothing', async () => {
    const { url, requests } = await startBackend((socket) => socket.write(OK));
    expect(await createSender().send(url, { headers: { 'x-a': 'b\r\nx-c: d' } })).toContain('Invalid character');
    expect(requests).toEqual([]);
  });

  test('are unsent until they are written, and have left until they are answered', async () => {
    let answer: () => unknown = () => undefined;
    const { url, requests } = await startBackend((socket) => {
      answer = () => socket.write(OK);
    });
    const { send, unsent, hasLeft } = createSender();
    const sent = send(url, { body: 'one' });
    expect([unsent().map(({ body }) => body), hasLeft('one')]).toEqual([['one'], false]);
    await expect.poll(() => requests.length).toBe(1);
    expect([unsent(), hasLeft('one')]).toEqual([[], true]);
    answer();
    await sent;
    expect([unsent(), hasLeft('one')]).toEqual([[], false]);
  });
});

describe('an answer', () => {
  const RATE_LIMITS = 'X-Sentry-Rate-Limits: 60:error\r\nX-Sentry-Rate-Limits:  70:session ';
  test.each([
    ['with a length', `HTTP/1.1 200 OK\r\n${RATE_LIMITS}\r\nContent-Length: 5\r\n\r\nhello`],
    ['without a body', `HTTP/1.1 204 No Content\r\n${RATE_LIMITS}\r\n\r\n`],
    ['of nothing', `HTTP/1.1 429\r\n${RATE_LIMITS}\r\ncontent-length:0\r\n\r\n`],
    [
      'in chunks',
      `HTTP/1.1 200 OK\r\n${RATE_LIMITS}\r\nTransfer-Encoding: gzip, chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nx: y\r\n\r\n`,
    ],
    ['after another one', `HTTP/1.1 103 Early\r\nlink: x\r\n\r\n${OK.replace('\r\n', `\r\n${RATE_LIMITS}\r\n`)}`],
  ])('%s is read to its end, however it is cut', async (_kind, text) => {
    const { url, requests } = await startBackend(async (socket, request) => {
      const cuts = request === 1 ? [text] : request === 2 ? [...text] : [text.slice(0, 17), text.slice(17)];
      for (const part of cuts) {
        socket.write(part);
        // Into a packet of its own.
        await wait(0);
      }
    });
    const sender = createHttpSender(nodeContext());
    for (let turn = 0; turn < 10; turn++) {
      const { statusCode, headers } = await sender.send({ url, body: 'hi' });
      expect(statusCode).toBe(Number(/ ([2-5]\d\d)/.exec(text)?.[1]));
      expect(headers['x-sentry-rate-limits']).toBe('60:error, 70:session');
    }
    // An answer counts as soon as its head is there, so that the next may find the connection still busy with the rest.
    expect(Math.max(...requests.map(([connection]) => connection))).toBeLessThan(4);
  });

  test.each([
    ['says close', 'HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n', false],
    ['is of HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n', false],
    ['ends with the connection', 'HTTP/1.1 200 OK\r\n\r\nwhatever', true],
    ['keeps it for too short a time', 'HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 0\r\n\r\n', false],
    ['is followed by something', `${OK}HTTP/1.1 408 Request Timeout\r\n\r\n`, false],
    ['is longer than anybody wants', `HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n${'x'.repeat(2e6)}`, false],
  ])('that %s is good, and the next has another connection', async (_kind, text, ends) => {
    const { url, requests } = await startBackend((socket) => void socket[ends ? 'end' : 'write'](text));
    const { send } = createSender();
    expect(await send(url)).toBe(200);
    expect(await send(url)).toBe(200);
    expect(requests.map(([connection]) => connection)).toEqual([1, 2]);
  });

  test.each([
    ['is none', 'SSH-2.0-OpenSSH_9\r\n\r\n'],
    ['speaks something else from now on', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n'],
    ['has no length', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n'],
    ['has a head without end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}`],
  ])('that %s fails its post and closes the connection', async (_kind, text) => {
    const { url, requests } = await startBackend((socket, request) => void socket.write(request === 1 ? text : OK));
    const { send } = createSender();
    expect(await send(url)).toEqual(expect.any(String));
    expect(await send(url)).toBe(200);
    expect(requests.map(([connection]) => connection)).toEqual([1, 2]);
  });

  test.each([
    ['is reset', (socket: Socket) => socket.resetAndDestroy()],
    ['is closed', (socket: Socket) => socket.end()],
    ['is closed within the head', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nx')],
  ])('of a connection that %s does not come, and what waits has another one', async (_kind, end) => {
    const { url, requests } = await startBackend(
      (socket, request) => void (request <= 4 ? end(socket) : socket.write(OK)),
    );
    const { send } = createSender();
    const results = await Promise.all(Array.from({ length: 6 }, () => send(url)));
    expect(results.filter((result) => result === 200)).toHaveLength(2);
    expect(requests).toHaveLength(6);
  });
});

test.each([
  ['closed', (socket: Socket) => socket.end()],
  ['broken', (socket: Socket) => socket.resetAndDestroy()],
  ['spoken on', (socket: Socket) => socket.write('HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n')],
])('a connection that is %s while nobody uses it is not used again', async (_kind, end) => {
  const { url, requests } = await startBackend((socket) => socket.write(OK));
  const { send } = createSender();
  await send(url);
  const [used] = sockets;
  const closed = new Promise((resolve) => used?.once('close', resolve));
  end(used as Socket);
  await closed;
  // Until it is heard of at this end.
  await wait(20);
  expect(await send(url)).toBe(200);
  expect(requests.map(([connection]) => connection)).toEqual([1, 2]);
});

test('where nobody listens a post fails', async () => {
  expect(await createSender().send('http://127.0.0.1:1/')).toContain('ECONNREFUSED');
});

test('a URL that is none fails its post', async () => {
  expect(await createSender().send('nonsense')).toContain('Invalid URL');
});
