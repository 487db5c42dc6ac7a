// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DSN, startPage } from '../../test-support/start-page.ts';
import { type Site, startSite } from '../../test-support/start-site.ts';
import {
  type BreadcrumbHint,
  type BreadcrumbsOptions,
  breadcrumbsIntegration,
  captureException,
  captureMessage,
} from '../index.ts';

const nodeFetch = globalThis.fetch;
const nodeConsole = { ...console };

let site: Site;

beforeEach(async () => {
  site = await startSite();
  history.replaceState(null, '', '/');
  document.body.innerHTML = '<button class="buy">Buy</button><input name="card" value="4111">';
  console.log = () => {};
  console.warn = () => {};
  console.assert = () => {};
  console.trace = () => {};
});

afterEach(async () => {
  globalThis.fetch = nodeFetch;
  Object.assign(console, nodeConsole);
  await site.close();
});

function xhr(method: string, url: string): Promise<unknown> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.onloadend = () => setTimeout(resolve);
    request.send();
  });
}

describe('breadcrumbs of the console', () => {
  it('have the text of all arguments, their level and the arguments', () => {
    const { breadcrumbs } = startPage();
    console.warn('cart', 3, null, { a: 1 });
    expect(breadcrumbs()).toMatchObject([
      {
        category: 'console',
        level: 'warning',
        message: 'cart 3 null [object Object]',
        data: { arguments: ['cart', 3, null, { a: 1 }], logger: 'console' },
      },
    ]);
  });

  it('keep the rest of the line readable when an argument refuses to be text', () => {
    const { breadcrumbs } = startPage();
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    console.log('a', Object.create(null), Symbol('s'), proxy, 'b');
    const refused = '[value cannot be serialized]';
    expect(breadcrumbs()[0]?.message).toBe(`a ${refused} Symbol(s) ${refused} b`);
  });

  it('of hostile arguments can be sent', () => {
    const { events } = startPage();
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    console.log(cycle, 10n, () => {}, window, document.body);
    captureMessage('after');
    expect(events()[0]?.breadcrumbs?.[0]?.category).toBe('console');
  });

  it('of an assertion are there only when it does not hold', () => {
    const { breadcrumbs } = startPage();
    console.assert(true, 'fine');
    console.assert(false, 'cart', 1);
    console.assert(false);
    expect(breadcrumbs()).toMatchObject([
      { level: 'error', message: 'Assertion failed: cart 1', data: { arguments: ['cart', 1] } },
      { level: 'error', message: 'Assertion failed: console.assert', data: { arguments: [] } },
    ]);
  });

  it('of a trace count as debug', () => {
    const { breadcrumbs } = startPage();
    console.trace('here');
    expect(breadcrumbs()).toMatchObject([{ level: 'debug', message: 'here' }]);
  });
});

