import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { SendRequest } from '@vedette/core';
import { headersFor } from '../connection/headers-for.ts';
import type { NodeOnly } from '../connection/post.ts';
import { loadBuiltin } from '../load-builtin.ts';
import { proxyFor } from '../proxy.ts';
import { secondProcess } from '../second-process.ts';
import { newFileName } from './owner.ts';

/** Milliseconds between two looks whether it is done, while somebody waits. */
const LOOK_EVERY_MS = 5;

/**
 * Starts a second Node that takes a spool file over, delivers what is in it, and ends: within 15 seconds, whatever
 * hangs. It is waited for no longer than `waitMs`. What it cannot deliver the next start of the program will. Nothing
 * happens where `secondProcess` knows none. Throws what starting a process throws.
 * Source: docs/decisions/0010-a-spool-outlives-the-process.md.
 */
export function deliverAfterDeath(file: string, request: SendRequest & NodeOnly, waitMs: number): void {
  const { url, headers, proxy, caCerts, httpModule } = request;
  const deliverer = secondProcess(DELIVERER);
  // It can go straight to the backend, and no other way.
  if (!deliverer || caCerts || httpModule || proxyFor(new URL(url), proxy, process.env)) {
    return;
  }
  const template = path.join(path.dirname(file), newFileName('PID'));
  const allHeaders = { ...headersFor({ headers }), 'content-length': undefined };
  const settings = JSON.stringify({ template, url, headers: allHeaders });
  const child = loadBuiltin('node:child_process').spawn(process.execPath, [...deliverer, settings], {
    detached: true,
    stdio: 'ignore',
    cwd: path.parse(file).root,
    // What the host preloads or inspects is not for this one.
    env: { ...process.env, NODE_OPTIONS: '', NODE_V8_COVERAGE: '' },
    windowsHide: true,
  });
  child.on('error', () => {}).unref();
  if (child.pid) {
    const given = template.replace('~PID~', `~${child.pid}~`);
    // Nearly always before that process is ready to look; on a machine that is busy, it looks again.
    renameSync(file, given);
    const until = Date.now() + waitMs;
    const clock = new Int32Array(new SharedArrayBuffer(4));
    while (Date.now() < until && existsSync(given)) {
      Atomics.wait(clock, 0, 0, LOOK_EVERY_MS);
    }
  }
}

// A text and not a function, because bundlers rewrite functions. The format is that of record.ts, written a moment ago
// on this machine, so that checksums can be left to those who come after a power cut.
const DELIVERER = `
const fs = require('node:fs');
const { template, url, headers } = JSON.parse(process.argv.at(-1));
setTimeout(() => process.exit(), 15000);
const own = template.replace('~PID~', '~' + process.pid + '~');
const clock = new Int32Array(new SharedArrayBuffer(4));
let bytes;
for (let looks = 0; !bytes; looks++) {
  try {
    bytes = fs.readFileSync(own);
  } catch {
    if (looks === 200) process.exit();
    Atomics.wait(clock, 0, 0, 10);
  }
}
const bodies = new Map();
for (let at = 0; at < bytes.length; ) {
  const end = bytes.indexOf(10, at);
  const [, kind, id, length] = /^V1 ([RA]) (\\d+)(?: \\d+ (\\d+) \\d+)?$/.exec(bytes.latin1Slice(at, end)) || [];
  if (!kind) break;
  at = end + 1;
  if (kind === 'A') {
    bodies.delete(id);
  } else {
    bodies.set(id, bytes.subarray(at, at + Number(length)));
    at += Number(length) + 1;
  }
}
const { request, Agent } = require(url.startsWith('https:') ? 'node:https' : 'node:http');
const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const send = ([id, body]) => new Promise((done) => {
  request(url, { method: 'POST', agent, headers: { ...headers, 'content-length': body.length } }, (response) => {
    if (response.statusCode < 500 && response.statusCode !== 429) {
      fs.appendFileSync(own, 'V1 A ' + id + '\\n');
      bodies.delete(id);
    }
    response.on('close', done).on('error', done).resume();
  }).on('error', done).end(body);
});
Promise.all([...bodies].map(send)).then(() => {
  if (bodies.size === 0) fs.unlinkSync(own);
  process.exit();
});
`;
