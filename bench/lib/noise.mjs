/**
 * How much of the machine others took while we measured: what all processes used, less what we and ours did. Processes
 * that outlive their parents count as others, so it is rather more than less.
 */
import { cpus, loadavg } from 'node:os';
import { processCpu } from './process-cpu.mjs';

/** Listens from now on. `end()` returns `{ othersShare }`, 0 to 1: of all processors; `undefined` where it cannot be told. */
export function watchNoise() {
  const started = performance.now();
  const before = othersMs();
  const share = () => (othersMs() - before) / ((performance.now() - started) * cpus().length);
  return { end: () => ({ othersShare: before === undefined ? undefined : Math.max(0, share()) }) };
}

/** Processes that were ready to run, on average of the last minute. */
export function loadOfMachine() {
  return loadavg()[0];
}

function othersMs() {
  const ours = processCpu();
  const all = cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  return ours && all - ours.ownMs - ours.endedMs;
}
