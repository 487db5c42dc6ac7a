// @vitest-environment jsdom
import type { Event } from '@vedette/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DSN, type Page, startPage } from '../../test-support/start-page.ts';
import { type Site, startSite } from '../../test-support/start-site.ts';
import {
  type BrowserOptions,
  type BrowserTracingOptions,
  browserTracingIntegration,
  captureException,
  getActiveSpan,
  interactionsIntegration,
  reportPageLoaded,
  setActiveSpanInBrowser,
  startBrowserTracingNavigationSpan,
  startBrowserTracingPageLoadSpan,
  startInactiveSpan,
} from '../index.ts';

const nodeFetch = globalThis.fetch;
const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const PARENT_ID = 'b7ad6b7169203331';

let requests: Array<{ input: unknown; init: RequestInit; headers: Headers }>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  document.head.innerHTML = '';
  history.replaceState(null, '', '/');
  requests = [];
  globalThis.fetch = async (input, init = {}) => {
    const headers = new Headers(init.headers ?? (input as Request).headers);
    requests.push({ input, init, headers });
    return new Response('{}', {
      status: String(input).includes('fail') ? 500 : 200,
      headers: { 'content-length': '2' },
    });
  };
});

afterEach(() => {
  vi.useRealTimers();
  globalThis.fetch = nodeFetch;
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'visible' });
});

function startTraced(options: BrowserOptions = {}, tracing: Partial<BrowserTracingOptions> = {}): Page {
  return startPage({ tracesSampleRate: 1, integrations: [browserTracingIntegration(tracing)], ...options });
}

/** Ends the page load, so that what comes next is outside of it; requests in it wait for their timing first. */
function settle(): void {
  vi.advanceTimersByTime(1300);
}

function lastHeaders(): Record<string, string> {
  return Object.fromEntries(requests.at(-1)?.headers ?? []);
}

