import { patchedNatives, rememberNatives } from './support/natives.ts';
import { buySomething, buyTheLantern } from './support/shop.ts';
import { expect, test } from './support/test.ts';

/** What may stand on the consoles. A DSN that is none is a mistake worth one line; to have none is a choice. */
const CASES: Array<{ name: string; dsn: string; said: unknown[] }> = [
  { name: 'without a DSN', dsn: '', said: [] },
  { name: 'with a DSN that is none', dsn: 'not a dsn', said: [expect.stringMatching(/^\[vedette\] .*not a dsn/)] },
];

for (const { name, dsn, said } of CASES) {
  test.describe(name, () => {
    test.use({ dsn });

    test(`${name} the shop is as if we were not there`, async ({ tab, shop, backend }) => {
      const log = await tab.listen();
      await tab.beforeScripts(rememberNatives);
      await tab.goto(shop.url);
      await buySomething(tab);
      await buyTheLantern(tab);
      await tab.click({ role: 'link', name: 'Northlight' });
      await tab.click({ role: 'link', name: 'Hammock' });
      await tab.see({ role: 'alert' }, 'This product cannot be shown.');

      await expect.poll(() => log.errors()).toEqual(['Order not taken: the API answered 500']);
      expect(await tab.evaluate(patchedNatives)).toEqual([]);
      expect(backend.envelopes).toEqual([]);
      expect(shop.output()).not.toContain('at ');
    });

    test(`${name} the consoles have ${said.length} lines of ours`, async ({ tab, shop }) => {
      const log = await tab.listen();
      await tab.goto(shop.url);
      await buySomething(tab);
      await expect.poll(() => log.console()).toEqual(said);
      expect(shop.output().trim().split('\n')).toEqual([...said, expect.stringContaining('The shop is open')]);
    });
  });
}
