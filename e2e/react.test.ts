import { bundleWithReact, REACT_VERSIONS } from '../scripts/lib/bundle-react.ts';
import { serveFiles } from './support/serve-files.ts';
import { expect, test } from './support/test.ts';

/** What `packages/react/test-support/failing-page/plain-page.ts` gives of each way to fail. */
interface Outcome {
  name: string;
  expected: { value: string; mechanism: string; handled: boolean; component?: string };
  reports: Array<{ value: string; mechanism: string; handled: boolean; componentStack: string; noise?: string }>;
}

interface FailingPage {
  page: { failInEveryWay(isProduction: boolean): Promise<Outcome[]> };
}

/** What is told as no fault in the page's own code: React 18 says the second only in production. */
const NOISE = [
  ['chunk_load', /dynamically imported module|Importing a module script/],
  ['hydration', /Hydration failed|error #4(18|25);/],
] as const;

/** What there is nothing of does not come out of the page. */
const NOTHING = { hydration: undefined, noise: undefined };

for (const version of REACT_VERSIONS) {
  for (const mode of ['development', 'production'] as const) {
    test(`React ${version} in ${mode}: each failure is reported once`, async ({ tab, browserName }) => {
      const script = await bundleWithReact('test-support/failing-page/plain-page.ts', { version, mode });
      const site = await serveFiles({
        '/': '<!doctype html><head><link rel="icon" href="data:,"></head><script src="/page.js"></script><body>',
        '/page.js': script,
      });
      await tab.goto(site.url);
      const outcomes = await tab.evaluate(
        (isProduction) => (window as unknown as FailingPage).page.failInEveryWay(isProduction),
        mode === 'production',
      );
      await site.close();

      expect(outcomes.length).toBeGreaterThan(10);
      // React calls a component again to learn where it stands; the stack of an error that was made before does not tell.
      const isNamed = (name: string): boolean =>
        browserName !== 'firefox' || name !== 'an error that was made before, in render';
      for (const { name, expected, reports } of outcomes) {
        expect
          .soft(
            reports.map((report) => ({ ...NOTHING, ...report })),
            name,
          )
          .toEqual([
            expect.objectContaining({
              value: expect.stringMatching(expected.value),
              mechanism: expected.mechanism,
              handled: expected.handled,
              componentStack: expect.stringContaining(isNamed(name) ? (expected.component ?? '') : ''),
              hydration:
                expected.component === 'Greeting' ? expect.objectContaining({ component: 'Greeting' }) : undefined,
              noise: NOISE.find(([, said]) => said.test(reports[0]?.value ?? ''))?.[0],
            }),
          ]);
      }
    });
  }
}
