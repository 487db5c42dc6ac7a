import { setTimeout } from 'node:timers/promises';
import { foundOn, issuesOf } from './support/found.ts';
import { shopLine } from './support/paths.ts';
import { expect, test } from './support/test.ts';

test.beforeEach(async ({ tab, shop }) => {
  await tab.goto(shop.url);
  await tab.click({ role: 'link', name: 'Hammock' });
});

test('a component that fails to render shows the fallback, and the rest of the page stays', async ({ tab }) => {
  await tab.see({ role: 'alert' }, 'This product cannot be shown.');
  await tab.see({ role: 'link', name: 'Northlight' });
});

test('it is reported once, with the components and the original line', async ({ tab, receiver, backend }) => {
  await tab.see({ role: 'alert' });
  const { event, issue } = await foundOn('javascript', await issuesOf(receiver, 1), receiver);

  // Each engine says in its own words what was undefined.
  expect(issue).toMatchObject({ title: expect.stringMatching(/^TypeError: .*undefined/), handled: true });
  expect(event.tags).toMatchObject({ product: 'hammock' });
  const [error, components] = event.exceptions;
  expect(error?.mechanism).toContain('react');
  expect(error?.frames[0]?.filename).toMatch(/src\/web\/screens\/product-detail\.tsx$/);
  expect(error?.frames[0]?.context_line).toBe(shopLine('src/web/screens/product-detail.tsx', error?.frames[0]?.lineno));
  expect(components?.type).toContain('React ErrorBoundary');
  expect(components?.frames.some(({ filename }) => filename?.endsWith('src/web/app.tsx'))).toBe(true);

  // Time enough for a second report, by React's handlers or the global ones.
  await setTimeout(500);
  expect(backend.events()).toHaveLength(1);
});

test('reset shows the children again, and they are reported again when they fail again', async ({ tab, backend }) => {
  await backend.waitFor(() => backend.events().length === 1);
  await tab.click({ role: 'button', name: 'Try again' });
  await tab.see({ role: 'alert' });
  await backend.waitFor(() => backend.events().length === 2);
});

test('reset shows what renders by now', async ({ tab }) => {
  await tab.see({ role: 'alert' });
  await tab.click({ role: 'link', name: 'Northlight' });
  await tab.click({ role: 'link', name: 'Compass' });
  await tab.see({ role: 'heading', name: 'Compass' });
  expect(await tab.count({ role: 'alert' })).toBe(0);
});
