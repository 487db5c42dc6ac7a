import { bundleWithReact, REACT_VERSIONS } from '../scripts/lib/bundle-react.ts';
import { expect, test } from './support/test.ts';

/** What `packages/react/test-support/failing-page/plain-page.ts` gives of each way to fail. */
interface Outcome {
  name: string;
  expected: { value: string; mechanism: string; handled: boolean; component?: string };
  reports: Array<{ value: string; mechanism: string; handled: boolean; componentStack: string; noise?: string }>;
}

/** What is told as no fault in the page's own code: React 18 says the second only in production. */
const NOISE = [
  ['chunk_load', /dynamically imported module/],
  ['hydration', /Hydration failed|error #4(18|25);/],
] as const;

for (const version of REACT_VERSIONS) {
  for (const mode of ['development', 'production'] as const) {
    test(`React ${version} in ${mode}: each failure is reported once`, async ({ page }) => {
      const script = await bundleWithReact('test-support/failing-page/plain-page.ts', { version, mode });
      const files: Record<string, { contentType: string; body: string }> = {
        '/': { contentType: 'text/html', body: '<!doctype html><script src="/page.js"></script><body>' },
        '/page.js': { contentType: 'text/javascript', body: script },
      };
      await page.route('**', (route) => {
        const { pathname } = new URL(route.request().url());
        return route.fulfill(files[pathname] ?? { status: 404 });
      });
      await page.goto('https://shop.example/');
      const outcomes = await page.evaluate<Outcome[]>(`page.failInEveryWay(${mode === 'production'})`);

      expect(outcomes.length).toBeGreaterThan(10);
      for (const { name, expected, reports } of outcomes) {
        expect.soft(reports, name).toEqual([
          expect.objectContaining({
            value: expect.stringMatching(expected.value),
            mechanism: expected.mechanism,
            handled: expected.handled,
            componentStack: expect.stringContaining(expected.component ?? ''),
            hydration:
              expected.component === 'Greeting' ? expect.objectContaining({ component: 'Greeting' }) : undefined,
            noise: NOISE.find(([, said]) => said.test(reports[0]?.value ?? ''))?.[0],
          }),
        ]);
      }
    });
  }
}
