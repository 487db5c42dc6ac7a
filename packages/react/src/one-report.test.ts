import { JSDOM, VirtualConsole } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { bundleWithReact } from '../../../scripts/lib/bundle-react.ts';

type Page = typeof import('../test-support/failing-page/testing-library-page.ts');

/** A page with another version of React, which has to be everybody's who is in it: so it is a bundle in a window of its own. */
async function pageWith(version: number): Promise<Page> {
  const entry = 'test-support/failing-page/testing-library-page.ts';
  const code = await bundleWithReact(entry, { version, mode: 'development', conditions: ['@vedette/source'] });
  const { window } = new JSDOM('', {
    url: 'https://shop.example/',
    runScripts: 'outside-only',
    pretendToBeVisual: true,
    // React tells the console of every error: nobody listens to this one.
    virtualConsole: new VirtualConsole(),
  });
  return window.eval(`${code}; page`) as Page;
}

for (const version of [18, 19]) {
  const { names, failOnce } = await pageWith(version);
  describe(`React ${version} reports once, with testing library`, () => {
    it.each([...names])('%s', async (name) => {
      const { expected, reports } = await failOnce(name);
      expect(reports).toEqual([
        expect.objectContaining({
          value: expect.stringMatching(expected.value),
          mechanism: expected.mechanism,
          handled: expected.handled,
          componentStack: expect.stringContaining(expected.component ?? ''),
        }),
      ]);
    });

    it('says in which component server and browser differ, and how as far as React tells', async () => {
      const { reports } = await failOnce('while hydrating, of another text');
      expect(reports[0]?.hydration).toEqual({
        component: 'Greeting',
        ...(version > 18 && { difference: expect.stringMatching(/<Greeting>\s+<p>\s+\+\s+client\s+-\s+server/) }),
      });
    });
  });
}
