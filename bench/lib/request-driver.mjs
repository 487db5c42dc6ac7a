/**
 * Puts one server under load and prints what a request cost it. This process is the load and the backend; the server has
 * a process of its own. Arguments: `http` or `express`, the package that monitors it (or nothing), `tracesSampleRate` (or
 * nothing), and how many requests are measured, after half as many to warm up.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const [app, sdk, rate, requests] = process.argv.slice(2);
/** Requests under way at once. */
const CONNECTIONS = 8;
/** Milliseconds that a client thinks between two requests: the server is busy, yet has time for what it does later. */
const THINKING_MS = 2;
/** Milliseconds without an envelope after which none is on its way any more. */
const QUIET_MS = 300;
const REQUEST = Buffer.from(
  'GET /users/42?page=2 HTTP/1.1\r\nhost: 127.0.0.1\r\nuser-agent: bench\r\naccept: */*\r\ncookie: theme=dark\r\n\r\n',
);

let transactions = 0;
let lastEnvelopeAt = 0;
const backend = createServer((request, response) => {
  request.setEncoding('latin1');
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    transactions += body.includes('{"type":"transaction"') ? 1 : 0;
    lastEnvelopeAt = performance.now();
    response.end('{}');
  });
}).listen(0, '127.0.0.1');
await once(backend, 'listening');

const dsn = `http://abcdefabcdefabcdefabcdefabcdefab@127.0.0.1:${backend.address().port}/1`;
const server = fork(path.join(import.meta.dirname, 'request-server.cjs'), [app, sdk, rate, dsn], {
  execArgv: ['--expose-gc', ...process.execArgv],
});
const [{ port }] = await once(server, 'message');

await load(Number(requests) / 2);
await quiet();
const heapBefore = await ask('memory');
const { cpuUs: before } = await ask('cpu');
transactions = 0;
const times = await load(Number(requests));
await quiet();
const { cpuUs: after } = await ask('cpu');
const { heapKb, rssMb } = await ask('memory');
times.sort();
console.log(
  JSON.stringify({
    us: (after - before) / Number(requests),
    p99Ms: times[Math.floor(times.length * 0.99)],
    arrived: transactions / Number(requests),
    grownKb: heapKb - heapBefore.heapKb,
    rssMb,
  }),
);
server.disconnect();
await once(server, 'exit');
process.exit(0);

async function ask(question) {
  const answer = once(server, 'message');
  server.send(question);
  return (await answer)[0];
}

async function quiet() {
  do {
    await wait(QUIET_MS);
  } while (performance.now() - lastEnvelopeAt < QUIET_MS);
}

/** Milliseconds that each request took. */
async function load(count) {
  const taken = new Float64Array(count);
  let begun = 0;
  let ended = 0;
  const use = () =>
    new Promise((resolve, reject) => {
      let started = 0;
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      const next = () => {
        if (begun === count) {
          socket.destroy();
          resolve();
          return;
        }
        begun += 1;
        started = performance.now();
        socket.write(REQUEST);
      };
      // An answer is small, and its JSON ends it.
      socket.on('data', (chunk) => {
        if (chunk.at(-1) === 0x7d || chunk.includes('0\r\n\r\n')) {
          taken[ended] = performance.now() - started;
          ended += 1;
          setTimeout(next, THINKING_MS);
        }
      });
      socket.on('connect', next);
      socket.on('error', reject);
    });
  await Promise.all(Array.from({ length: CONNECTIONS }, use));
  return taken;
}
