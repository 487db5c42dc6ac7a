/** The whole matrix for one contestant, in processes of their own; prints it as JSON. Started by `crash`. */
import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEATHS, RECEIVERS, STARTS } from './deaths.mjs';

/** Cells that are worked on at once. Most of the time they wait. */
const AT_ONCE = 3;
const SLOW_MS = 5000;
const MARK = `const mark = () => require('node:fs').writeSync(1, 'mark ' + Date.now() + '\\n');`;

const [contestant] = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), 'crash-'));
const bareMs = {};
for (const death of Object.keys(DEATHS)) {
  const times = [];
  for (let round = 0; round < 3; round += 1) {
    times.push(await dieOf(death, 'bare', '', folder));
  }
  bareMs[death] = times.sort((a, b) => a - b)[1];
}
const todo = Object.keys(DEATHS).flatMap((death) => RECEIVERS.map((receiver) => ({ death, receiver })));
const cells = [];
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let one = todo.shift(); one; one = todo.shift()) {
      cells.push({ ...one, ...(await cell(one)) });
    }
  }),
);
rmSync(folder, { recursive: true, force: true });
console.log(JSON.stringify(cells));
process.exit(0);

async function cell({ death, receiver }) {
  const TMPDIR = mkdtempSync(path.join(folder, 'cell-'));
  const server = createReceiver();
  const port = await server.listen(0);
  if (receiver === 'down and back later') {
    await server.close();
  }
  server.delayMs = receiver === 'answers after 5 s' ? SLOW_MS : 0;
  const diedMs = await dieOf(death, contestant, `127.0.0.1:${port}`, TMPDIR);
  if (death.endsWith('torn file')) {
    tear(TMPDIR);
  }
  // Whoever delivers after the death has the time to.
  await sleep(receiver === 'answers after 5 s' ? SLOW_MS + 1500 : 500);
  if (receiver === 'down and back later') {
    await server.listen(port);
  }
  await run(`${STARTS[contestant](`127.0.0.1:${port}`)} setTimeout(() => {}, 500)`, { TMPDIR });
  await sleep(server.delayMs > 0 && server.ids.length === 0 ? SLOW_MS : 200);
  await server.close();
  const laterMs = Math.round((await leastOf(diedMs, death, receiver)) - bareMs[death]);
  return { arrived: new Set(server.ids).size, copies: server.ids.length, laterMs };
}

/** How late somebody dies who waits for nothing may be the machine's fault: then the least of four deaths counts. */
async function leastOf(diedMs, death, receiver) {
  const times = [diedMs];
  while (times.length < 4 && times.every((ms) => ms > bareMs[death] + 50 && ms < bareMs[death] + 1000)) {
    const server = createReceiver();
    const port = await server.listen(0);
    if (receiver === 'down and back later') {
      await server.close();
    }
    server.delayMs = receiver === 'answers after 5 s' ? SLOW_MS : 0;
    times.push(await dieOf(death, contestant, `127.0.0.1:${port}`, mkdtempSync(path.join(folder, 'again-'))));
    if (receiver !== 'down and back later') {
      await server.close();
    }
  }
  return Math.min(...times);
}

/** Milliseconds from the moment that death begins to the moment that somebody who waits for it hears of it. */
async function dieOf(death, who, host, TMPDIR) {
  const { stdout, endedMs } = await run(`${STARTS[who](host)} ${MARK} ${DEATHS[death]}`, { TMPDIR }, death);
  return endedMs - Number(/mark (\d+)/.exec(stdout)?.[1]);
}

async function run(code, env, death) {
  const heap = death === 'an exhausted heap' ? ['--max-old-space-size=60'] : [];
  const child = spawn(process.execPath, [...heap, '-e', code], {
    cwd: path.resolve(import.meta.dirname, '..'),
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const endedMs = await new Promise((resolve) => {
    child.once('exit', () => resolve(Date.now()));
  });
  clearTimeout(late);
  return { stdout, endedMs };
}

/** Breaks off a record at the end of every file that holds some. */
function tear(TMPDIR) {
  mkdirSync(TMPDIR, { recursive: true });
  for (const name of readdirSync(TMPDIR, { recursive: true }).filter((name) => name.endsWith('.spool'))) {
    appendFileSync(path.join(TMPDIR, name), `V1 R 99 ${Date.now()} 5000 1234\n{"event_id":"torn`);
  }
}

/** Remembers which events it was sent: by their id, and where the protocol has none by the request. */
function createReceiver() {
  const receiver = {
    ids: [],
    delayMs: 0,
    listen: (port) =>
      new Promise((resolve) => void server.listen(port, '127.0.0.1', () => resolve(server.address().port))),
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
  const server = createServer(async (request, response) => {
    const chunks = [];
    try {
      for await (const chunk of request) {
        chunks.push(chunk);
      }
    } catch {
      return;
    }
    const text = Buffer.concat(chunks).toString();
    if (/"(value|message|errorMessage)":"last"/.test(text)) {
      receiver.ids.push(/^\{[^\n]*"event_id":"(\w+)"/.exec(text)?.[1] ?? `request ${receiver.ids.length}`);
    }
    setTimeout(() => response.end('{}'), receiver.delayMs);
  });
  return receiver;
}
