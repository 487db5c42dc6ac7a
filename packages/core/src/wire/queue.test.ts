import { expect, test } from 'vitest';
import { createQueue, type Queue } from './queue.ts';

type Item = { turn: number };

function filled(...turns: number[]): Queue<Item> {
  const queue = createQueue<Item>(turns.length);
  for (const turn of turns) {
    queue.push({ turn });
  }
  return queue;
}

function drain(queue: Queue<Item>): number[] {
  const turns: number[] = [];
  for (let item = queue.shift(); item; item = queue.shift()) {
    turns.push(item.turn);
  }
  return turns;
}

test('gives items back in the order they came', () => {
  const queue = filled(0, 1, 2);
  expect(queue.size).toBe(3);
  expect(drain(queue)).toEqual([0, 1, 2]);
  expect(queue.shift()).toBeUndefined();
});

test('refuses what is too much', () => {
  const queue = filled(0);
  expect(queue.push({ turn: 1 })).toBe(false);
  expect(drain(queue)).toEqual([0]);
});

test('puts items back to their place, whatever order they come back in', () => {
  const queue = filled(0, 1, 2, 3);
  const [first, second, third] = [queue.shift(), queue.shift(), queue.shift()] as [Item, Item, Item];
  for (const item of [second, third, first]) {
    queue.putBack(item);
  }
  expect(drain(queue)).toEqual([0, 1, 2, 3]);
});
