import type { TraceSpan } from '@vedette/receiver';
import { chainOf, traceOf } from './support/found.ts';
import { expect, test } from './support/test.ts';

test('the page load is a transaction with web vitals, its phases and its requests', async ({ tab, shop, backend }) => {
  await tab.goto(shop.url);
  await tab.see({ role: 'heading', name: 'Lantern' });
  const pageload = await backend.waitFor(() =>
    backend.transactions().find(({ contexts }) => contexts?.trace?.op === 'pageload'),
  );

  expect(pageload.transaction).toBe('/');
  // WebKitGTK does not tell the largest paint.
  const tellsLargestPaint = await tab.evaluate(() =>
    PerformanceObserver.supportedEntryTypes.includes('largest-contentful-paint'),
  );
  for (const vital of [...(tellsLargestPaint ? ['lcp'] : []), 'fcp', 'ttfb']) {
    expect(pageload.measurements?.[vital]?.value, vital).toBeGreaterThan(0);
    expect(pageload.measurements?.[vital]?.unit, vital).toBe('millisecond');
  }
  const ops = pageload.spans?.map(({ op }) => op);
  // Where clocks tick in whole milliseconds a short phase takes no time, and what takes none or is at 0 is no span.
  const tookTime = await tab.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const { requestStart = 0, responseStart = 0, responseEnd = 0 } = navigation ?? {};
    const took = (start: number, end: number): boolean => start > 0 && end > start;
    return { request: took(requestStart, responseStart), response: took(responseStart, responseEnd) };
  });
  expect(ops?.includes('browser.request')).toBe(tookTime.request);
  expect(ops?.includes('browser.response')).toBe(tookTime.response);
  expect(pageload.spans?.find(({ op }) => op === 'http.client')?.description).toMatch(/^GET .*\/api\/products$/);
});

test("the page's trace continues that of the server which made the page", async ({ tab, shop, backend, receiver }) => {
  await tab.goto(shop.url);
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

test('a transaction in progress is sent when the page is left', async ({ tab, shop, backend }) => {
  await tab.goto(shop.url);
  await tab.see({ role: 'heading', name: 'Lantern' });
  await tab.goto('about:blank');
  // A page that was left has no timers: what is not sent in leaving never comes.
  await backend.waitFor(() => backend.transactions().some(({ contexts }) => contexts?.trace?.op === 'pageload'));
});