describe('the page load', () => {
  it('is a transaction that ends when nothing happens any more', () => {
    history.replaceState(null, '', '/cart?a=1');
    const { transactions } = startTraced();
    vi.advanceTimersByTime(999);
    expect(transactions()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(transactions()).toMatchObject([
      {
        transaction: '/cart',
        transaction_info: { source: 'url' },
        start_timestamp: performance.timeOrigin / 1000,
        contexts: {
          trace: {
            op: 'pageload',
            origin: 'auto.pageload.browser',
            data: { 'sentry.idle_span_finish_reason': 'idleTimeout', 'sentry.sample_rate': 1 },
          },
        },
      },
    ]);
    expect(getActiveSpan()).toBeUndefined();
  });

  it('continues the trace that the server wrote into the page', () => {
    document.head.innerHTML = `<meta name="sentry-trace" content="${TRACE_ID}-${PARENT_ID}-1">
      <meta name="baggage" content="sentry-trace_id=${TRACE_ID},sentry-public_key=abc,sentry-sample_rate=0.5,sentry-sample_rand=0.25,sentry-sampled=true">`;
    const { transactions } = startTraced({ tracesSampleRate: 0 });
    settle();
    expect(transactions()[0]?.contexts?.trace).toMatchObject({ trace_id: TRACE_ID, parent_span_id: PARENT_ID });
  });

  it('is not sent where the server decided against it', () => {
    document.head.innerHTML = `<meta name="sentry-trace" content="${TRACE_ID}-${PARENT_ID}-0">`;
    const { transactions } = startTraced();
    settle();
    expect(transactions()).toEqual([]);
  });

  it('ends when the page is hidden, because timers may stand still then', () => {
    const { transactions } = startTraced();
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
    expect(transactions()[0]?.contexts?.trace).toMatchObject({
      status: 'cancelled',
      data: { 'sentry.idle_span_finish_reason': 'documentHidden' },
    });
  });

  it('goes on when the page is hidden and markBackgroundSpan is off', () => {
    const { transactions } = startTraced({}, { markBackgroundSpan: false });
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
    expect(transactions()).toEqual([]);
  });

  it('ends at the latest after the final timeout, and without children that never ended', () => {
    const { transactions } = startTraced({}, { childSpanTimeout: 60_000 });
    startInactiveSpan({ name: 'never ends' });
    vi.advanceTimersByTime(30_000);
    expect(transactions()[0]?.contexts?.trace).toMatchObject({
      status: 'deadline_exceeded',
      data: { 'sentry.idle_span_finish_reason': 'finalTimeout' },
    });
    expect(transactions()[0]?.spans).toMatchObject([{ description: 'never ends', status: 'cancelled' }]);
  });

  it('failed when an error was not caught meanwhile, and not by one that was', () => {
    const { transactions } = startTraced();
    captureException(new Error('caught'));
    settle();
    expect(transactions()[0]?.contexts?.trace?.status).toBe('ok');
    history.pushState(null, '', '/cart');
    addEventListener('error', () => {}, { once: true });
    dispatchEvent(new ErrorEvent('error', { error: new Error('not caught'), message: 'not caught' }));
    settle();
    expect(transactions()[1]?.contexts?.trace?.status).toBe('internal_error');
  });

  it('shares its trace with the errors in it and those after it', () => {
    const { transactions, events } = startTraced();
    captureException(new Error('during'));
    settle();
    captureException(new Error('after'));
    const { trace_id, span_id } = transactions()[0]?.contexts?.trace ?? {};
    expect(events().map(({ contexts }) => contexts?.trace)).toMatchObject([
      { trace_id, span_id },
      { trace_id, span_id },
    ]);
  });

  it('is not there when instrumentPageLoad is off, until a router starts it', () => {
    const { client, transactions } = startTraced({}, { instrumentPageLoad: false });
    settle();
    expect(transactions()).toEqual([]);
    const span = startBrowserTracingPageLoadSpan(
      client,
      { name: '/users/:id', attributes: { 'sentry.source': 'route' } },
      { sentryTrace: `${TRACE_ID}-${PARENT_ID}-1`, baggage: undefined },
    );
    expect(getActiveSpan()).toBe(span);
    settle();
    expect(transactions()).toMatchObject([
      { transaction: '/users/:id', transaction_info: { source: 'route' }, contexts: { trace: { trace_id: TRACE_ID } } },
    ]);
  });

  it('is what beforeStartSpan makes of it', () => {
    const { transactions, events } = startTraced(
      {},
      {
        beforeStartSpan: (options) => ({
          ...options,
          name: 'home',
          attributes: { ...options.attributes, plan: 'free' },
        }),
      },
    );
    captureException(new Error('x'));
    settle();
    expect(transactions()).toMatchObject([
      { transaction: 'home', contexts: { trace: { op: 'pageload', data: { plan: 'free' } } } },
    ]);
    expect(events()[0]?.transaction).toBe('home');
  });

  it('starts as it was meant when beforeStartSpan throws', () => {
    const { transactions } = startTraced(
      {},
      {
        beforeStartSpan: () => {
          throw new Error('of the host');
        },
      },
    );
    settle();
    expect(transactions()).toMatchObject([{ transaction: '/' }]);
  });

  it('ends when the client is closed, and is sent', async () => {
    const { client, transactions } = startTraced();
    await client.close();
    const [load, ...others] = transactions();
    expect(load?.contexts?.trace?.data).toMatchObject({ 'sentry.idle_span_finish_reason': 'externalFinish' });
    settle();
    expect(others).toEqual([]);
    expect(transactions()).toHaveLength(1);
    expect(getActiveSpan()).toBeUndefined();
  });
});

describe('a navigation', () => {
  it('ends what was under way and starts a new trace', () => {
    const { transactions } = startTraced();
    document.body.click();
    history.pushState(null, '', '/cart?step=1');
    settle();
    const [load, navigation] = transactions();
    expect(load?.contexts?.trace?.data).toMatchObject({ 'sentry.idle_span_finish_reason': 'cancelled' });
    expect(navigation).toMatchObject({
      transaction: '/cart',
      contexts: { trace: { op: 'navigation', origin: 'auto.navigation.browser' } },
    });
    expect(navigation?.contexts?.trace?.trace_id).not.toBe(load?.contexts?.trace?.trace_id);
    expect(navigation?.contexts?.trace?.parent_span_id).toBeUndefined();
  });

  it('leaves the page before with the address that it had', () => {
    history.replaceState(null, '', '/shop?token=s3cret');
    const { transactions } = startTraced();
    document.body.click();
    history.pushState(null, '', '/cart');
    document.body.click();
    history.pushState(null, '', '/order');
    settle();
    expect(transactions().map(({ transaction, request }) => [transaction, request?.url])).toEqual([
      ['/shop', `${location.origin}/shop?token=[Filtered]`],
      ['/cart', `${location.origin}/cart`],
      ['/order', `${location.origin}/order`],
    ]);
  });

  it('has the address that a router says, or else the next that the page has', () => {
    const { client, transactions } = startTraced({}, { instrumentNavigation: false });
    startBrowserTracingNavigationSpan(client, { name: 'announced' });
    history.pushState(null, '', '/announced');
    history.pushState(null, '', '/shown');
    startBrowserTracingNavigationSpan(client, { name: 'shown' }, { url: '/shown' });
    history.pushState(null, '', '/last');
    startBrowserTracingNavigationSpan(client, { name: 'last' });
    settle();
    expect(transactions().map(({ transaction, request }) => [transaction, request?.url])).toEqual([
      ['/', `${location.origin}/`],
      ['announced', `${location.origin}/announced`],
      ['shown', `${location.origin}/shown`],
      ['last', `${location.origin}/last`],
    ]);
  });

  it('is not there when instrumentNavigation is off, until a router starts it', () => {
    const { client, transactions } = startTraced({}, { instrumentNavigation: false });
    settle();
    history.pushState(null, '', '/cart');
    settle();
    expect(transactions()).toHaveLength(1);
    const span = startBrowserTracingNavigationSpan(client, { name: '/users/:id' });
    expect(getActiveSpan()).toBe(span);
    settle();
    expect(transactions()[1]).toMatchObject({ transaction: '/users/:id', contexts: { trace: { op: 'navigation' } } });
  });

  it('is one transaction after a second init', () => {
    const first = startTraced();
    const second = startTraced();
    settle();
    history.pushState(null, '', '/cart');
    settle();
    const names = [...first.transactions(), ...second.transactions()].map(({ transaction }) => transaction);
    expect(names.filter((name) => name === '/cart')).toHaveLength(1);
  });
});

describe('a change of the URL', () => {
  it('soon after the start, without a click or key, is a redirect', () => {
    const { transactions } = startTraced();
    history.replaceState(null, '', '/login');
    settle();
    expect(transactions()).toMatchObject([
      { transaction: '/', spans: [{ op: 'navigation.redirect', description: '/login' }] },
    ]);
  });

  it('is a navigation when it comes later, or when detectRedirects is off', () => {
    const { transactions, client } = startTraced();
    startInactiveSpan({ name: 'keeps the load open' });
    vi.advanceTimersByTime(1600);
    history.pushState(null, '', '/later');
    settle();
    expect(transactions().map(({ transaction }) => transaction)).toEqual(['/', '/later']);
    client.close();
    const off = startTraced({}, { detectRedirects: false });
    history.pushState(null, '', '/at-once');
    settle();
    expect(off.transactions().map(({ transaction }) => transaction)).toEqual(['/later', '/at-once']);
  });

  it('is a redirect when a router says so, and a navigation where nothing is under way', () => {
    const { client, transactions } = startTraced({}, { instrumentNavigation: false });
    startBrowserTracingNavigationSpan(client, { name: '/a' }, { isRedirect: true });
    settle();
    startBrowserTracingNavigationSpan(client, { name: '/b' }, { isRedirect: true });
    settle();
    expect(transactions()).toMatchObject([
      { transaction: '/', spans: [{ op: 'navigation.redirect', description: '/a' }] },
      { transaction: '/b' },
    ]);
  });
});

describe('a page load that is reported', () => {
  it('ends then, and not before', () => {
    const { client, transactions } = startTraced({}, { enableReportPageLoaded: true });
    vi.advanceTimersByTime(5000);
    expect(transactions()).toEqual([]);
    reportPageLoaded(client);
    expect(transactions()[0]?.contexts?.trace?.data).toMatchObject({
      'sentry.idle_span_finish_reason': 'reportPageLoaded',
    });
  });

  it('ends by nothing else, and nothing else ends by that', () => {
    const off = startTraced();
    reportPageLoaded(off.client);
    expect(off.transactions()).toEqual([]);
    off.client.close();
    const { client, transactions } = startTraced({}, { enableReportPageLoaded: true });
    document.body.click();
    history.pushState(null, '', '/next');
    reportPageLoaded(client);
    expect(transactions().map(({ contexts }) => contexts?.trace?.op)).toEqual(['pageload']);
  });

  it('ends after the final timeout when nobody reports it; navigations wait for no report', () => {
    const { transactions } = startTraced({}, { enableReportPageLoaded: true });
    vi.advanceTimersByTime(30_000);
    history.pushState(null, '', '/next');
    settle();
    expect(transactions().map(({ contexts }) => contexts?.trace?.data?.['sentry.idle_span_finish_reason'])).toEqual([
      'finalTimeout',
      'idleTimeout',
    ]);
  });
});

describe('the trace before', () => {
  const twoPages = (tracing: Partial<BrowserTracingOptions>, options: BrowserOptions = {}): Event[] => {
    const { transactions } = startTraced(options, tracing);
    settle();
    history.pushState(null, '', '/next');
    settle();
    return transactions();
  };

  it('is linked', () => {
    const [load, navigation] = twoPages({});
    const { trace_id, span_id } = load?.contexts?.trace ?? {};
    expect(load?.contexts?.trace?.links).toBeUndefined();
    expect(navigation?.contexts?.trace).toMatchObject({
      links: [{ trace_id, span_id, sampled: true, attributes: { 'sentry.link.type': 'previous_trace' } }],
      data: { 'sentry.previous_trace': `${trace_id}-${span_id}-1` },
    });
  });

  it('is not linked when that is off, nor after an hour', () => {
    expect(twoPages({ linkPreviousTrace: 'off' })[1]?.contexts?.trace?.links).toBeUndefined();
    const { transactions } = startTraced();
    settle();
    vi.advanceTimersByTime(3_601_000);
    history.pushState(null, '', '/an-hour-later');
    settle();
    expect(transactions()[1]?.contexts?.trace?.links).toBeUndefined();
  });

  it('is known to the next document when it is kept for the visit', async () => {
    sessionStorage.clear();
    const first = startTraced({}, { linkPreviousTrace: 'session-storage' });
    settle();
    await first.client.close();
    const second = startTraced({}, { linkPreviousTrace: 'session-storage' });
    settle();
    expect(second.transactions()[0]?.contexts?.trace?.links?.[0]?.trace_id).toBe(
      first.transactions()[0]?.contexts?.trace?.trace_id,
    );
  });

  it('decides for all of a visit when sampling is consistent', () => {
    for (let visit = 0; visit < 20; visit++) {
      history.replaceState(null, '', '/');
      const pages = twoPages({ consistentTraceSampling: true }, { tracesSampleRate: 0.5 });
      expect([0, 2]).toContain(pages.length);
    }
  });
});

describe('setActiveSpanInBrowser', () => {
  it('makes a span the parent of what follows until it ends', () => {
    startTraced();
    const load = getActiveSpan();
    const checkout = startInactiveSpan({ name: 'checkout' });
    setActiveSpanInBrowser(checkout);
    setActiveSpanInBrowser(checkout);
    expect(getActiveSpan()).toBe(checkout);
    checkout.end();
    expect(getActiveSpan()).toBe(load);
    const last = startInactiveSpan({ name: 'outlives the load' });
    setActiveSpanInBrowser(last);
    load?.end();
    last.end();
    expect(getActiveSpan()).toBeUndefined();
  });
});

describe('interactionsIntegration', () => {
  it('makes a transaction of a click and what it sets off', async () => {
    const { transactions } = startTraced({ integrations: [browserTracingIntegration(), interactionsIntegration()] });
    document.body.click();
    settle();
    expect(transactions()).toHaveLength(1);
    document.body.click();
    await fetch('/api');
    document.body.click();
    settle();
    expect(transactions().slice(1)).toMatchObject([
      {
        transaction: '/',
        contexts: {
          trace: { op: 'ui.action.click', data: { 'sentry.idle_span_finish_reason': 'interactionInterrupted' } },
        },
        spans: [{ op: 'http.client', status: 'ok' }],
      },
      { contexts: { trace: { data: { 'sentry.idle_span_finish_reason': 'idleTimeout' } } } },
    ]);
    expect(getActiveSpan()).toBeUndefined();
  });
});

describe('a crawler', () => {
  it('is no visit, and a phone called Cubot is none', () => {
    const userAgent = vi.spyOn(navigator, 'userAgent', 'get');
    userAgent.mockReturnValue('Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)');
    const crawler = startTraced();
    settle();
    expect(crawler.transactions()).toEqual([]);
    userAgent.mockReturnValue('Mozilla/5.0 (Linux; Android 11; CUBOT NOTE 20 Build/RP1A)');
    const phone = startTraced();
    settle();
    expect(phone.transactions()).toHaveLength(1);
    userAgent.mockRestore();
  });
});

describe('a request', () => {
  it('is a child of the page load, without secrets', async () => {
    const { transactions } = startTraced();
    await fetch('/api/cart?token=s3cret&a=1#access_token=s3cret', { method: 'POST' });
    await fetch('https://other.example/fail');
    settle();
    expect(transactions()[0]?.spans).toMatchObject([
      {
        op: 'http.client',
        origin: 'auto.http.browser',
        description: `POST ${location.origin}/api/cart`,
        status: 'ok',
        data: {
          type: 'fetch',
          url: `${location.origin}/api/cart?token=[Filtered]&a=1#access_token=[Filtered]`,
          'http.method': 'POST',
          'http.query': '?token=[Filtered]&a=1',
          'http.fragment': '#access_token=[Filtered]',
          'server.address': location.host,
          'http.response.status_code': 200,
          'http.response_content_length': 2,
        },
      },
      { description: 'GET https://other.example/fail', status: 'internal_error' },
    ]);
    expect(JSON.stringify(transactions())).not.toContain('s3cret');
  });

  it('failed when no answer came', async () => {
    globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const { transactions } = startTraced();
    await expect(fetch('/api')).rejects.toThrow('Failed to fetch');
    settle();
    expect(transactions()[0]?.spans).toMatchObject([{ status: 'internal_error' }]);
  });

  it('keeps the page load open while it runs', async () => {
    let answer = (_: Response): void => {};
    globalThis.fetch = () => new Promise((resolve) => (answer = resolve));
    const { transactions } = startTraced();
    const request = fetch('/api');
    vi.advanceTimersByTime(5000);
    expect(transactions()).toEqual([]);
    answer(new Response());
    await request;
    settle();
    const [load] = transactions();
    expect(load?.timestamp).toBe(load?.spans?.[0]?.timestamp);
  });

  it('outside of a page load is a transaction of its own in the same trace', async () => {
    const { transactions } = startTraced();
    settle();
    await fetch('/api/cart');
    settle();
    const [load, request] = transactions();
    expect(request).toMatchObject({
      transaction: `GET ${location.origin}/api/cart`,
      contexts: {
        trace: {
          op: 'http.client',
          trace_id: load?.contexts?.trace?.trace_id,
          parent_span_id: load?.contexts?.trace?.span_id,
        },
      },
    });
  });

  it('has no span where shouldCreateSpanForRequest says so, but still headers', async () => {
    const { transactions } = startTraced({}, { shouldCreateSpanForRequest: (url) => !url.includes('health') });
    await fetch('/health');
    expect(lastHeaders()['sentry-trace']).toMatch(/-1$/);
    settle();
    expect(transactions()[0]?.spans).toEqual([]);
  });

  it('has neither span nor headers when it goes to our backend', async () => {
    const { transactions } = startTraced({ tunnel: '/tunnel' });
    await fetch('/tunnel');
    await fetch(`https://${new URL(DSN).host}/api/42/envelope/?sentry_key=abc`);
    settle();
    expect(requests.map(({ headers }) => headers.has('sentry-trace'))).toEqual([false, false]);
    expect(transactions()[0]?.spans).toEqual([]);
  });

  it('is shown to the host when its span starts and ends', async () => {
    const seen: unknown[] = [];
    const { transactions } = startTraced(
      {},
      {
        onRequestSpanStart: (span, { headers }) => span.setAttribute('tenant', headers?.get('x-tenant') ?? undefined),
        onRequestSpanEnd: (span, { headers, error }) => {
          seen.push(headers?.get('content-length') ?? (error as Error).message);
          span.setAttribute('seen', true);
          throw new Error('of the host');
        },
      },
    );
    await fetch('/api', { headers: { 'x-tenant': 'a' } });
    settle();
    expect(transactions()[0]?.spans).toMatchObject([{ data: { tenant: 'a', seen: true } }]);
    expect(seen).toEqual(['2']);
  });

  it('that has been answered when the transaction ends has succeeded, though its timing is not known yet', async () => {
    const { client, transactions } = startTraced();
    await fetch('/api');
    startBrowserTracingNavigationSpan(client, { name: '/next' });
    expect(transactions()[0]?.spans).toMatchObject([{ op: 'http.client', status: 'ok' }]);
  });

  it('is left alone when traceFetch is off', async () => {
    const { transactions } = startTraced({}, { traceFetch: false });
    await fetch('/api');
    settle();
    expect(lastHeaders()).toEqual({});
    expect(transactions()[0]?.spans).toEqual([]);
  });

  it('is one span and one trace after a second init', async () => {
    startTraced();
    const { transactions } = startTraced();
    await fetch('/api');
    settle();
    expect(transactions()[0]?.spans).toHaveLength(1);
    expect(lastHeaders()['sentry-trace']).toContain(transactions()[0]?.spans?.[0]?.span_id);
  });
});

describe('trace headers of fetch', () => {
  it('name the request and carry the facts of the trace', async () => {
    const { transactions } = startTraced({ release: 'shop@1' });
    await fetch('/api');
    settle();
    const [span] = transactions()[0]?.spans ?? [];
    expect(lastHeaders()['sentry-trace']).toBe(`${span?.trace_id}-${span?.span_id}-1`);
    expect(lastHeaders().baggage?.split(',')).toEqual(
      expect.arrayContaining([
        `sentry-trace_id=${span?.trace_id}`,
        'sentry-environment=production',
        'sentry-release=shop%401',
        'sentry-public_key=abc',
        'sentry-sample_rate=1',
        'sentry-sampled=true',
      ]),
    );
  });

  it.each<[string, BrowserOptions['tracePropagationTargets'], string, boolean]>([
    ['the own origin', undefined, '/api', true],
    ['another origin', undefined, 'https://api.example/', false],
    ['the own host on another port', undefined, 'http://localhost:9/', false],
    ['a listed origin', ['api.example'], 'https://api.example/v1', true],
    ['a matching origin', [/^https:\/\/api\.example\//g], 'https://api.example/v1', true],
    ['a listed path on the own origin', [/^\/api/], '/api/cart', true],
    ['that path on another origin', [/^\/api/], 'https://other.example/api/cart', false],
    ['the own origin when others are listed', ['api.example'], '/api', false],
    ['anything when nothing is listed', [], '/api', false],
    ['no address at all', undefined, 'http://', false],
  ])('to %s', async (_, tracePropagationTargets, url, expected) => {
    startTraced({ tracePropagationTargets });
    await fetch(url);
    await fetch(url);
    expect(requests.map(({ headers }) => headers.has('sentry-trace'))).toEqual([expected, expected]);
  });

  it('go by the base of the page, not by its address', async () => {
    document.head.innerHTML = '<base href="https://cdn.example/">';
    const { transactions } = startTraced();
    await fetch('data.json');
    expect(lastHeaders()).toEqual({});
    settle();
    expect(transactions()[0]?.spans?.[0]?.description).toBe('GET https://cdn.example/data.json');
  });

  it('stand beside those of the host, wherever it gave them', async () => {
    startTraced({ tracePropagationTargets: ['shop.example'] });
    const given: Array<[RequestInfo | URL, RequestInit?]> = [
      ['https://shop.example/', { headers: { 'x-host': '1' } }],
      [new URL('https://shop.example/'), { headers: [['x-host', '1']] }],
      ['https://shop.example/', { headers: new Headers({ 'x-host': '1' }) }],
      [new Request('https://shop.example/', { headers: { 'x-host': '1' } })],
      [new Request('https://shop.example/', { headers: { 'x-host': '0' } }), { headers: { 'x-host': '1' } }],
    ];
    for (const args of given) {
      await fetch(...args);
      expect(requests.at(-1)?.input).toBe(args[0]);
      expect(lastHeaders()).toMatchObject({ 'x-host': '1', 'sentry-trace': expect.any(String) });
    }
  });

  it('leave the objects of the host as they are', async () => {
    startTraced();
    const headers = { 'x-host': '1' };
    const init = Object.freeze({ method: 'POST', headers: Object.freeze(headers) });
    await fetch('/api', init);
    expect(headers).toEqual({ 'x-host': '1' });
    expect(requests.at(-1)?.init).toMatchObject({ method: 'POST' });
  });

  it('keep what an init inherits, also when it is a request', async () => {
    startTraced();
    class Post {
      get method() {
        return 'POST';
      }
    }
    await fetch('/api', Object.create({ method: 'PUT', credentials: 'include' }));
    expect(requests.at(-1)?.init).toMatchObject({ method: 'PUT', credentials: 'include' });
    await fetch('/api', new Request('https://shop.example/', { method: 'PATCH', headers: { 'x-host': '1' } }));
    expect(requests.at(-1)?.init.method).toBe('PATCH');
    expect(lastHeaders()).toMatchObject({ 'x-host': '1', 'sentry-trace': expect.any(String) });
    await fetch('/api', new Post());
    expect(lastHeaders()['sentry-trace']).toBeDefined();
  });

  it('leave the referrer of a request as it was, and reset it where an init of the host does', async () => {
    startTraced({ tracePropagationTargets: ['shop.example'] });
    const request = new Request('https://shop.example/', { referrer: '', referrerPolicy: 'origin' });
    await fetch(request);
    await fetch(request, {});
    await fetch(request, { method: 'POST' });
    const sent = requests.map(({ init }) => new Request(request, init));
    expect(sent.map(({ referrer, referrerPolicy }) => [referrer, referrerPolicy])).toEqual([
      ['', 'origin'],
      ['', 'origin'],
      ['about:client', ''],
    ]);
  });

  it('leave a trace of the host alone', async () => {
    startTraced();
    await fetch('/api', { headers: { 'sentry-trace': 'theirs', baggage: 'a=1' } });
    expect(lastHeaders()).toEqual({ 'sentry-trace': 'theirs', baggage: 'a=1' });
  });

  it('come after baggage of others, and not where ours is already', async () => {
    startTraced();
    await fetch('/api', { headers: { baggage: 'vendor=1' } });
    expect(lastHeaders().baggage).toMatch(/^vendor=1,sentry-/);
    await fetch('/api', { headers: { baggage: 'sentry-trace_id=1' } });
    expect(lastHeaders().baggage).toBe('sentry-trace_id=1');
  });

  it('leave no decision to read when tracing is off, and no transaction', async () => {
    const { transactions, events } = startTraced({ tracesSampleRate: undefined });
    await fetch('/api');
    expect(lastHeaders()['sentry-trace']).toMatch(/^[0-9a-f]{32}-[0-9a-f]{16}$/);
    expect(lastHeaders().baggage).not.toContain('sampled');
    captureException(new Error('x'));
    expect(events()[0]?.contexts?.trace?.trace_id).toBe(lastHeaders()['sentry-trace']?.slice(0, 32));
    settle();
    expect(transactions()).toEqual([]);
  });

  it('say no when the trace is not sampled', async () => {
    const { transactions } = startTraced({ tracesSampleRate: 0 });
    await fetch('/api');
    settle();
    await fetch('/api');
    expect(requests.map(({ headers }) => headers.get('sentry-trace')?.slice(-2))).toEqual(['-0', '-0']);
    expect(lastHeaders().baggage).toContain('sentry-sampled=false');
    expect(transactions()).toEqual([]);
  });
});

describe('an XMLHttpRequest', () => {
  let site: Site;

  beforeEach(async () => {
    site = await startSite();
  });

  afterEach(() => site.close());

  /** The headers that arrived. */
  async function sendXhr(path: string, headers: Record<string, string> = {}, xhr = new XMLHttpRequest()) {
    xhr.open('GET', site.url + path);
    for (const [name, value] of Object.entries(headers)) {
      xhr.setRequestHeader(name, value);
    }
    const done = new Promise((resolve) => xhr.addEventListener('loadend', () => setImmediate(resolve), { once: true }));
    xhr.send();
    await done;
    return site.requests.at(-1)?.headers;
  }

  it('is a span and carries the trace to a listed target', async () => {
    const { transactions } = startTraced({ tracePropagationTargets: [site.url] });
    const headers = await sendXhr('/status/404?a=1', { 'x-host': '1' });
    settle();
    const [span] = transactions()[0]?.spans ?? [];
    expect(headers).toMatchObject({
      'x-host': '1',
      'sentry-trace': `${span?.trace_id}-${span?.span_id}-1`,
      baggage: expect.stringContaining(`sentry-trace_id=${span?.trace_id}`),
    });
    expect(span).toMatchObject({
      op: 'http.client',
      description: `GET ${site.url}/status/404`,
      status: 'not_found',
      data: { type: 'xhr', 'http.query': '?a=1', 'http.response.status_code': 404 },
    });
  });

  it('carries no trace to another origin', async () => {
    startTraced();
    expect(await sendXhr('/')).not.toHaveProperty('sentry-trace');
  });

  it('keeps a trace and baggage of the host', async () => {
    startTraced({ tracePropagationTargets: [site.url] });
    expect(await sendXhr('/', { 'Sentry-Trace': 'theirs' })).toMatchObject({ 'sentry-trace': 'theirs' });
    expect((await sendXhr('/', { baggage: 'vendor=1' }))?.baggage).toMatch(/^vendor=1, ?sentry-/);
  });

  it('carries a new trace each time it is used', async () => {
    startTraced({ tracePropagationTargets: [site.url] });
    const xhr = new XMLHttpRequest();
    await sendXhr('/', { 'sentry-trace': 'theirs' }, xhr);
    const traces = [await sendXhr('/', {}, xhr), await sendXhr('/', {}, xhr)].map(
      (headers) => headers?.['sentry-trace'],
    );
    expect(traces).toEqual([expect.stringMatching(/-1$/), expect.stringMatching(/-1$/)]);
    expect(new Set(traces).size).toBe(2);
  });

  it('is shown to the host with its headers', async () => {
    const seen: unknown[] = [];
    startTraced(
      {},
      {
        onRequestSpanStart: (_, { headers }) => seen.push(headers?.get('x-host')),
        onRequestSpanEnd: (_, { headers }) => seen.push(headers?.get('content-length')),
      },
    );
    await sendXhr('/', { 'x-host': '1' });
    await sendXhr('/');
    expect(seen).toEqual(['1', '2', undefined, '2']);
  });

  it('failed when no answer came', async () => {
    const { transactions } = startTraced();
    const xhr = new XMLHttpRequest();
    xhr.open('GET', site.url);
    xhr.send();
    xhr.abort();
    settle();
    expect(transactions()[0]?.spans).toMatchObject([{ status: 'internal_error' }]);
  });

  it('is left alone when traceXHR is off', async () => {
    startTraced({ tracePropagationTargets: [site.url] }, { traceXHR: false });
    expect(await sendXhr('/')).not.toHaveProperty('sentry-trace');
  });
});
