import type { Worker } from 'node:worker_threads';
import { guard } from '@vedette/core';
import { loadBuiltin } from '../load-builtin.ts';
import { loadInspector } from '../other-runtimes/load-inspector.ts';

/** Looks of the watching thread that must find the main thread where it was, until that counts as blocked. */
const LOOKS = 4;
/** Where the watching thread finds what to call in this one. */
const RECEIVER = '__vedette_blocked';

/**
 * Calls back, in the middle of whatever keeps this thread busy, when its event loop has not come round for `thresholdMs`:
 * another thread watches, stops this one with V8's inspector and has it call `onBlock`, whose stack and scopes are those
 * of what blocks. Once for each time it blocks. Returns what stops it; nothing runs where there is no inspector, or
 * somebody debugs.
 */
export function watchForBlocks(thresholdMs: number, onBlock: () => void): () => void {
  return guard(() => start(thresholdMs, onBlock), undefined) ?? (() => {});
}

function start(thresholdMs: number, onBlock: () => void): (() => void) | undefined {
  if (loadInspector().url()) {
    return undefined;
  }
  const lookMs = Math.max(1, thresholdMs / LOOKS);
  const shared = new SharedArrayBuffer(4);
  const rounds = new Int32Array(shared);
  const { Worker: Thread } = loadBuiltin('node:worker_threads');
  // As text, because what bundlers make of a function may need things that are not over there.
  const worker: Worker = new Thread(WATCH, {
    eval: true,
    workerData: { shared, lookMs, looks: LOOKS, call: `globalThis.${RECEIVER}?.()` },
    // Neither what the host preloads nor its environment belongs there.
    execArgv: [],
    env: {},
    stdout: true,
    stderr: true,
  });
  // Where threads are not allowed, the host must not hear of it.
  worker.on('error', () => {});
  worker.unref();
  const timer = setInterval(() => Atomics.add(rounds, 0, 1), lookMs);
  timer.unref();
  Object.defineProperty(globalThis, RECEIVER, { value: () => guard(onBlock), configurable: true, enumerable: false });
  return () => {
    clearInterval(timer);
    Reflect.deleteProperty(globalThis, RECEIVER);
    void worker.terminate();
  };
}

/**
 * Counts looks, not time: a machine that slept has not blocked. The debugger is on for no longer than it takes, because
 * code runs slower under it.
 */
const WATCH = `
const { workerData: { shared, lookMs, looks, call } } = require('node:worker_threads');
const { Session } = require('node:inspector');
const rounds = new Int32Array(shared);
let seen = 0;
let unchanged = 0;
setInterval(() => {
  const now = Atomics.load(rounds, 0);
  unchanged = now === seen ? unchanged + 1 : 0;
  seen = now;
  if (now > 0 && unchanged === looks) interrupt();
}, lookMs);
function interrupt() {
  const session = new Session();
  session.connectToMainThread();
  session.on('Debugger.paused', ({ params }) => {
    const { callFrameId } = params.callFrames[0];
    session.post('Debugger.evaluateOnCallFrame', { callFrameId, expression: call, silent: true }, () => {
      session.post('Debugger.disable', () => session.disconnect());
    });
  });
  session.post('Debugger.enable', () => session.post('Debugger.pause'));
}
`;
