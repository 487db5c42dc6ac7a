import { foundOn, issuesOf } from './support/found.ts';
import { shopLine } from './support/paths.ts';
import { expect, test } from './support/test.ts';

test.beforeEach(async ({ page, shop }) => {
  await page.goto(shop.url);
  await page.getByRole('link', { name: 'Hammock' }).click();
});

test('a component that fails to render shows the fallback, and the rest of the page stays', async ({ page }) => {
  await expect(page.getByRole('alert')).toContainText('This product cannot be shown.');
  await expect(page.getByRole('link', { name: 'Northlight' })).toBeVisible();
});

test('it is reported once, with the components and the original line', async ({ page, receiver, backend }) => {
  await expect(page.getByRole('alert')).toBeVisible();
  const { event, issue } = await foundOn('javascript', await issuesOf(receiver, 1), receiver);

  expect(issue).toMatchObject({
    title: "TypeError: Cannot read properties of undefined (reading 'width')",
    handled: true,
  });
  expect(event.tags).toMatchObject({ product: 'hammock' });
  const [error, components] = event.exceptions;
  expect(error?.mechanism).toContain('react');
  expect(error?.frames[0]?.filename).toMatch(/src\/web\/screens\/product-detail\.tsx$/);
  expect(error?.frames[0]?.context_line).toBe(shopLine('src/web/screens/product-detail.tsx', error?.frames[0]?.lineno));
  expect(components?.type).toContain('React ErrorBoundary');
  expect(components?.frames.some(({ filename }) => filename?.endsWith('src/web/app.tsx'))).toBe(true);

  // Time enough for a second report, by React's handlers or the global ones.
  await page.waitForTimeout(500);
  expect(backend.events()).toHaveLength(1);
});

test('reset shows the children again, and they are reported again when they fail again', async ({ page, backend }) => {
  await backend.waitFor(() => backend.events().length === 1);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await backend.waitFor(() => backend.events().length === 2);
});

test('reset shows what renders by now', async ({ page }) => {
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('link', { name: 'Northlight' }).click();
  await page.getByRole('link', { name: 'Compass' }).click();
  await expect(page.getByRole('heading', { name: 'Compass' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});
