/**
 * Puts one server under load and prints what a request cost it, once for each sample. This process is the load and the
 * backend; the server has a process of its own. Argument, as JSON: `app` (`http` or `express`), `sdk` (the package that
 * monitors it, or nothing), `rate` (`tracesSampleRate`, or nothing), how many `requests` are measured how often (`samples`)
 * after how many to warm up (`warmUp`), and the milliseconds that a client pauses between two requests (`thinkingMs`).
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const { app, sdk, rate, requests, warmUp, samples, thinkingMs } = JSON.parse(process.argv[2]);
/** Requests under way at once. */
const CONNECTIONS = 8;
/** Milliseconds without an envelope after which none is on its way any more. */
const QUIET_MS = 200;
const REQUEST = Buffer.from(
  'GET /users/42?page=2 HTTP/1.1\r\nhost: 127.0.0.1\r\nuser-agent: bench\r\naccept: */*\r\ncookie: theme=dark\r\n\r\n',
);

let transactions = 0;
let posts = 0;
let connections = 0;
let lastEnvelopeAt = 0;
const backend = createServer((request, response) => {
  request.setEncoding('latin1');
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    posts += 1;
    transactions += body.includes('{"type":"transaction"') ? 1 : 0;
    lastEnvelopeAt = performance.now();
    response.end('{}');
  });
}).on('connection', () => {
  connections += 1;
});
backend.listen(0, '127.0.0.1');
await once(backend, 'listening');

const dsn = `http://abcdefabcdefabcdefabcdefabcdefab@127.0.0.1:${backend.address().port}/1`;
const server = fork(path.join(import.meta.dirname, 'request-server.cjs'), [app, sdk, rate, dsn], {
  execArgv: ['--expose-gc', ...process.execArgv],
});
server.once('exit', (code) => process.exit(code || 1));
const [{ port }] = await once(server, 'message');

await load(warmUp);
for (let sample = 0; sample < samples; sample += 1) {
  await quiet();
  const { heapKb: heapBefore } = await ask('memory');
  const { cpuUs: before } = await ask('cpu');
  transactions = 0;
  posts = 0;
  const times = (await load(requests)).sort();
  await quiet();
  const { cpuUs: after } = await ask('cpu');
  const { heapKb, rssMb } = await ask('memory');
  console.log(
    JSON.stringify({
      us: (after - before) / requests,
      p99Ms: times[Math.floor(requests * 0.99)],
      medianMs: times[Math.floor(requests * 0.5)],
      arrived: transactions / requests,
      posts: posts / requests,
      connections,
      grownKb: heapKb - heapBefore,
      rssMb,
    }),
  );
}
server.removeAllListeners('exit');
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
          if (thinkingMs > 0) {
            setTimeout(next, thinkingMs);
          } else {
            next();
          }
        }
      });
      socket.on('connect', next);
      socket.on('error', reject);
    });
  await Promise.all(Array.from({ length: CONNECTIONS }, use));
  return taken;
}
