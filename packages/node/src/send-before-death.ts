import { DEBUG, debug, type SendRequest } from '@vedette/core';
import { headersFor } from './connection/headers-for.ts';
import type { NodeOnly } from './connection/post.ts';
import { loadBuiltin } from './load-builtin.ts';
import { proxyFor } from './proxy.ts';
import { secondProcess } from './second-process.ts';

/**
 * Posts requests and waits for their answers without giving the event loop another turn, at most `timeoutMs`: the last
 * that can be done in a process that is about to end, where there is no disk for a spool. A second Node does it, since
 * Node has no synchronous sockets; that costs about 35 ms and is over when the time is, whatever hangs, since it is
 * killed. Nothing happens where `secondProcess` knows none, and what goes through a proxy or the host's own `httpModule` is
 * left out, because it goes straight to the backend.
 * Source: docs/decisions/0010-a-spool-outlives-the-process.md.
 */
export function sendBeforeDeath(requests: Array<SendRequest & NodeOnly>, timeoutMs: number): void {
  const straight = requests.filter(
    ({ url, proxy, httpModule }) => !httpModule && !proxyFor(new URL(url), proxy, process.env),
  );
  if (DEBUG && straight.length < requests.length) {
    debug('what goes through a proxy or an httpModule cannot be sent at the end of the process and is lost');
  }
  const poster = straight.length > 0 && timeoutMs > 0 && secondProcess(POSTER);
  if (!poster) {
    return;
  }
  const posts = straight.map((request) => ({
    url: request.url,
    headers: { 'content-length': Buffer.byteLength(request.body), ...headersFor(request) },
    body: Buffer.from(request.body).toString('base64'),
    ca: request.caCerts && [request.caCerts].flat().map(String),
  }));
  loadBuiltin('node:child_process').spawnSync(process.execPath, poster, {
    input: JSON.stringify(posts),
    stdio: ['pipe', 'ignore', 'ignore'],
    // What the host preloads or inspects is not for this one.
    env: { ...process.env, NODE_OPTIONS: '', NODE_V8_COVERAGE: '' },
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    windowsHide: true,
  });
}

// A text and not a function, because bundlers rewrite functions.
const POSTER = `
const posts = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const send = ({ url, headers, body, ca }) => new Promise((done) => {
  const { request } = require(url.startsWith('https:') ? 'node:https' : 'node:http');
  request(url, { method: 'POST', headers, ca }, (response) => response.on('close', done).on('error', done).resume())
    .on('error', done)
    .end(Buffer.from(body, 'base64'));
});
Promise.all(posts.map(send)).then(() => process.exit());
`;
