import type { FrameDetail } from '@vedette/receiver';
import { chainOf, foundOn, issuesOf, traceOf } from './support/found.ts';
import { shopLine } from './support/paths.ts';
import { buySomething, buyTheLantern } from './support/shop.ts';
import { expect, test } from './support/test.ts';

test.beforeEach(async ({ tab, shop }) => {
  await tab.goto(shop.url);
});

test('a purchase that fails is one issue in the browser and one on the server, of one trace', async ({
  tab,
  receiver,
}) => {
  await buyTheLantern(tab);
  const issues = await issuesOf(receiver, 2);
  const browser = await foundOn('javascript', issues, receiver);
  const server = await foundOn('node', issues, receiver);

  expect(browser.issue.title).toBe('Error: Order not taken: the API answered 500');
  expect(browser.issue.handled).toBe(false);
  expect(server.issue.title).toBe('CheckoutError: payment was declined');
  expect(browser.event.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(server.event.traceId).toBe(browser.event.traceId);
  expect([browser.issue.count, server.issue.count]).toEqual([1, 1]);
});

test('the frames of both sides are lines of the original files', async ({ tab, receiver }) => {
  await buyTheLantern(tab);
  const issues = await issuesOf(receiver, 2);
  const browser = await foundOn('javascript', issues, receiver);
  const server = await foundOn('node', issues, receiver);

  expectLine(browser.event.exceptions[0]?.frames[0], 'src/web/screens/cart.tsx', 'throw new Error(`Order not taken');
  expect(browser.issue.culprit).toContain('buy');

  const [error, cause] = server.event.exceptions;
  expectLine(error?.frames[0], 'src/api/checkout.ts', "throw new CheckoutError('payment was declined', { cause })");
  expect(cause).toMatchObject({ type: 'TypeError', value: "Cannot read properties of undefined (reading 'currency')" });
  expect(cause?.source).toBe('cause');
  expectLine(cause?.frames[0], 'src/api/payment.ts', 'if (price.currency !== total.currency) {');
  // The last is an arrow function without a name, which V8 writes as `at async file:///...`.
  const files = cause?.frames.map(({ filename, in_app }) => `${filename} ${in_app ? 'in app' : 'not'}`);
  expect(files).toEqual(['src/api/payment.ts in app', 'src/api/checkout.ts in app', 'src/api/server.ts in app']);
});

test('what was clicked and requested before stands in the breadcrumbs', async ({ tab, receiver }) => {
  await buyTheLantern(tab);
  const issues = await issuesOf(receiver, 2);
  const { event } = await foundOn('javascript', issues, receiver);

  const crumbs = event.breadcrumbs.map(({ category, message, data }) => ({ category, message, data }));
  expect(crumbs).toContainEqual({ category: 'cart', message: 'added Lantern', data: undefined });
  expect(crumbs).toContainEqual({ category: 'navigation', message: undefined, data: { from: '/', to: '/cart' } });
  expect(crumbs.at(-2)).toMatchObject({ category: 'ui.click', message: expect.stringContaining('button.buy') });
  expect(crumbs.at(-1)).toMatchObject({
    category: 'fetch',
    data: { method: 'POST', url: expect.stringMatching(/\/api\/checkout$/), status_code: 500 },
  });
});

test("the server's span hangs below the browser's request, and that below the page", async ({ tab, receiver }) => {
  await buyTheLantern(tab);
  const issues = await issuesOf(receiver, 2);
  const server = await foundOn('node', issues, receiver);
  const trace = await traceOf(receiver, server.event.traceId, ({ spans }) =>
    ['navigation', 'http.client', 'http.server', 'payment'].every((op) => spans.some((span) => span.op === op)),
  );

  const payment = trace.spans.find(({ op }) => op === 'payment');
  const chain = chainOf(trace, payment).map(({ op, platform }) => `${op} ${platform}`);
  expect(chain).toEqual(['payment node', 'http.server node', 'http.client javascript', 'navigation javascript']);
  const [, request, call] = chainOf(trace, payment);
  expect(request).toMatchObject({ transaction: 'POST /api/checkout', status: 'internal_error', isTransaction: true });
  // Two processes have two clocks, and the server ends a little after its answer has left: but they overlap.
  expect(request?.start).toBeLessThan(call?.end as number);
  expect(request?.end).toBeGreaterThan(call?.start as number);
  expect(trace.errors.map(({ title }) => title).sort()).toEqual([
    'CheckoutError: payment was declined',
    'Error: Order not taken: the API answered 500',
  ]);
  expect(trace.errors.find(({ platform }) => platform === 'node')?.spanId).toBe(request?.spanId);
});

test('a purchase that succeeds is no issue', async ({ tab, receiver, backend }) => {
  await buySomething(tab);
  await backend.waitFor(() => backend.transactions().some(({ transaction }) => transaction === 'POST /api/checkout'));
  expect(await receiver.issues()).toEqual([]);
});

test('the same failure twice is one issue with two events', async ({ tab, receiver }) => {
  await buyTheLantern(tab);
  await buyTheLantern(tab);
  await expect.poll(async () => (await receiver.issues()).map(({ count }) => count)).toEqual([2, 2]);
});

function expectLine(frame: FrameDetail | undefined, file: string, code: string): void {
  expect(frame?.filename).toMatch(new RegExp(`${file.replaceAll('.', '\\.')}$`));
  expect(frame?.context_line).toContain(code);
  expect(frame?.context_line).toBe(shopLine(file, frame?.lineno));
  expect(frame?.original?.filename).toMatch(/\.js$/);
}
