/** The two programs of the demo, the receiver and the shop: started, waited for, and ended with us. */
import path from 'node:path';
import { root, start } from '../lib/run.mjs';
import { waitUntil } from '../lib/wait-until.mjs';
import { freePort } from './free-port.mjs';

const RECEIVER_PORT = 8977;
const SHOP_PORT = 3000;
/** Both take less than a second; a busy machine may take many. */
const START_TIMEOUT_MS = 30_000;
const LAST_LINES = 20;

/**
 * Starts both on their usual ports, or on free ones when those are taken, and resolves when both answer. `database`:
 * the receiver's file. Rejects with what the program had to say when one does not come up; `ended` resolves with it
 * when one ends later.
 */
export async function startServices({ database }) {
  const shop = path.join(root, 'examples', 'shop');
  const receiverPort = await freePort(RECEIVER_PORT);
  const receiverUrl = `http://127.0.0.1:${receiverPort}`;
  const receiver = program('the receiver', path.join(root, 'packages', 'receiver', 'dist', 'cli.js'), [
    ...['--port', receiverPort, '--db', database, '--source-maps', path.join(shop, 'dist')],
  ]);
  const { projects } = await receiver.untilItAnswers(() => getJson(`${receiverUrl}/api/0/status`));

  const shopPort = await freePort(SHOP_PORT);
  const shopUrl = `http://127.0.0.1:${shopPort}`;
  const api = program('the shop', path.join(shop, 'dist', 'api', 'server.js'), [], {
    VEDETTE_DSN: projects[0].dsn,
    PORT: String(shopPort),
  });
  await api.untilItAnswers(() => getJson(`${shopUrl}/api/products`));
  return { receiverUrl, shopUrl, ended: Promise.race([receiver.ended, api.ended]) };
}

/** The body of an answer as JSON; rejects when there is no answer or it is no success. */
export async function getJson(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
  if (!response.ok) {
    throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  }
  return response.json();
}

function program(name, file, args, env) {
  const child = start(process.execPath, [file, ...args.map(String)], { env });
  let output = '';
  const keep = (chunk) => {
    output = (output + chunk).split('\n').slice(-LAST_LINES).join('\n');
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  child.once('error', (error) => keep(error.message));
  let hasEnded = false;
  const ended = new Promise((resolve) => {
    child.once('close', () => {
      hasEnded = true;
      resolve(`${name} ended.\n${output}`);
    });
  });

  return {
    ended,
    async untilItAnswers(ask) {
      const answer = await waitUntil(async () => hasEnded || (await ask().catch(() => undefined)), START_TIMEOUT_MS);
      if (hasEnded || !answer) {
        throw new Error(hasEnded ? await ended : `${name} does not answer.\n${output}`);
      }
      return answer;
    },
  };
}
