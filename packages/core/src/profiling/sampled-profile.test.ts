import { expect, test } from 'vitest';
import { createMemoryPlatform } from '../testing.ts';
import { type Call, type SampledProfile, toSampledProfile } from './sampled-profile.ts';

const at = (name: string, line: number) => ({ name, url: 'https://shop.example/app.js', line, column: 3 });
/** `start` calls `pay`, which calls `sum`, a function of the engine; beside them a function without a name, and nobody. */
const CALLS: Call[] = [
  { name: '(root)', isNobody: true },
  { ...at('start', 1), callerId: 0 },
  { ...at('pay', 10), callerId: 1 },
  { name: 'sum', callerId: 2 },
  { ...at('', 20), callerId: 0 },
];
const { parseStack } = createMemoryPlatform();

const profileOf = (...callIds: Array<number | undefined>): SampledProfile | undefined =>
  toSampledProfile({
    thread: { id: '0', name: 'main' },
    samples: callIds.map((callId, index) => ({ callId, seconds: 1000 + index })),
    call: (id) => CALLS[id],
    parseStack,
  });

test('frames and stacks are told once, stacks innermost first', () => {
  const { frames, stacks, thread_metadata } = profileOf(2, 1, 2, 3) ?? {};
  expect(frames).toEqual([
    { function: 'pay', filename: 'https://shop.example/app.js', lineno: 10, colno: 3, in_app: true },
    { function: 'start', filename: 'https://shop.example/app.js', lineno: 1, colno: 3, in_app: true },
    { function: 'sum', in_app: false },
  ]);
  expect(stacks).toEqual([[0, 1], [1], [2, 0, 1]]);
  expect(thread_metadata).toEqual({ 0: { name: 'main' } });
});

test('a function without a name has the file and line it is written in', () => {
  expect(profileOf(4)?.frames).toMatchObject([{ function: '<anonymous>', lineno: 20, colno: 3 }]);
});

test('samples of which nothing is known are left out, and so are those of the engine alone', () => {
  expect(profileOf(1, undefined, 0, 99, 1)?.samples).toEqual([
    { stack_id: 0, thread_id: '0', timestamp: 1000 },
    { stack_id: 0, thread_id: '0', timestamp: 1004 },
  ]);
});

test('where nothing of the program was seen there is no profile', () => {
  expect(profileOf()).toBeUndefined();
  expect(profileOf(0, undefined)).toBeUndefined();
});
