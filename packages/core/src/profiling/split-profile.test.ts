import { expect, test } from 'vitest';
import type { SampledProfile } from './sampled-profile.ts';
import { splitProfile } from './split-profile.ts';

/** A minute of a program that is never seen twice at the same place: each stack has a frame of its own, and the same root. */
function profileOf(count: number): SampledProfile {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return {
    frames: [
      { function: 'root' },
      ...numbers.map((n) => ({ function: `f${n}`, filename: 'https://shop.example/app.js' })),
    ],
    stacks: numbers.map((n) => [n + 1, ...Array(30).fill(0)]),
    samples: numbers.map((n) => ({ stack_id: n, thread_id: '0', timestamp: 1_700_000_000 + n / 100 })),
    thread_metadata: { 0: { name: 'main' } },
  };
}
/** What each sample tells: when, and the functions of its stack. */
const told = ({ frames, stacks, samples }: SampledProfile) =>
  samples.map(({ stack_id, timestamp }) => [timestamp, ...(stacks[stack_id] ?? []).map((id) => frames[id]?.function)]);

test('one that is small stays whole', () => {
  const profile = profileOf(100);
  expect(splitProfile(profile)).toEqual([profile]);
});

test('the parts of a large one tell the same, one after the other', () => {
  const profile = profileOf(6000);
  const parts = splitProfile(profile);
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.flatMap(told)).toEqual(told(profile));
});

test('each part holds what it needs and no more', () => {
  for (const { frames, stacks, samples, thread_metadata } of splitProfile(profileOf(6000))) {
    expect(stacks).toHaveLength(samples.length);
    expect(frames).toHaveLength(samples.length + 1);
    expect(thread_metadata).toEqual({ 0: { name: 'main' } });
  }
});
