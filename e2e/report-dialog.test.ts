import { rememberViolations, type StrictSite, startStrictSite } from './support/strict-site.ts';
import { expect, test } from './support/test.ts';

let site: StrictSite | undefined;

test.afterEach(async () => {
  await site?.close();
  site = undefined;
});

test('the dialog of the receiver takes what the user saw, and shows it on the issue', async ({ page, receiver }) => {
  const app = `
    import { captureException, init, setUser, showReportDialog } from '@vedette/browser';
    init({ dsn: '${receiver.dsn}' });
    setUser({ email: 'ann@shop.example' });
    globalThis.told = [];
    document.addEventListener('click', () => {
      captureException(new Error('The cart is gone'));
      showReportDialog({
        title: '<i>Sorry</i>',
        onLoad: () => told.push('load'),
        onClose: () => told.push('close'),
      });
    }, { once: true });
  `;
  const html = (nonce: string): string =>
    `<html lang="en"><head><title>Shop</title><link rel="icon" href="data:,"></head>
<body><h1>Shop</h1><script nonce="${nonce}" src="/app.js"></script></body></html>`;
  site = await startStrictSite({ html, connectTo: receiver.url, strictDynamic: true, app });
  await page.addInitScript(rememberViolations);
  await page.goto(site.url);
  await page.getByRole('heading').click();

  const dialog = page.getByRole('dialog', { name: '<i>Sorry</i>' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByLabel('E-mail')).toHaveValue('ann@shop.example');
  await dialog.getByLabel('What happened?').fill('It was <b>full</b> before.');
  await dialog.getByRole('button', { name: 'Send report' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Thank you: your report was sent.');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told);
  await expect.poll(told).toEqual(['load', 'close']);
  expect(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([]);

  const [issue] = await receiver.issues();
  expect((await receiver.issue(issue?.id ?? '')).feedback).toMatchObject([
    { message: 'It was <b>full</b> before.', email: 'ann@shop.example', source: 'report_dialog' },
  ]);
  await page.goto(receiver.url);
  await page.getByText('The cart is gone').click();
  await expect(page.getByRole('heading', { name: 'What users wrote' })).toBeVisible();
  await expect(page.getByText('It was <b>full</b> before.')).toBeVisible();
});

test('a page whose dialog cannot be loaded is told so, and nothing is shown', async ({ page, receiver }) => {
  const app = `
    import { init, showReportDialog } from '@vedette/browser';
    init({ dsn: '${receiver.dsn}' });
    globalThis.told = [];
    showReportDialog();
    showReportDialog({ eventId: 'none', onError: () => told.push('error'), onLoad: () => told.push('load') });
  `;
  const html = (nonce: string): string =>
    `<html lang="en"><head><title>Shop</title><link rel="icon" href="data:,"></head><body><script nonce="${nonce}" src="/app.js"></script></body></html>`;
  site = await startStrictSite({ html, connectTo: receiver.url, strictDynamic: true, app });
  await page.goto(site.url);
  const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told);
  await expect.poll(told).toEqual(['error']);
  expect(await page.locator('script[src*="error-page"]').count()).toBe(1);
});
