import type { TraceSpan } from '@vedette/receiver';
import { chainOf, traceOf } from './support/found.ts';
import { expect, test } from './support/test.ts';

test('the page load is a transaction with web vitals, its phases and its requests', async ({ page, shop, backend }) => {
  await page.goto(shop.url);
  await expect(page.getByRole('heading', { name: 'Lantern' })).toBeVisible();
  const pageload = await backend.waitFor(() =>
    backend.transactions().find(({ contexts }) => contexts?.trace?.op === 'pageload'),
  );

  expect(pageload.transaction).toBe('/');
  for (const vital of ['lcp', 'fcp', 'ttfb']) {
    expect(pageload.measurements?.[vital]?.value, vital).toBeGreaterThan(0);
    expect(pageload.measurements?.[vital]?.unit, vital).toBe('millisecond');
  }
  const ops = pageload.spans?.map(({ op }) => op);
  expect(ops).toContain('browser.request');
  expect(ops).toContain('browser.response');
  expect(pageload.spans?.find(({ op }) => op === 'http.client')?.description).toMatch(/^GET .*\/api\/products$/);
});

test("the page's trace continues that of the server which made the page", async ({ page, shop, backend, receiver }) => {
  await page.goto(shop.url);
  const pageload = await backend.waitFor(() =>
    backend.transactions().find(({ contexts }) => contexts?.trace?.op === 'pageload'),
  );
  const isOfProducts = ({ op, description }: TraceSpan): boolean =>
    op === 'http.server' && /api.products/.test(description);
  const trace = await traceOf(
    receiver,
    pageload.contexts?.trace?.trace_id as string,
    ({ spans }) => spans.some(({ op }) => op === 'pageload') && spans.some(isOfProducts),
  );
  const products = trace.spans.find(isOfProducts);
  const chain = chainOf(trace, products).map(({ op, platform }) => `${op} ${platform}`);
  expect(chain).toEqual(['http.server node', 'http.client javascript', 'pageload javascript', 'http.server node']);
});

test('a transaction in progress is sent when the page is left', async ({ page, shop, backend }) => {
  await page.goto(shop.url);
  await expect(page.getByRole('heading', { name: 'Lantern' })).toBeVisible();
  await page.goto('about:blank');
  await backend.waitFor(() => backend.transactions().some(({ contexts }) => contexts?.trace?.op === 'pageload'), 900);
});
