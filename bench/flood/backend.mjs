/**
 * One contestant's flood: starts a backend, then the program that captures, then that program once more with nothing to
 * capture. Prints what arrived. Arguments: the package, `different` or `same`, how many errors, and whether the program
 * `ends` by itself or `exits`. Started by `flood`.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';

const [sdk, mode, times, end] = process.argv.slice(2);
/** Milliseconds without a request after which none is on its way any more. */
const QUIET_MS = 250;
const TMPDIR = mkdtempSync(path.join(tmpdir(), 'flood-'));
const arrived = new Set();
const drops = new Map();
let envelopes = 0;
let lastAt = 0;

const backend = createServer(async (request, response) => {
  const chunks = await request.toArray();
  lastAt = performance.now();
  envelopes += 1;
  const body = Buffer.concat(chunks);
  const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
  response.end('{}');
  if (sdk === '@bugsnag/js') {
    arrived.add(`${arrived.size}`);
  } else {
    readEnvelope(text);
  }
}).listen(0, '127.0.0.1');
await once(backend, 'listening');

await run(times, end);
await run(0, 'ends');
rmSync(TMPDIR, { recursive: true, force: true });
const told = [...drops.values()].reduce((sum, quantity) => sum + quantity, 0);
console.log(
  JSON.stringify({ captured: Number(times), arrived: arrived.size, told, accounted: arrived.size + told, envelopes }),
);
process.exit(0);

async function run(count, how) {
  const { port } = backend.address();
  const child = fork(path.join(import.meta.dirname, 'program.cjs'), [sdk, mode, `${count}`, how, `${port}`], {
    env: { PATH: process.env.PATH, TMPDIR },
  });
  await once(child, 'exit');
  do {
    await wait(QUIET_MS);
  } while (performance.now() - lastAt < QUIET_MS);
}

/** Counts events by their id, so that one which comes twice is one; and what a client report says was dropped. */
function readEnvelope(text) {
  const lines = text.split('\n');
  const { event_id, ...header } = JSON.parse(lines[0]);
  for (let at = 1; at + 1 < lines.length; at += 2) {
    const { type } = JSON.parse(lines[at] || '{}');
    if (type === 'event') {
      arrived.add(event_id);
    } else if (type === 'client_report') {
      for (const { category, quantity, reason } of JSON.parse(lines[at + 1]).discarded_events) {
        if (category === 'error') {
          // The same report may come again from the disk.
          drops.set(`${header.sent_at} ${reason}`, quantity);
        }
      }
    }
  }
}
