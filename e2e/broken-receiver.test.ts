import type { Behaviour } from '@vedette/testkit';
import { buySomething, buyTheLantern } from './support/shop.ts';
import { expect, test } from './support/test.ts';

const BEHAVIOURS: Array<[name: string, behaviour: Behaviour]> = [
  ['is down', 'down'],
  ['answers 500', { status: 500 }],
  ['answers 429', { status: 429, headers: { 'retry-after': '60' } }],
  ['answers garbage', 'garbage'],
  ['answers no HTTP', 'not-http'],
  ['hangs up', 'closes-the-socket'],
  ['never answers', 'never-answers'],
];

for (const [name, behaviour] of BEHAVIOURS) {
  test(`the shop sells and fails as ever when the receiver ${name}`, async ({ tab, shop, backend }) => {
    const log = await tab.listen();
    await backend.behave(behaviour);
    await tab.goto(shop.url);
    await buySomething(tab);
    await buySomething(tab);
    await buyTheLantern(tab);

    // What the shop itself throws, and nothing of ours.
    await expect.poll(() => log.errors()).toEqual(['Order not taken: the API answered 500']);
    expect((await fetch(`${shop.url}/api/products`)).status).toBe(200);
    expect(shop.output()).not.toMatch(/unhandled|uncaught/i);
  });
}

test('what happens once the receiver is back arrives', async ({ tab, shop, backend, receiver }) => {
  await tab.goto(shop.url);
  await backend.behave('down');
  await buySomething(tab);
  await backend.behave('ok');
  await buyTheLantern(tab);
  await expect.poll(async () => (await receiver.issues()).length).toBe(2);
});
