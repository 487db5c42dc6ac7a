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

    test(`${name} the shop is as if we were not there`, async ({ page, shop, backend, log }) => {
      await page.addInitScript(rememberNatives);
      await page.goto(shop.url);
      await buySomething(page);
      await buyTheLantern(page);
      await page.getByRole('link', { name: 'Northlight' }).click();
      await page.getByRole('link', { name: 'Hammock' }).click();
      await expect(page.getByRole('alert')).toContainText('This product cannot be shown.');

      expect(log.errors.map(({ message }) => message)).toEqual(['Order not taken: the API answered 500']);
      expect(await page.evaluate(patchedNatives)).toEqual([]);
      expect(backend.envelopes).toEqual([]);
      expect(shop.output()).not.toContain('at ');
    });

    test(`${name} the consoles have ${said.length} lines of ours`, async ({ page, shop, log }) => {
      await page.goto(shop.url);
      await buySomething(page);
      expect(log.console.map(({ text }) => text)).toEqual(said);
      expect(shop.output().trim().split('\n')).toEqual([...said, expect.stringContaining('The shop is open')]);
    });
  });
}
