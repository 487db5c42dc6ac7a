import { bundleWithReact, REACT_VERSIONS } from '../scripts/lib/bundle-react.mjs';
import { expect, test } from './support/test.ts';

/** What `packages/react/test-support/failing-page/plain-page.ts` gives of each way to fail. */
interface Outcome {
  name: string;
  expected: { value: string; mechanism: string; handled: boolean; component?: string };
  reports: Array<{ value: string; mechanism: string; handled: boolean; componentStack: string; noise?: string }>;
}

const SITE = 'https://shop.example/';

for (const version of REACT_VERSIONS) {
  for (const mode of ['development', 'production'] as const) {
    test(`React ${version} in ${mode}: each failure is reported once`, async ({ page }) => {
      await page.route('**', (route) =>
        route.request().url() === SITE
          ? route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Shop</title>' })
          : route.fulfill({ status: 404 }),
      );
      await page.goto(SITE);
      await page.addScriptTag({
        content: await bundleWithReact('test-support/failing-page/plain-page.ts', { version, mode, conditions: ['@vedette/source'] }),
      });
      const outcomes = await page.evaluate<Outcome[]>(`page.failInEveryWay(${mode === 'production'})`);

      expect(outcomes.length).toBeGreaterThan(10);
      for (const { name, expected, reports } of outcomes) {
        expect.soft(reports, name).toEqual([
          expect.objectContaining({
            value: expect.stringMatching(expected.value),
            mechanism: expected.mechanism,
            handled: expected.handled,
            componentStack: expect.stringContaining(expected.component ?? ''),
          }),
        ]);
      }
      expect(noiseOf(outcomes)).toEqual([]);
    });
  }
}

/** What the failures are that are told as no fault in the page's own code. */
function noiseOf(outcomes: Outcome[]): string[] {
  return outcomes.flatMap(({ name, reports }) => reports.flatMap(({ noise }) => (noise ? [`${name}: ${noise}`] : [])));
}
