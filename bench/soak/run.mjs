/**
 * The soak itself: rounds of load in which every fault has its turn, each followed by a quiet moment in which the ledger
 * must balance and the program is weighed. The first rounds warm up. Prints what it found as JSON, in its last line.
 *
 * Arguments: minutes, and requests a second.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { judge } from './judge.mjs';
import { missingOf } from './ledger.mjs';
import { createLoad } from './load.mjs';
import { startRealReceiver } from './real-receiver.mjs';
import { startProgram } from './start-program.mjs';
import { startWeather } from './weather.mjs';

const [minutes, perSecond] = process.argv.slice(2).map(Number);
/** How long a fault lasts, and the fair weather after it, in milliseconds. */
const FAULT_MS = 2500;
const FAIR_MS = 1000;
/**
 * How long what waits may take to leave once the weather is fair: much longer than the SDK's longest wait, a minute, because
 * the receiver answers when its disk has what it was sent, and on a busy machine that took a minute and a half.
 */
const SETTLE_MS = 240_000;
/** Until idle connections are closed. */
const IDLE_MS = 1500;

const folder = mkdtempSync(path.join(tmpdir(), 'soak-'));
const spool = path.join(folder, 'spool');
mkdirSync(spool);
const receiver = await startRealReceiver(path.join(folder, 'receiver.db'));
const weather = await startWeather(receiver.port);
const dsn = receiver.dsn.replace(`:${receiver.port}`, `:${weather.port}`);
const program = await startProgram({ dsn, folder: spool });
const load = createLoad(program.port, perSecond);

const inWeather = (mode) => async () => {
  weather.set(mode);
  await wait(FAULT_MS);
  weather.set('fair');
};
const FAULTS = {
  'receiver stopped': () => receiver.restart('SIGTERM', FAULT_MS),
  'receiver killed': () => receiver.restart('SIGKILL', FAULT_MS / 2),
  slow: inWeather('slow'),
  resets: inWeather('resets'),
  'lost answers': inWeather('lost answers'),
  429: inWeather('429'),
  500: inWeather('500'),
  'disk full': async () => {
    const { isFull } = await program.ask('fillDisk');
    await inWeather('500')();
    await program.ask('freeDisk');
    return isFull;
  },
};

const startMs = performance.now();
const met = {};
const points = [];
while (points.length < 3 || performance.now() - startMs < minutes * 60_000) {
  load.begin();
  for (const [name, fault] of Object.entries(FAULTS)) {
    // A host may wait for what is sent at any moment.
    const flush = wait(FAULT_MS / 2).then(() => program.ask('flush'));
    const happened = (await fault()) !== false;
    await flush;
    met[name] = (met[name] ?? 0) + Number(happened);
    await wait(FAIR_MS);
  }
  await load.pause();
  points.push(await quietMoment());
  console.log(lineOf(points.at(-1)));
}

const { captured, requests } = await program.ask('counts');
const sums = weather.ledger.read();
const stored = await storedCounts();
const closedAtMs = performance.now();
await program.ask('close');
const endedByItself = await Promise.race([program.ended, wait(10_000, 'still runs', { ref: false })]);
const closedMs = Math.round(performance.now() - closedAtMs);
weather.close();
await receiver.close();
rmSync(folder, { recursive: true, force: true });

const found = { minutes, met, points, captured, requests, stored, endedByItself, closedMs, ...sums };
console.log(JSON.stringify({ ...found, problems: judge(found) }));
process.exit(0);

/** Lets everything leave that waits, then weighs. */
async function quietMoment() {
  const quietAtMs = performance.now();
  let waitingBytes;
  let missing;
  do {
    ({ waitingBytes } = await program.ask('flush'));
    const { captured } = await program.ask('counts');
    missing = missingOf(captured, weather.ledger.read());
    await wait(200);
  } while ((waitingBytes > 0 || missing.length > 0) && performance.now() - quietAtMs < SETTLE_MS);
  const settledS = (performance.now() - quietAtMs) / 1000;
  await wait(IDLE_MS);
  const minute = (performance.now() - startMs) / 60_000;
  return { minute, requests: load.count, settledS, waitingBytes, missing, ...(await program.ask('weigh')) };
}

function lineOf({ minute, requests, settledS, heapKb, rssKb, handles, files, waitingBytes, missing }) {
  const ledger = missing.map(({ category, missing }) => `${category} ${missing}`).join(', ') || 'balanced';
  return [
    `${minute.toFixed(1)} min, ${requests} requests: heap ${heapKb.toFixed(0)} kB, RSS ${(rssKb / 1000).toFixed(0)} MB`,
    `${handles} handles, ${files} files, settled after ${settledS.toFixed(1)} s`,
    `${waitingBytes} bytes wait, ledger ${ledger}`,
  ].join('; ');
}

/** What the receiver itself has, by the categories of the ledger. */
async function storedCounts() {
  const { events, transactions, logs, dropped } = await receiver.read('status');
  const { metrics } = await receiver.read('metrics');
  const { releases } = await receiver.read('releases');
  const sum = (list, key) => list.reduce((total, one) => total + one[key], 0);
  const kept = { error: events, transaction: transactions, log_item: logs, trace_metric: sum(metrics, 'count') };
  return { kept, sessions: sum(releases, 'sessions'), dropped };
}
