import { rememberViolations, type StrictSite, startStrictSite } from './support/strict-site.ts';
import { expect, test } from './support/test.ts';

let site: StrictSite | undefined;

test.afterEach(async () => {
  await site?.close();
  site = undefined;
});

test('the dialog of the receiver takes what the user saw, and shows it on the issue', async ({ tab, receiver }) => {
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
  await tab.beforeScripts(rememberViolations);
  await tab.goto(site.url);
  await tab.click('h1');

  await tab.see({ role: 'dialog' }, '<i>Sorry</i>');
  await tab.type({ role: 'textbox', name: 'What happened?' }, 'It was <b>full</b> before.');
  await tab.click({ role: 'button', name: 'Send report' });
  await tab.see({ role: 'status' }, 'Thank you: your report was sent.');
  await tab.click({ role: 'button', name: 'Close' });
  expect(await tab.count({ role: 'dialog' })).toBe(0);
  const told = () => tab.evaluate(() => (window as unknown as { told: string[] }).told);
  await expect.poll(told).toEqual(['load', 'close']);
  expect(await tab.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([]);

  const [issue] = await receiver.issues();
  expect((await receiver.issue(issue?.id ?? '')).feedback).toMatchObject([
    { message: 'It was <b>full</b> before.', email: 'ann@shop.example', source: 'report_dialog' },
  ]);
  await tab.goto(receiver.url);
  await tab.click({ role: 'link', name: 'The cart is gone' });
  await tab.see({ role: 'heading', name: 'What users wrote' });
  await tab.see('main', 'It was <b>full</b> before.');
});

test('a page whose dialog cannot be loaded is told so, and nothing is shown', async ({ tab, receiver }) => {
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
  await tab.goto(site.url);
  const told = () => tab.evaluate(() => (window as unknown as { told: string[] }).told);
  await expect.poll(told).toEqual(['error']);
  expect(await tab.evaluate(() => document.querySelectorAll('script[src*="error-page"]').length)).toBe(1);
});
