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
  test(`the shop sells and fails as ever when the receiver ${name}`, async ({ page, shop, backend, log }) => {
    await backend.behave(behaviour);
    await page.goto(shop.url);
    await buySomething(page);
    await buySomething(page);
    await buyTheLantern(page);

    // What the shop itself throws, and nothing of ours.
    expect(log.errors.map(({ message }) => message)).toEqual(['Order not taken: the API answered 500']);
    expect((await page.request.get(`${shop.url}/api/products`)).status()).toBe(200);
    expect(shop.output()).not.toMatch(/unhandled|uncaught/i);
  });
}

test('what happens once the receiver is back arrives', async ({ page, shop, backend, receiver }) => {
  await page.goto(shop.url);
  await backend.behave('down');
  await buySomething(page);
  await backend.behave('ok');
  await buyTheLantern(page);
  await expect.poll(async () => (await receiver.issues()).length).toBe(2);
});
