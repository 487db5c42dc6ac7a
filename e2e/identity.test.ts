import type { Client } from '@vedette/browser';
import { noticeBehaviour } from './support/patched-behaviour.ts';
import { expect, test } from './support/test.ts';
import { changesOfTheWorld, rememberTheWorld } from './support/world.ts';

/** How many stack lines V8 keeps of an error: while we run more than its ten. Nothing else is set. */
const STACK_LINES = 'window.Error.stackTraceLimit: value';

/** What may be another function while we run, and nothing but the function: place and flags of the property stay. */
const PATCHED =
  /^window\.(fetch|XMLHttpRequest\.prototype\.(open|send|setRequestHeader)|(History\.prototype|history\.__proto__)\.(pushState|replaceState)|console\.\w+): value$/;

test.beforeEach(async ({ tab, smallPage }) => {
  await tab.goto(smallPage.url);
  await expect.poll(() => tab.evaluate(() => 'vedette' in window)).toBe(true);
});

/** `init` in the page, of which a test cannot hand over more than texts. */
interface Start {
  dsn: string;
  setup: keyof typeof SETUPS;
}

const SETUPS = {
  'the defaults': true,
  'errors only': true,
  tracing: true,
  'every integration there is': true,
};

/** Travels as text. */
function start({ dsn, setup }: Start): string[] {
  const { vedette } = window;
  const every = () =>
    Object.entries(vedette).flatMap(([name, create]) => {
      try {
        // Some cannot be without the product they are for.
        return name.endsWith('Integration') ? [(create as () => { name: string })()] : [];
      } catch {
        return [];
      }
    });
  const client = vedette.init({
    dsn,
    ...(setup === 'errors only' && {
      integrations: (defaults) => defaults.filter(({ name }) => name !== 'Breadcrumbs'),
    }),
    ...(setup === 'tracing' && { integrations: [vedette.browserTracingIntegration()], tracesSampleRate: 1 }),
    ...(setup.startsWith('every') && { integrations: every(), tracesSampleRate: 1, enableLogs: true }),
  }) as Client;
  return (client as Client & { getIntegrationNames(): string[] }).getIntegrationNames();
}

async function live(): Promise<void> {
  console.log('a line');
  await fetch('/answer/200');
  history.pushState(null, '', '/second');
  document.getElementById('log')?.click();
  window.vedette.captureException(new Error('captured'));
  await window.vedette.flush(2000);
}

async function close(): Promise<void> {
  await window.vedette.close(2000);
}

for (const setup of Object.keys(SETUPS) as Array<keyof typeof SETUPS>) {
  test(`with ${setup}: after close everything is what it was`, async ({ tab, backend }) => {
    await tab.evaluate(rememberTheWorld);
    const { dsn } = backend;
    const names = await tab.evaluate(start, { dsn, setup });
    expect(names.includes('Breadcrumbs')).toBe(setup !== 'errors only');
    await tab.evaluate(live);
    const changes = await tab.evaluate(changesOfTheWorld);
    expect(changes.filter((change) => change !== STACK_LINES && !PATCHED.test(change))).toEqual([]);
    await tab.evaluate(close);
    expect(await tab.evaluate(changesOfTheWorld)).toEqual([]);
    expect(backend.events()).toHaveLength(1);
  });
}

test('with errors only nothing is ever changed', async ({ tab, backend }) => {
  await tab.evaluate(rememberTheWorld);
  await tab.evaluate(start, { dsn: backend.dsn, setup: 'errors only' as const });
  await tab.evaluate(live);
  expect((await tab.evaluate(changesOfTheWorld)).filter((change) => change !== STACK_LINES)).toEqual([]);
  await tab.click('#throw');
  await backend.waitFor(() => backend.events().length === 2);
  expect((await tab.evaluate(changesOfTheWorld)).filter((change) => change !== STACK_LINES)).toEqual([]);
});

test('the walk through everything finds what was changed', async ({ tab }) => {
  await tab.evaluate(rememberTheWorld);
  await tab.evaluate(() => {
    const { log } = console;
    console.log = () => log();
    Object.defineProperty(XMLHttpRequest.prototype, 'open', { enumerable: false });
    (history as unknown as Record<string, unknown>).pushState = history.pushState;
    Object.preventExtensions(Math);
    (Promise.prototype as unknown as Record<string, unknown>).later = 1;
  });
  expect((await tab.evaluate(changesOfTheWorld)).sort()).toEqual(
    [
      'window.Math: prototype or closedness',
      'window.Promise.prototype: names later',
      'window.XMLHttpRequest.prototype.open: enumerable',
      'window.console.log: value',
      'window.history: names pushState',
    ].sort(),
  );
});

for (const setup of ['the defaults', 'every integration there is'] as const) {
  test(`with ${setup} nobody can tell what is patched from what it was`, async ({ tab, backend }) => {
    const before = await tab.evaluate(noticeBehaviour);
    expect(before.length).toBeGreaterThan(200);
    await tab.evaluate(start, { dsn: backend.dsn, setup });
    await tab.evaluate(rememberTheWorld);
    expect(await tab.evaluate(noticeBehaviour)).toEqual(before);
    await tab.evaluate(close);
    expect(await tab.evaluate(noticeBehaviour)).toEqual(before);
  });
}

test('what somebody patched after us stays after close, and goes on without us', async ({ tab, backend }) => {
  await tab.evaluate(start, { dsn: backend.dsn, setup: 'the defaults' as const });
  const calls = await tab.evaluate(async () => {
    let calls = 0;
    const ours = window.fetch;
    const theirs = (...args: Parameters<typeof fetch>): Promise<Response> => {
      calls++;
      return ours(...args);
    };
    window.fetch = theirs;
    await fetch('/answer/200');
    await window.vedette.close(1000);
    await fetch('/answer/200');
    const crumbs = window.vedette.getIsolationScope().getScopeData().breadcrumbs;
    return {
      calls,
      stays: window.fetch === theirs,
      crumbs: crumbs.filter(({ category }) => category === 'fetch').length,
    };
  });
  expect(calls).toEqual({ calls: 2, stays: true, crumbs: 1 });
});
