/** The way to the receiver, on which things go wrong as they are told to. What passes is entered in the ledger. */

import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { createLedger } from './ledger.mjs';

const SLOW_MS = 1500;
/** Seconds that a limit lasts. */
const LIMIT_S = 2;

/** What a request meets. Each resolves with `[status, headers]` to answer, or with nothing: the connection is cut. */
const MODES = {
  fair: (pass) => pass(),
  slow: async (pass) => {
    await wait(SLOW_MS);
    return pass();
  },
  // One in three comes through.
  resets: async (pass, count) => (count % 3 === 0 ? pass() : undefined),
  /** The receiver has it, and nobody hears of that. */
  'lost answers': async (pass, count) => {
    const answer = await pass();
    return count % 2 === 0 ? answer : undefined;
  },
  429: async (_pass, count) => [
    429,
    count % 2 === 0
      ? { 'retry-after': `${LIMIT_S}` }
      : { 'x-sentry-rate-limits': `${LIMIT_S}:error;transaction;log_item:organization` },
  ],
  500: async () => [500, {}],
};

/** Starts it on a free port; `receiverPort`: where the way leads. */
export async function startWeather(receiverPort) {
  const ledger = createLedger();
  let mode = 'fair';
  let count = 0;
  const server = createServer(async (request, response) => {
    count += 1;
    const isCut = (await answer(request, response, count)) === undefined;
    if (isCut) {
      request.socket.destroy();
    }
  });
  server.keepAliveTimeout = 500;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: server.address().port,
    ledger,
    set(name) {
      mode = name;
    },
    close: () => server.close(),
  };

  async function answer(request, response, number) {
    const raw = await readAll(request).catch(() => undefined);
    if (!raw) {
      return undefined;
    }
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
    let passed = false;
    const pass = async () => {
      const [status, headers] = (await forward(request, raw, receiverPort)) ?? [];
      passed = status !== undefined || 'perhaps';
      return status && [status, headers];
    };
    const answered = await MODES[mode](pass, number);
    // One who hung up meanwhile hears nothing.
    const [status, headers] = (!request.socket.destroyed && answered) || [];
    if (status === 200) {
      ledger.enter(body, 'taken');
    } else if (status === 429) {
      ledger.enter(body, 'refused');
    } else if (passed) {
      ledger.enter(body, 'unanswered');
    }
    if (status !== undefined) {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{}');
    }
    return status;
  }
}

/** The receiver's answer; `undefined` when there was none. */
function forward({ method, url, headers }, raw, port) {
  return new Promise((resolve) => {
    const outgoing = httpRequest({ port, host: '127.0.0.1', method, path: url, headers, agent: false }, (answer) => {
      answer.on('error', () => {}).resume();
      resolve([answer.statusCode, {}]);
    });
    outgoing.on('error', () => resolve(undefined)).end(raw);
  });
}

async function readAll(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
