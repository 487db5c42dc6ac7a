/**
 * The matrix for one contestant, in processes of their own; prints it as JSON. Arguments: who, of how many cells one is
 * tried, and `quick` for shorter waits. Started by `crash`.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEATHS, RECEIVERS, STARTS } from './deaths.mjs';

const [contestant, every, mode] = process.argv.slice(2);
const isQuick = mode === 'quick';
/** Cells that are worked on at once. Most of the time they wait. */
const AT_ONCE = isQuick ? 12 : 3;
/** How late a late answer is. */
const LATE_MS = isQuick ? 1500 : 5000;
/** How long to wait for who delivers after a death, and after that for who delivers at the next start. */
const AFTER_MS = isQuick ? 300 : 500;
/** How long the next start lives by itself. */
const NEXT_MS = isQuick ? 300 : 500;
/** How often a death without any SDK is timed. */
const BARE_ROUNDS = isQuick ? 1 : 3;
const MARK = `const mark = () => require('node:fs').writeSync(1, 'mark ' + Date.now() + '\\n');`;

const folder = mkdtempSync(path.join(tmpdir(), 'crash-'));
const bare = {};
await inTurns(Object.keys(DEATHS), async (death) => {
  const ends = [];
  for (let round = 0; round < BARE_ROUNDS; round += 1) {
    ends.push(await dieOf(death, 'bare', '', folder));
  }
  bare[death] = ends.sort((a, b) => a.ms - b.ms)[Math.floor(BARE_ROUNDS / 2)];
});
const all = Object.keys(DEATHS).flatMap((death) => Object.keys(RECEIVERS).map((receiver) => ({ death, receiver })));
const cells = [];
await inTurns(
  all.filter((_, index) => index % Number(every) === 0),
  async (one) => cells.push({ ...one, ...(await cell(one)) }),
);
rmSync(folder, { recursive: true, force: true });
console.log(JSON.stringify(cells));
process.exit(0);

async function inTurns(list, work) {
  const todo = [...list];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let one = todo.shift(); one; one = todo.shift()) {
        await work(one);
      }
    }),
  );
}

async function cell({ death, receiver }) {
  const TMPDIR = mkdtempSync(path.join(folder, 'cell-'));
  const server = createReceiver();
  const port = await server.beginWith(receiver);
  const end = await dieOf(death, contestant, `127.0.0.1:${port}`, TMPDIR);
  if (death.endsWith('torn file')) {
    tear(TMPDIR);
  }
  const isLate = server.delayMs > 0;
  // Whoever delivers after the death has the time to.
  await sleep(isLate ? LATE_MS * 1.3 : AFTER_MS);
  await server.beWell(port);
  await run(`${STARTS[contestant](`127.0.0.1:${port}`)} setTimeout(() => {}, ${NEXT_MS})`, { TMPDIR });
  await sleep(isLate && server.ids.length === 0 ? LATE_MS : 200);
  await server.close();
  const isSameEnd = end.how === bare[death].how;
  const laterMs = Math.round((await leastOf(end.ms, death, receiver)) - bare[death].ms);
  return { arrived: new Set(server.ids).size, copies: server.ids.length, isSameEnd, laterMs };
}

/** How late somebody dies who waits for nothing may be the machine's fault: then the least of four deaths counts. */
async function leastOf(diedMs, death, receiver) {
  const times = [diedMs];
  const bareMs = bare[death].ms;
  while (!isQuick && times.length < 4 && times.every((ms) => ms > bareMs + 50 && ms < bareMs + 1000)) {
    const server = createReceiver();
    const port = await server.beginWith(receiver);
    const { ms } = await dieOf(death, contestant, `127.0.0.1:${port}`, mkdtempSync(path.join(folder, 'again-')));
    times.push(ms);
    await server.beWell(port);
    await server.close();
  }
  return Math.min(...times);
}

/** How it ended, and the milliseconds from the moment that death begins to the moment that somebody who waits for it hears of it. */
async function dieOf(death, who, host, TMPDIR) {
  const { stdout, endedMs, how } = await run(`${STARTS[who](host)} ${MARK} ${DEATHS[death]}`, { TMPDIR }, death);
  return { how, ms: endedMs - Number(/mark (\d+)/.exec(stdout)?.[1]) };
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
  let endedMs;
  child.once('exit', () => {
    endedMs = Date.now();
  });
  // What it wrote may be read only after its end.
  const how = await new Promise((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  clearTimeout(late);
  return { stdout, endedMs, how };
}

/** Breaks off a record at the end of every file that holds some. */
function tear(TMPDIR) {
  mkdirSync(TMPDIR, { recursive: true });
  for (const name of readdirSync(TMPDIR, { recursive: true }).filter((name) => name.endsWith('.spool'))) {
    appendFileSync(path.join(TMPDIR, name), `V1 R 99 ${Date.now()} 5000 1234\n{"event_id":"torn`);
  }
}

/** Remembers which events it was sent and took: by their id, and where the protocol has none by the request. */
function createReceiver() {
  const receiver = {
    ids: [],
    delayMs: 0,
    status: 200,
    /** Resolves with the port, where it listens unless it is to be down. */
    async beginWith(trouble) {
      const { isDown, isLate, status = 200 } = RECEIVERS[trouble];
      const port = await listen(0);
      receiver.delayMs = isLate ? LATE_MS : 0;
      receiver.status = status;
      if (isDown) {
        await receiver.close();
      }
      return port;
    },
    /** A late receiver stays late. */
    async beWell(port) {
      receiver.status = 200;
      if (!server.listening) {
        await listen(port);
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
  const listen = (port) =>
    new Promise((resolve) => void server.listen(port, '127.0.0.1', () => resolve(server.address().port)));
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
    const { status, delayMs } = receiver;
    if (status === 200 && /"(value|message|errorMessage)":"last"/.test(text)) {
      receiver.ids.push(/^\{[^\n]*"event_id":"(\w+)"/.exec(text)?.[1] ?? `request ${receiver.ids.length}`);
    }
    setTimeout(() => response.writeHead(status, status === 429 ? { 'retry-after': '60' } : {}).end('{}'), delayMs);
  });
  return receiver;
}