describe('breadcrumbs of the page', () => {
  it('say where somebody clicked and typed, never what', () => {
    const { breadcrumbs } = startPage();
    document.querySelector('button')?.click();
    document.querySelector('input')?.dispatchEvent(new KeyboardEvent('keypress', { key: '4', bubbles: true }));
    expect(breadcrumbs()).toMatchObject([
      { category: 'ui.click', message: 'body > button.buy' },
      { category: 'ui.input', message: 'body > input[name="card"]' },
    ]);
    expect(JSON.stringify(breadcrumbs())).not.toContain('4111');
  });

  it('name the component that was clicked', () => {
    document.body.innerHTML = '<div data-sentry-component="Cart"><button>Buy</button></div>';
    const { breadcrumbs } = startPage();
    document.querySelector('button')?.click();
    expect(breadcrumbs()).toMatchObject([{ message: 'body > Cart > button', data: { 'ui.component_name': 'Cart' } }]);
  });

  it.each(['data-testid', ['data-id', 'data-testid']])(
    'describe elements by %j where they have it',
    (serializeAttribute) => {
      document.body.innerHTML = '<p class="row"><button class="buy" data-testid="buy">Buy</button></p>';
      const { breadcrumbs } = startPage({ integrations: [breadcrumbsIntegration({ dom: { serializeAttribute } })] });
      document.querySelector('button')?.click();
      expect(breadcrumbs()[0]?.message).toBe('body > p.row > button[data-testid="buy"]');
    },
  );

  it.each([
    [undefined, 80],
    [10, 10],
    [500, 500],
    [5000, 1024],
  ])('are, with maxStringLength %s, at most %i characters long', (maxStringLength, length) => {
    document.body.innerHTML = `<button class="${'b'.repeat(3000)}">Buy</button>`;
    const { breadcrumbs } = startPage({ integrations: [breadcrumbsIntegration({ dom: { maxStringLength } })] });
    document.querySelector('button')?.click();
    expect(breadcrumbs()[0]?.message).toHaveLength(length);
  });

  it('say where the page went, relative on the own origin, without secrets', () => {
    const { breadcrumbs } = startPage();
    history.pushState(null, '', '/cart?token=s3cret&a=1');
    expect(breadcrumbs()).toMatchObject([
      { category: 'navigation', data: { from: '/', to: '/cart?token=[Filtered]&a=1' } },
    ]);
  });
});

describe('breadcrumbs of requests', () => {
  it.each([
    [200, undefined],
    [404, 'warning'],
    [500, 'error'],
  ])('of fetch that end with %i have level %s', async (status, level) => {
    const { breadcrumbs } = startPage();
    await fetch(`${site.url}/status/${status}?password=s3cret`, { method: 'post' });
    const url = `${site.url}/status/${status}?password=[Filtered]`;
    expect(breadcrumbs()).toHaveLength(1);
    expect(breadcrumbs()[0]).toMatchObject({
      type: 'http',
      category: 'fetch',
      data: { method: 'POST', url, status_code: status },
    });
    expect(breadcrumbs()[0]?.level).toBe(level);
  });

  it('tell sizes and how long it took', async () => {
    const { breadcrumbs } = startPage();
    await fetch(`${site.url}/`, { method: 'POST', body: 'ä' });
    await xhr('GET', `${site.url}/`);
    expect(breadcrumbs().map(({ data }) => data)).toMatchObject([
      { request_body_size: 2, response_body_size: 2, duration_ms: expect.any(Number) },
      { response_body_size: 2, duration_ms: expect.any(Number) },
    ]);
    expect(breadcrumbs()[1]?.data?.request_body_size).toBeUndefined();
  });

  it('are errors when no answer came', async () => {
    const { breadcrumbs } = startPage();
    await expect(fetch('http://127.0.0.1:1/')).rejects.toThrow();
    await xhr('GET', 'http://127.0.0.1:1/');
    expect(breadcrumbs()).toMatchObject([
      { category: 'fetch', level: 'error', data: { url: 'http://127.0.0.1:1/' } },
      { category: 'xhr', level: 'error', data: { url: 'http://127.0.0.1:1/' } },
    ]);
    expect(breadcrumbs()[0]?.data?.status_code).toBeUndefined();
  });

  it('are no errors when the page may not know the status', async () => {
    globalThis.fetch = async () => Object.defineProperty(new Response(), 'status', { value: 0 });
    const { breadcrumbs } = startPage();
    await fetch('https://cdn.example/pixel', { mode: 'no-cors' });
    expect(breadcrumbs()).toHaveLength(1);
    expect(breadcrumbs()[0]?.level).toBeUndefined();
  });

  it('of XMLHttpRequest say the same', async () => {
    const { breadcrumbs } = startPage();
    await xhr('get', `${site.url}/status/404`);
    expect(breadcrumbs()).toMatchObject([
      {
        type: 'http',
        category: 'xhr',
        level: 'warning',
        data: { method: 'GET', url: `${site.url}/status/404`, status_code: 404 },
      },
    ]);
  });

  it('do not tell of our own requests', async () => {
    globalThis.fetch = async () => new Response();
    const { breadcrumbs } = startPage({ tunnel: '/tunnel' });
    await fetch(`https://${new URL(DSN).host}/api/42/envelope/?sentry_version=7&sentry_key=abc`);
    await fetch('/tunnel');
    await fetch('/tunnels');
    expect(breadcrumbs().map(({ data }) => data?.url)).toEqual(['/tunnels']);
  });
});

