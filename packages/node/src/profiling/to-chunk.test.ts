import type { Profiler } from 'node:inspector';
import { expect, test } from 'vitest';
import { createStackParser } from '../stack-lines.ts';
import { toChunk } from './to-chunk.ts';

const at = (functionName: string, url = 'file:///app/main.js', lineNumber = 4, columnNumber = 2) => ({
  callFrame: { functionName, url, lineNumber, columnNumber, scriptId: '1' },
});
const setting = {
  thread: { id: '0', name: 'main' },
  offsetSeconds: 1000,
  parseStack: createStackParser('/app/main.js'),
};

/** As V8 tells it: (root) calls main, which calls pay; beside it the program waits. */
const PROFILE: Profiler.Profile = {
  nodes: [
    { id: 1, ...at('(root)', '', -1, -1), children: [2, 4, 5] },
    { id: 2, ...at('main'), children: [3] },
    { id: 3, ...at('pay', 'file:///app/node_modules/bank/pay.js', 9, 0) },
    { id: 4, ...at('(idle)', '', -1, -1) },
    { id: 5, ...at('(garbage collector)', '', -1, -1) },
  ],
  startTime: 2_000_000,
  endTime: 2_050_000,
  samples: [2, 3, 4, 3, 5],
  timeDeltas: [0, 10_000, 10_000, 10_000, 10_000],
};

test('frames and stacks are told once, stacks innermost first', () => {
  const { frames, stacks } = toChunk(PROFILE, setting) ?? {};
  expect(frames).toEqual([
    { function: 'main', filename: '/app/main.js', module: 'main', lineno: 5, colno: 3, in_app: true },
    expect.objectContaining({ function: 'pay', module: 'bank:pay', lineno: 10, in_app: false }),
    { function: '(garbage collector)', in_app: false },
  ]);
  expect(stacks).toEqual([[0], [1, 0], [2]]);
});

test('samples have seconds since the epoch, and none while the program waits', () => {
  expect(toChunk(PROFILE, setting)?.samples).toEqual([
    { stack_id: 0, thread_id: '0', timestamp: 1002 },
    { stack_id: 1, thread_id: '0', timestamp: 1002.01 },
    { stack_id: 1, thread_id: '0', timestamp: 1002.03 },
    { stack_id: 2, thread_id: '0', timestamp: 1002.04 },
  ]);
});

test('nothing is told of a program that only waits', () => {
  expect(toChunk({ ...PROFILE, samples: [4, 1, 4] }, setting)).toBeUndefined();
  expect(toChunk({ nodes: [], startTime: 0, endTime: 0 }, setting)).toBeUndefined();
});
