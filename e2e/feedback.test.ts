import type { Page } from '@playwright/test';
import type { FeedbackList } from '@vedette/receiver';
import type { BrowserPage } from './support/browser-page.ts';
import { rememberViolations, type StrictSite, startStrictSite } from './support/strict-site.ts';
import { expect, test } from './support/test.ts';

let site: StrictSite | undefined;

test.afterEach(async () => {
  await site?.close();
  site = undefined;
});

/** A `tab`, or a page of playwright's. */
type Opens = Pick<Page, 'goto'> | Pick<BrowserPage, 'goto'>;

/** A page with the form, started by these options. */
async function open(page: Opens, dsn: string, options = ''): Promise<void> {
  const app = `
    import { init, setUser } from '@vedette/browser';
    import { feedbackIntegration } from '@vedette/browser/feedback';
    globalThis.told = [];
    const feedback = feedbackIntegration({
      onFormOpen: () => told.push('open'),
      onFormClose: () => told.push('close'),
      onSubmitSuccess: (data) => told.push('success', data),
      onSubmitError: (error) => told.push('error', error.message),
      onFormSubmitted: () => told.push('submitted'),
      ${options}
    });
    globalThis.feedback = feedback;
    setUser({ email: 'ann@shop.example', username: 'Ann' });
    globalThis.client = init({ dsn: '${dsn}', release: 'shop@1.0.0', integrations: [feedback] });
  `;
  const html = (nonce: string): string =>
    `<html lang="en"><head><title>Shop</title><link rel="icon" href="data:,"><script nonce="${nonce}" src="/app.js"></script></head>
<body><h1>Shop</h1><button id="own">Tell us</button></body></html>`;
  site = await startStrictSite({ html, connectTo: new URL(dsn).origin, app });
  await page.goto(site.url);
}

const told = (page: Pick<BrowserPage, 'evaluate'>): Promise<unknown[]> =>
  page.evaluate(() => (window as unknown as { told: unknown[] }).told);

test('a user writes, attaches a picture of the page, and both can be seen in the receiver', async ({
  tab,
  receiver,
}) => {
  await tab.beforeScripts(rememberViolations);
  // There is nobody who could choose a screen, so its picture comes from a canvas; all behind that is the real thing.
  await tab.beforeScripts(() => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 320, height: 200 });
    setInterval(() => canvas.getContext('2d')?.fillRect(0, 0, Math.random() * 320, 200), 20);
    navigator.mediaDevices.getDisplayMedia = async () => canvas.captureStream();
  });
  await open(tab, receiver.dsn);
  await tab.click({ role: 'button', name: 'Report a Bug' });
  await tab.see({ role: 'dialog' }, 'Report a Bug');
  await tab.type({ role: 'textbox', name: 'Description (required)' }, 'The <b>cart</b> is empty.');
  await tab.click({ role: 'button', name: 'Add a screenshot' });
  await tab.see({ role: 'img', name: 'screenshot' });
  await tab.click({ role: 'button', name: 'Send Bug Report' });
  await tab.see({ role: 'status' }, 'Thank you for your report!');
  expect(await tab.count({ role: 'dialog' })).toBe(0);
  expect(await tab.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([]);
  const data = { name: 'Ann', email: 'ann@shop.example', message: 'The <b>cart</b> is empty.' };
  await expect.poll(() => told(tab)).toEqual(['open', 'success', data, 'submitted']);

  const { feedback } = (await (await fetch(`${receiver.url}/api/0/feedback`)).json()) as FeedbackList;
  expect(feedback).toMatchObject([
    { ...data, source: 'widget', release: 'shop@1.0.0', attachments: [{ filename: 'screenshot.png', isImage: true }] },
  ]);
  await tab.goto(`${receiver.url}/feedback`);
  await tab.see('main', 'The <b>cart</b> is empty.');
  const width = () => tab.evaluate(() => document.querySelector<HTMLImageElement>('.attachments img')?.naturalWidth);
  await expect.poll(width).toBe(320);
});

