import { describe, expect, test } from 'vitest';
import { createMemoryPlatform } from './memory-platform.ts';
import { platformContract } from './platform-contract.ts';

const urls = {
  listeningUrl: 'https://up.example/',
  refusingUrl: 'https://up.example/nowhere',
  deadUrl: 'https://down.example/',
};

describe('the platform in memory keeps the contract:', () => {
  test.each(platformContract(urls))('$name', async ({ check }) => {
    const platform = createMemoryPlatform();
    platform.answer(({ url }) => {
      if (url === urls.deadUrl) {
        throw new Error('connection refused');
      }
      return { statusCode: url === urls.refusingUrl ? 404 : 200, headers: {} };
    });
    let over = false;
    const checking = Promise.resolve(check(platform)).finally(() => {
      over = true;
    });
    // Its time passes only by hand.
    while (!over) {
      platform.advance(1);
      await Promise.resolve();
    }
    await checking;
  });
});

test('timers run at their time and in their order, also those that timers set', () => {
  const platform = createMemoryPlatform();
  const start = platform.now();
  const calls: Array<[name: string, afterMs: number]> = [];
  const call = (name: string) => () => void calls.push([name, Math.round((platform.now() - start) * 1000)]);
  platform.delay(call('late'), 50);
  platform.delay(() => {
    call('early')();
    platform.delay(call('set by early'), 10);
    platform.delay(call('set too late'), 1000);
  }, 20);
  platform.advance(100);
  expect(calls).toEqual([
    ['early', 20],
    ['set by early', 30],
    ['late', 50],
  ]);
  expect(platform.timers).toBe(1);
  expect(Math.round((platform.now() - start) * 1000)).toBe(100);
});

test('tells of the exit until undone', () => {
  const platform = createMemoryPlatform();
  let exits = 0;
  const undo = platform.onExit(() => exits++);
  platform.exit();
  undo();
  platform.exit();
  expect(exits).toBe(1);
});
