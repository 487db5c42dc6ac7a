import { expect, test } from 'vitest';
import { cpuMilliseconds } from './cpu-milliseconds.ts';

function spin(untilMs: number): void {
  const before = process.cpuUsage();
  while (process.cpuUsage(before).user < untilMs * 1000);
}

test('time that was worked counts', () => {
  expect(cpuMilliseconds(() => spin(30))).toBeGreaterThanOrEqual(30);
});

test('time that was waited does not', () => {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  expect(cpuMilliseconds(() => Atomics.wait(clock, 0, 0, 300), 3)).toBeLessThan(200);
});

test('of many rounds the quickest counts', () => {
  const rounds = [60, 0, 60];
  expect(cpuMilliseconds(() => spin(rounds.pop() as number), 3)).toBeLessThan(50);
  expect(rounds).toEqual([]);
});