test('the keyboard is enough, and stays inside', async ({ page, receiver }) => {
  await open(page, receiver.dsn, 'enableScreenshot: false, showName: false, isEmailRequired: true,');
  await page.getByRole('button', { name: 'Report a Bug' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Email (required)')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.type('By hand');
  for (let presses = 0; presses < 6; presses++) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('own');
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Report a Bug' })).toBeFocused();
  expect(await told(page)).toEqual(['open', 'close']);

  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('Description')).toHaveValue('By hand');
  await dialog.getByLabel('Description').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toBeVisible();
  const { feedback } = (await (await fetch(`${receiver.url}/api/0/feedback`)).json()) as FeedbackList;
  expect(feedback).toMatchObject([{ message: 'By hand', name: 'Ann' }]);
});

test('what cannot be sent stays in the form, which says so', async ({ tab, backend }) => {
  await open(tab, backend.dsn);
  await backend.behave({ status: 500 });
  await tab.click({ role: 'button', name: 'Report a Bug' });
  await tab.click({ role: 'button', name: 'Send Bug Report' });
  expect(backend.items('feedback')).toEqual([]);
  await tab.type({ role: 'textbox', name: 'Description' }, 'Again and again');
  await tab.click({ role: 'button', name: 'Send Bug Report' });
  await expect.poll(() => tab.count({ role: 'alert' }), { timeout: 35_000 }).toBe(1);
  await tab.see({ role: 'alert' }, 'It could not be sent. Please try again.');
  await expect.poll(() => told(tab)).toEqual(['open', 'error', expect.stringContaining('500')]);
  // It is still there.
  await backend.behave('ok');
  await tab.click({ role: 'button', name: 'Send Bug Report' });
  await tab.see({ role: 'status' }, 'Thank you for your report!');
  expect(JSON.stringify(backend.items('feedback').at(-1))).toContain('Again and again');
});

test('where the screen cannot be shared a file will do', async ({ page, backend }) => {
  await page.addInitScript(() => {
    Object.assign(navigator.mediaDevices, { getDisplayMedia: undefined });
  });
  await open(page, backend.dsn);
  await page.getByRole('button', { name: 'Report a Bug' }).click();
  const dialog = page.getByRole('dialog');
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Add a screenshot' }).click();
  await (await chooser).setFiles({ name: 'cart.png', mimeType: 'image/png', buffer: Buffer.from([1, 10, 3]) });
  await expect(dialog.getByText('cart.png')).toBeVisible();
  await dialog.getByRole('button', { name: 'Remove screenshot' }).click();
  await expect(dialog.getByText('cart.png')).toHaveCount(0);
  const again = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Add a screenshot' }).click();
  await (await again).setFiles({ name: 'list.png', mimeType: 'image/png', buffer: Buffer.from([1, 10, 3]) });
  await dialog.getByLabel('Description').fill('See the file');
  await dialog.getByRole('button', { name: 'Send Bug Report' }).click();
  const envelope = await backend.waitFor(({ envelopes }) =>
    envelopes.find(({ items }) => items.some(({ headers }) => headers.type === 'feedback')),
  );
  const files = envelope.items.filter(({ headers }) => headers.type === 'attachment');
  expect(files.map(({ headers, payload }) => [headers.filename, headers.content_type, ...payload])).toEqual([
    ['list.png', 'image/png', 1, 10, 3],
  ]);
});

test('an element of the page opens the form, until it is told not to', async ({ page, backend }) => {
  await open(page, backend.dsn, "autoInject: false, colorScheme: 'dark',");
  await expect(page.getByRole('button', { name: 'Report a Bug' })).toHaveCount(0);
  await page.evaluate(() => {
    type Attach = { attachTo(target: string, options: object): () => void };
    const { feedback } = window as unknown as { feedback: Attach };
    Object.assign(window, { stop: feedback.attachTo('#own', { formTitle: 'Tell us more' }) });
  });
  await page.click('#own');
  const dialog = page.getByRole('dialog', { name: 'Tell us more' });
  await expect(dialog).toBeVisible();
  await expect(dialog).toHaveCSS('background-color', 'rgb(28, 31, 38)');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.evaluate(() => (window as unknown as { stop(): void }).stop());
  await page.click('#own');
  await expect(dialog).toHaveCount(0);
  expect(await page.locator('#sentry-feedback').count()).toBe(0);
});

test('closing the client takes the button away', async ({ tab, backend }) => {
  await open(tab, backend.dsn);
  await tab.see({ role: 'button', name: 'Report a Bug' });
  await tab.evaluate(() => (window as unknown as { client: { close(): Promise<boolean> } }).client.close());
  expect(await tab.count({ role: 'button', name: 'Report a Bug' })).toBe(0);
});