describe('breadcrumbs of events', () => {
  it('name an error and a message that were sent before', () => {
    const { events } = startPage();
    captureException(new TypeError('first'));
    captureMessage('second', 'warning');
    captureMessage('third');
    const [first, second, third] = events();
    expect(first?.breadcrumbs).toEqual([]);
    expect(third?.breadcrumbs).toMatchObject([
      { category: 'sentry.event', event_id: first?.event_id, level: 'error', message: 'TypeError: first' },
      { category: 'sentry.event', event_id: second?.event_id, level: 'warning', message: 'second' },
    ]);
  });
});

describe('breadcrumbsIntegration', () => {
  const sources: Record<keyof BreadcrumbsOptions, () => unknown> = {
    console: () => console.log('a'),
    dom: () => document.querySelector('button')?.click(),
    fetch: () => fetch(`${site.url}/`),
    history: () => history.pushState(null, '', '/cart'),
    xhr: () => xhr('GET', `${site.url}/`),
    sentry: () => captureMessage('a'),
  };

  it.each(Object.keys(sources) as Array<keyof BreadcrumbsOptions>)('is silent about %s when told so', async (name) => {
    const { breadcrumbs } = startPage({ integrations: [breadcrumbsIntegration({ [name]: false })] });
    await sources[name]();
    expect(breadcrumbs()).toEqual([]);
  });

  it('leaves nothing patched where all are off', () => {
    const before = [fetch, console.log, history.pushState, XMLHttpRequest.prototype.send];
    const off = Object.fromEntries(Object.keys(sources).map((name) => [name, false]));
    startPage({ integrations: [breadcrumbsIntegration(off)] });
    expect([fetch, console.log, history.pushState, XMLHttpRequest.prototype.send]).toEqual(before);
  });

  it('leaves each mark once after a second init', async () => {
    startPage();
    const { breadcrumbs } = startPage();
    for (const [name, run] of Object.entries(sources)) {
      if (name !== 'sentry') {
        await run();
      }
    }
    expect(breadcrumbs().map(({ category }) => category)).toEqual([
      'console',
      'ui.click',
      'fetch',
      'navigation',
      'xhr',
    ]);
  });

  it('asks beforeBreadcrumb, which sees what was heard', async () => {
    const hints: Array<BreadcrumbHint | undefined> = [];
    const { breadcrumbs } = startPage({
      beforeBreadcrumb: (breadcrumb, hint) => {
        hints.push(hint);
        return breadcrumb.category === 'fetch' ? null : breadcrumb;
      },
    });
    await fetch(`${site.url}/`);
    console.log('a');
    document.querySelector('button')?.click();
    await xhr('GET', `${site.url}/`);
    await fetch('http://127.0.0.1:1/').catch(() => {});
    captureMessage('b');
    expect(breadcrumbs().map(({ category }) => category)).toEqual(['console', 'ui.click', 'xhr', 'sentry.event']);
    expect(hints).toMatchObject([
      { input: [`${site.url}/`], response: { status: 200 } },
      { input: ['a'], level: 'log' },
      { event: expect.any(Event), name: 'click', global: true },
      { xhr: { status: 200 } },
      { input: ['http://127.0.0.1:1/'], data: expect.any(TypeError) },
      { event: { message: 'b' } },
    ]);
    const { startTimestamp, endTimestamp } = hints[0] as Record<string, number>;
    expect(Math.abs(Date.now() - Number(startTimestamp))).toBeLessThan(60_000);
    expect(endTimestamp).toBeGreaterThanOrEqual(Number(startTimestamp));
  });
});
