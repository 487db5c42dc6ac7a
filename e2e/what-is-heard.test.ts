import type { Event } from '@vedette/browser';
import type { Backend } from '@vedette/testkit';
import type { BrowserPage } from './support/browser-page.ts';
import { patchedNatives, rememberNatives } from './support/natives.ts';
import { openSmallPage } from './support/small-page/start.ts';
import { expect, test } from './support/test.ts';

test.beforeEach(async ({ tab, smallPage, backend }) => {
  await openSmallPage(tab, smallPage.url, { dsn: backend.dsn });
});

test('an error nobody caught arrives with the line it was thrown at', async ({ tab, backend }) => {
  await tab.click('#throw');
  const [exception] = (await eventOf(backend)).exception?.values ?? [];
  expect(exception).toMatchObject({ type: 'Error', value: 'thrown in a listener', mechanism: { handled: false } });
  const frame = exception?.stacktrace?.frames?.at(-1);
  expect(frame?.filename).toMatch(/\/page\.js$/);
  expect(frame?.lineno).toBe(8);
});

test('an error with a cause arrives with its cause', async ({ tab, backend }) => {
  await tab.click('#cause');
  const values = (await eventOf(backend)).exception?.values?.map(({ type, value }) => `${type}: ${value}`);
  expect(values).toEqual(['RangeError: inner', 'Error: outer']);
});

test('a rejection nobody handled arrives', async ({ tab, backend }) => {
  await tab.click('#reject');
  const [exception] = (await eventOf(backend)).exception?.values ?? [];
  expect(exception).toMatchObject({
    type: 'TypeError',
    value: 'nobody caught this',
    mechanism: { handled: false, type: expect.stringContaining('unhandledrejection') },
  });
});

for (const [action, text] of [
  ['throwText', 'only a text'],
  ['rejectObject', 'code, detail'],
] as const) {
  test(`what is thrown and no error arrives all the same: ${action}`, async ({ tab, backend }) => {
    await tab.click(`#${action}`);
    const [exception] = (await eventOf(backend)).exception?.values ?? [];
    expect(exception?.value).toContain(text);
    expect(exception?.mechanism?.handled).toBe(false);
  });
}

test('clicks and keys leave marks, and what was typed does not', async ({ tab, backend }) => {
  await tab.click('#log');
  await tab.type('#field', 'x');
  const event = await afterwards(tab, backend);
  expect(crumbs(event, 'ui.click')[0]?.message).toContain('button#log');
  expect(crumbs(event, 'ui.input')[0]?.message).toContain('input#field');
  expect(JSON.stringify(event)).not.toContain('hunter2');
});

test('console output leaves marks with its level', async ({ tab, backend }) => {
  await tab.click('#log');
  const event = await afterwards(tab, backend);
  expect(crumbs(event, 'console').map(({ level, message }) => [level, message])).toEqual([
    ['log', 'to be or 42 [object Object]'],
    ['warning', 'look out'],
    ['error', 'it broke'],
  ]);
});

test('fetch leaves marks with method, address and status, without secrets', async ({ tab, backend }) => {
  await tab.click('#fetch');
  await tab.see('#fetch[data-done]');
  const event = await afterwards(tab, backend);
  expect(requests(event, 'fetch')).toEqual([
    'undefined GET /answer/200 200',
    'warning PUT /answer/404 404',
    expect.stringMatching(/^error GET \/answer\/500\S* 500$/),
  ]);
  expect(JSON.stringify(event)).not.toContain('hunter2');
});

test('XMLHttpRequest leaves marks with method, address and status', async ({ tab, backend }) => {
  await tab.click('#xhr');
  await tab.see('#xhr[data-done]');
  const event = await afterwards(tab, backend);
  expect(requests(event, 'xhr')).toEqual(['undefined GET /answer/200 200', 'warning DELETE /answer/404 404']);
});

test('changes of the address leave marks, back and forth', async ({ tab, backend }) => {
  await tab.click('#walk');
  await tab.back();
  const event = await afterwards(tab, backend);
  expect(crumbs(event, 'navigation').map(({ data }) => data)).toEqual([
    { from: '/', to: '/second?page=2' },
    { from: '/second?page=2', to: '/third' },
    { from: '/third', to: '/' },
  ]);
});

test('close gives the page back what was patched', async ({ tab, smallPage, backend }) => {
  await tab.beforeScripts(rememberNatives);
  await openSmallPage(tab, smallPage.url, { dsn: backend.dsn });
  expect(await tab.evaluate(patchedNatives)).toEqual(expect.arrayContaining(['fetch', 'open', 'send', 'log']));
  await tab.evaluate(() => window.vedette.close(1000));
  expect(await tab.evaluate(patchedNatives)).toEqual([]);
});

test('debug says in one line why nothing is collected', async ({ tab, smallPage }) => {
  const log = await tab.listen();
  await openSmallPage(tab, smallPage.url, { debug: true });
  await expect.poll(() => log.console()).toEqual([expect.stringMatching(/^\[vedette\] .*DSN/)]);

  await log.clear();
  await openSmallPage(tab, smallPage.url, { debug: true, dsn: 'nonsense' });
  await expect.poll(() => log.console()).toEqual([expect.stringMatching(/^\[vedette\] .*nonsense/)]);
});

function eventOf(backend: Backend): Promise<Event> {
  return backend.waitFor(() => backend.events()[0]);
}

/** An event captured now, with the breadcrumbs of what was before. */
async function afterwards(tab: BrowserPage, backend: Backend): Promise<Event> {
  await tab.evaluate(() => {
    window.vedette.captureMessage('afterwards');
  });
  return eventOf(backend);
}

function crumbs(event: Event, category: string) {
  return (event.breadcrumbs ?? []).filter((crumb) => crumb.category === category);
}

function requests(event: Event, category: string): string[] {
  return crumbs(event, category).map(
    ({ level, data }) =>
      `${level} ${data?.method} ${String(data?.url).replace(/^https?:\/\/[^/]+/, '')} ${data?.status_code}`,
  );
}
