import path from 'node:path';
import { issuesOf, traceOf } from './support/found.ts';
import { pageLog } from './support/page-log.ts';
import { root } from './support/paths.ts';
import { buyTheLantern } from './support/shop.ts';
import { expect, test } from './support/test.ts';

test('the page shows both issues, and one of them in full', async ({ page, tab, shop, receiver }) => {
  await tab.goto(shop.url);
  await buyTheLantern(tab);
  await issuesOf(receiver, 2);
  const log = pageLog(page);

  await page.goto(receiver.url);
  await expect(page.getByText('Order not taken: the API answered 500')).toBeVisible();
  await page.getByText('payment was declined').first().click();

  await expect(page.getByRole('heading', { name: /CheckoutError/ }).first()).toBeVisible();
  const main = page.getByRole('main');
  await expect(main).toContainText("Cannot read properties of undefined (reading 'currency')");
  await expect(main).toContainText('if (price.currency !== total.currency) {');
  await expect(main).toContainText('src/api/payment.ts');
  await expect(main).toContainText('cart.lines');
  for (const section of ['Error and its causes', 'Breadcrumbs', 'Trace', 'Request', 'Tags']) {
    await expect(page.getByRole('heading', { name: section, exact: true })).toBeVisible();
  }
  await expect(main).toContainText('/api/checkout');
  expect(log.errors).toEqual([]);
});

test("the browser's issue shows breadcrumbs and the trace of both sides", async ({ page, tab, shop, receiver }) => {
  await tab.goto(shop.url);
  await buyTheLantern(tab);
  const issues = await issuesOf(receiver, 2);
  const browser = issues.find(({ platform }) => platform === 'javascript');
  const { traceId } = await receiver.event(browser?.lastEventId as string);
  await traceOf(receiver, traceId, ({ spans }) =>
    ['navigation', 'http.server'].every((op) => spans.some((span) => span.op === op)),
  );

  await page.goto(receiver.url);
  await page.getByText('Order not taken').first().click();
  const main = page.getByRole('main');
  await expect(main).toContainText('src/web/screens/cart.tsx');
  await expect(main).toContainText('button.buy');
  await expect(main).toContainText('ui.click');
  for (const span of ['/cart', 'POST /api/checkout', 'charge the card']) {
    await expect(main).toContainText(span);
  }
  // The picture in the README is made by asking for it, so that an ordinary run changes no file.
  if (process.env.VEDETTE_SCREENSHOT) {
    await page.setViewportSize({ width: 1280, height: 1360 });
    await page.screenshot({ path: path.join(root, 'docs/receiver.png') });
  }
});

test('text from outside is shown as text, and the page obeys its own security policy', async ({
  page,
  shop,
  receiver,
}) => {
  const hostile = '<img src=x onerror="window.wasRun = true"><script>window.wasRun = true</script>';
  await page.goto(shop.url);
  await page.evaluate((text) => {
    console.log(text);
    setTimeout(() => {
      const error = new Error(text);
      error.name = text;
      throw error;
    });
  }, hostile);
  await issuesOf(receiver, 1);
  const log = pageLog(page);

  await page.goto(receiver.url);
  await expect(page.getByText(hostile).first()).toBeVisible();
  await page.getByText(hostile).first().click();
  await expect(page).toHaveURL(/\/issues\//);
  await expect(page.getByText(hostile).first()).toBeVisible();
  await expect(page.getByText('shop@1.0.0').first()).toBeVisible();

  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(await page.evaluate(() => 'wasRun' in window)).toBe(false);
  expect(log).toEqual({ console: [], errors: [] });
});

test('the page has a policy that lets nothing run but its own script', async ({ request, receiver }) => {
  const policy = (await request.get(receiver.url)).headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe-eval');
  expect(/script-src[^;]*/.exec(policy)?.[0]).not.toContain('unsafe-inline');
});
