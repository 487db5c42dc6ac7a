/** One run: starts a receiver, sends events to it from this process for some seconds, kills it, and counts. Started by `receiver`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crumb, errorOf, eventByHand } from '../lib/by-hand.mjs';
import { processCpu } from '../lib/process-cpu.mjs';
import { startRealReceiver } from '../soak/real-receiver.mjs';

const CONNECTIONS = 32;
const KINDS = 40;
const WARM_UP_MS = 1000;

const seconds = Number(process.argv[2]);
const folder = await mkdtemp(path.join(tmpdir(), 'receiver-'));
const receiver = await startRealReceiver(path.join(folder, 'receiver.db'));
const { username, pathname } = new URL(receiver.dsn);
const bodies = Array.from({ length: KINDS }, (_, kind) => bodyOf(kind));

let sent = 0;
let acknowledged = 0;
const taken = [];
const startMs = performance.now();
const [warmMs, endMs] = [startMs + WARM_UP_MS, startMs + WARM_UP_MS + seconds * 1000];
await Promise.all(Array.from({ length: CONNECTIONS }, useConnection));
const measuredSeconds = (performance.now() - warmMs) / 1000;

await receiver.restart('SIGKILL', 0);
// The only child that has ended is the receiver that was killed: its start is in it.
const cpuUs = ((processCpu()?.endedMs ?? Number.NaN) * 1000) / acknowledged;
const { events } = await receiver.read('status');
await receiver.close();
await rm(folder, { recursive: true, force: true });
taken.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    perSecond: taken.length / measuredSeconds,
    cpuUs,
    p99Ms: taken[Math.floor(taken.length * 0.99)],
    acknowledged,
    lost: Math.max(0, acknowledged - events),
  }),
);
process.exit(0);

/** One request after the other, until time is up. */
function useConnection() {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: receiver.port, host: '127.0.0.1', noDelay: true });
    let sentAtMs = 0;
    const next = () => {
      sentAtMs = performance.now();
      if (sentAtMs > endMs) {
        socket.destroy();
        resolve();
        return;
      }
      sent += 1;
      socket.write(bodies[sent % KINDS](sent));
    };
    socket.setEncoding('latin1');
    // An answer is small and comes in one piece, which ends with its JSON.
    socket.on('data', (answer) => {
      if (!answer.includes('HTTP/1.1 200')) {
        reject(new Error(`refused: ${answer}`));
        return;
      }
      acknowledged += 1;
      const nowMs = performance.now();
      if (nowMs > warmMs) {
        taken.push(nowMs - sentAtMs);
      }
      next();
    });
    socket.on('connect', next);
    socket.on('error', reject);
  });
}

/** The request with an event of one kind, as a function of a number that makes its id. */
function bodyOf(kind) {
  const breadcrumbs = Array.from({ length: 20 }, (_, index) => ({ timestamp: Date.now() / 1000, ...crumb(index) }));
  const event = eventByHand(errorOf(kind), breadcrumbs);
  event.exception.values[0].type = `Kind${kind}Error`;
  const text = `{"event_id":"EVENT"}\n{"type":"event"}\n${JSON.stringify({ ...event, event_id: 'EVENT' })}`;
  const length = Buffer.byteLength(text.replaceAll('EVENT', '0'.repeat(32)));
  const head = `POST /api${pathname}/envelope/?sentry_key=${username} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: ${length}\r\n\r\n`;
  return (index) => head + text.replaceAll('EVENT', index.toString(16).padStart(32, '0'));
}
