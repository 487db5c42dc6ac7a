import { expect, test } from 'vitest';
import { createQueue } from './queue.ts';

const drain = (queue: ReturnType<typeof createQueue<{ turn: number }>>): number[] => {
  const turns: number[] = [];
  for (let item = queue.shift(); item; item = queue.shift()) {
    turns.push(item.turn);
  }
  return turns;
};

test('gives items back in the order they came', () => {
  const queue = createQueue<{ turn: number }>(3);
  [0, 1, 2].forEach((turn) => void queue.push({ turn }));
  expect(queue.size).toBe(3);
  expect(drain(queue)).toEqual([0, 1, 2]);
  expect(queue.shift()).toBeUndefined();
});

test('refuses what is too much', () => {
  const queue = createQueue<{ turn: number }>(1);
  expect(queue.push({ turn: 0 })).toBe(true);
  expect(queue.push({ turn: 1 })).toBe(false);
  expect(drain(queue)).toEqual([0]);
});

test('puts items back to their place, whatever order they come back in', () => {
  const queue = createQueue<{ turn: number }>(9);
  [0, 1, 2, 3].forEach((turn) => void queue.push({ turn }));
  const [first, second, third] = [queue.shift()!, queue.shift()!, queue.shift()!];
  queue.putBack(second);
  queue.putBack(third);
  queue.putBack(first);
  expect(drain(queue)).toEqual([0, 1, 2, 3]);
});
