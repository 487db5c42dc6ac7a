// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { closeAfterwards, DSN, startPage } from '../test-support/start-page.ts';
import {
  browserTracingIntegration,
  captureException,
  captureMessage,
  getClient,
  getDefaultIntegrations,
  init,
  isEnabled,
} from './index.ts';

type WithExtension = { chrome?: unknown; browser?: unknown };

const tracing = { integrations: [browserTracingIntegration()], tracesSampleRate: 1 };

afterEach(() => {
  delete (globalThis as WithExtension).chrome;
  delete (globalThis as WithExtension).browser;
});

/** Everything we could have changed. */
function globals(): unknown {
  // Node puts these in place when they are first asked for.
  void globalThis.PerformanceObserver;
  void globalThis.PerformanceResourceTiming;
  return {
    global: Object.fromEntries(
      Object.entries(Object.getOwnPropertyDescriptors(globalThis)).filter(([name]) => name !== '__VEDETTE__'),
    ),
    console: Object.getOwnPropertyDescriptors(console),
    history: Object.getOwnPropertyDescriptors(history),
    historyPrototype: Object.getOwnPropertyDescriptors(History.prototype),
    xhr: Object.getOwnPropertyDescriptors(XMLHttpRequest.prototype),
    target: Object.getOwnPropertyDescriptors(EventTarget.prototype),
    stackTraceLimit: Error.stackTraceLimit,
  };
}

describe('init', () => {
  it('returns the client that captures go to, with the default integrations', () => {
    const { client, events } = startPage({ environment: 'test', initialScope: { tags: { shop: 'a' } } });
    expect(getClient()).toBe(client);
    captureMessage('hello');
    expect(events()).toMatchObject([
      {
        message: 'hello',
        platform: 'javascript',
        environment: 'test',
        tags: { shop: 'a' },
        sdk: {
          name: 'vedette.javascript.browser',
          integrations: [
            'EventFilters',
            'Breadcrumbs',
            'GlobalHandlers',
            'LinkedErrors',
            'DebugIds',
            'Noise',
            'HttpContext',
            'BrowserSession',
          ],
        },
      },
    ]);
    expect(getDefaultIntegrations()).toHaveLength(8);
  });

  it('reports an error with its causes', () => {
    const { events } = startPage();
    captureException(new Error('outer', { cause: new TypeError('inner') }));
    expect(events()[0]?.exception?.values?.map(({ type, value }) => `${type}: ${value}`)).toEqual([
      'TypeError: inner',
      'Error: outer',
    ]);
  });

  it('takes the release that a build wrote down', () => {
    Object.assign(globalThis, { SENTRY_RELEASE: { id: 'shop@1.4.2' } });
    expect(startPage().client.getOptions().release).toBe('shop@1.4.2');
    expect(startPage({ release: 'shop@2' }).client.getOptions().release).toBe('shop@2');
    delete (globalThis as { SENTRY_RELEASE?: unknown }).SENTRY_RELEASE;
  });

  it.each([
    ['no DSN', undefined],
    ['an empty DSN', ''],
    ['a wrong DSN', 'https://shop.example/'],
    ['a DSN that is no text', 12 as unknown as string],
  ])('with %s changes nothing', (_, dsn) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const before = globals();
    closeAfterwards(init({ dsn, ...tracing }));
    expect(globals()).toEqual(before);
    expect(isEnabled()).toBe(false);
    expect(captureMessage('nobody hears')).toMatch(/^[0-9a-f]{32}$/);
    warn.mockRestore();
  });

  it('says in one line why a wrong DSN does nothing', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    closeAfterwards(init({ dsn: 'https://shop.example/' }));
    expect(warn.mock.calls).toEqual([
      ['[vedette]', expect.stringContaining('Invalid Sentry Dsn: https://shop.example/')],
    ]);
  });

  it('says in one line that there is no DSN, when debug is on', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    closeAfterwards(init({ debug: true }));
    expect(log.mock.calls).toEqual([['[vedette]', expect.stringContaining('No DSN')]]);
  });

  it('never throws', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    expect(() => init(null as never)).not.toThrow();
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('hostile');
        },
      },
    );
    expect(() => init(hostile)).not.toThrow();
    log.mockRestore();
  });

  it.each([
    ['chrome', 'https:', false],
    ['browser', 'https:', false],
    ['chrome', 'chrome-extension:', true],
    ['browser', 'moz-extension:', true],
  ])('where an extension is at work (%s, %s) starts: %s', (name, protocol, starts) => {
    Object.assign(globalThis, { [name]: { runtime: { id: 'abc' } } });
    vi.stubGlobal('location', { ...location, href: location.href, protocol });
    const client = closeAfterwards(init({ dsn: DSN }));
    vi.unstubAllGlobals();
    expect(!!client?.isEnabled()).toBe(starts);
  });

  it('starts inside an extension when told so, and on a page that only may talk to one', () => {
    Object.assign(globalThis, { chrome: { runtime: { id: 'abc' } } });
    expect(closeAfterwards(init({ dsn: DSN, skipBrowserExtensionCheck: true }))?.isEnabled()).toBe(true);
    Object.assign(globalThis, { chrome: { runtime: { connect() {} } } });
    expect(closeAfterwards(init({ dsn: DSN }))?.isEnabled()).toBe(true);
  });

  it('says why it did not start inside an extension', () => {
    Object.assign(globalThis, { chrome: { runtime: { id: 'abc' } } });
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    expect(init({ dsn: DSN, debug: true })).toBeUndefined();
    expect(log.mock.calls).toEqual([['[vedette]', expect.stringContaining('extension')]]);
  });
});

describe('close', () => {
  it('leaves every global as it was', async () => {
    const before = globals();
    const { client } = startPage(tracing);
    expect(globals()).not.toEqual(before);
    expect(await client.close()).toBe(true);
    expect(globals()).toEqual(before);
  });

  it('leaves every global as it was after a second init, too', async () => {
    const before = globals();
    const clients = [startPage(tracing).client, startPage(tracing).client];
    for (const client of clients.reverse()) {
      await client.close();
    }
    expect(globals()).toEqual(before);
  });
});
