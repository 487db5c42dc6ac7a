import type { Page } from '@playwright/test';
import type { FeedbackList } from '@vedette/receiver';
import { rememberViolations, type StrictSite, startStrictSite } from './support/strict-site.ts';
import { expect, test } from './support/test.ts';

let site: StrictSite | undefined;

test.afterEach(async () => {
  await site?.close();
  site = undefined;
});

/** A page with the form, started by these options. */
async function open(page: Page, dsn: string, options = ''): Promise<void> {
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
  await page.addInitScript(rememberViolations);
  await page.goto(site.url);
}

const told = (page: Page): Promise<unknown[]> => page.evaluate(() => (window as unknown as { told: unknown[] }).told);
const violations = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { violations: string[] }).violations);

test('a user writes, attaches a picture of the page, and both can be seen in the receiver', async ({
  page,
  receiver,
}) => {
  // There is nobody who could choose a screen, so its picture comes from a canvas; all behind that is the real thing.
  await page.addInitScript(() => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 320, height: 200 });
    setInterval(() => canvas.getContext('2d')?.fillRect(0, 0, Math.random() * 320, 200), 20);
    navigator.mediaDevices.getDisplayMedia = async () => canvas.captureStream();
  });
  await open(page, receiver.dsn);
  await page.getByRole('button', { name: 'Report a Bug' }).click();
  const dialog = page.getByRole('dialog', { name: 'Report a Bug' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByLabel('Name')).toHaveValue('Ann');
  await expect(dialog.getByLabel('Email')).toHaveValue('ann@shop.example');
  await dialog.getByLabel('Description (required)').fill('The <b>cart</b> is empty.');
  await dialog.getByRole('button', { name: 'Add a screenshot' }).click();
  await expect(dialog.getByRole('img', { name: 'screenshot' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Send Bug Report' }).click();
  await expect(page.getByRole('status')).toHaveText('Thank you for your report!');
  await expect(dialog).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  const data = { name: 'Ann', email: 'ann@shop.example', message: 'The <b>cart</b> is empty.' };
  expect(await told(page)).toEqual(['open', 'success', data, 'submitted']);

  const { feedback } = (await (await fetch(`${receiver.url}/api/0/feedback`)).json()) as FeedbackList;
  expect(feedback).toMatchObject([
    { ...data, source: 'widget', release: 'shop@1.0.0', attachments: [{ filename: 'screenshot.png', isImage: true }] },
  ]);
  await page.goto(`${receiver.url}/feedback`);
  await expect(page.getByText('The <b>cart</b> is empty.')).toBeVisible();
  const width = () => page.locator('.attachments img').evaluate((image) => (image as HTMLImageElement).naturalWidth);
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

test('what cannot be sent stays in the form, which says so', async ({ page, backend }) => {
  await open(page, backend.dsn);
  await backend.behave({ status: 500 });
  await page.getByRole('button', { name: 'Report a Bug' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Send Bug Report' }).click();
  expect(backend.items('feedback')).toEqual([]);
  await dialog.getByLabel('Description').fill('Again and again');
  await dialog.getByRole('button', { name: 'Send Bug Report' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('It could not be sent. Please try again.', { timeout: 35_000 });
  await expect(dialog.getByLabel('Description')).toHaveValue('Again and again');
  expect(await told(page)).toEqual(['open', 'error', expect.stringContaining('500')]);
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

test('closing the client takes the button away', async ({ page, backend }) => {
  await open(page, backend.dsn);
  await expect(page.getByRole('button', { name: 'Report a Bug' })).toBeVisible();
  await page.evaluate(() => (window as unknown as { client: { close(): Promise<boolean> } }).client.close());
  await expect(page.getByRole('button', { name: 'Report a Bug' })).toHaveCount(0);
});
