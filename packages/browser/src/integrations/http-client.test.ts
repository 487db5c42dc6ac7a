// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Page, startPage } from '../../test-support/start-page.ts';
import { type Site, startSite } from '../../test-support/start-site.ts';
import { type BrowserOptions, type HttpClientOptions, httpClientIntegration } from '../index.ts';

let site: Site;

beforeAll(async () => {
  site = await startSite();
});

afterAll(() => site.close());

afterEach(() => {
  // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no other way.
  document.cookie = 'shop=; max-age=0';
});

function start(options: HttpClientOptions = {}, more: BrowserOptions = {}): Page {
  return startPage({ integrations: [httpClientIntegration(options)], ...more });
}

async function viaXhr(method: string, url: string): Promise<void> {
  const xhr = new XMLHttpRequest();
  xhr.open(method, url);
  const done = new Promise((resolve) => xhr.addEventListener('loadend', resolve));
  xhr.send();
  await done;
}

describe('a request that is answered with a failure', () => {
  it('by fetch is reported with request and response', async () => {
    const { events } = start();
    await fetch(`${site.url}/status/500?token=s3cret&a=1`, {
      method: 'post',
      headers: { authorization: 'Bearer s3cret', 'x-host': 'shop' },
    });
    expect(events()).toMatchObject([
      {
        level: 'error',
        exception: {
          values: [
            {
              type: 'Error',
              value: 'HTTP Client Error with status code: 500',
              mechanism: { type: 'auto.http.client.fetch', handled: false },
            },
          ],
        },
        request: {
          method: 'POST',
          url: `${site.url}/status/500?token=[Filtered]&a=1`,
          headers: { authorization: '[Filtered]', 'x-host': 'shop' },
        },
        contexts: { response: { status_code: 500, headers: expect.any(Object) } },
      },
    ]);
    expect(JSON.stringify(events())).not.toContain('s3cret');
  });

  it('by XMLHttpRequest is reported with request and response', async () => {
    const { events } = start();
    await viaXhr('PUT', `${site.url}/status/503`);
    expect(events()).toMatchObject([
      {
        exception: {
          values: [
            {
              value: 'HTTP Client Error with status code: 503',
              mechanism: { type: 'auto.http.client.xhr', handled: false },
            },
          ],
        },
        request: { method: 'PUT', url: `${site.url}/status/503` },
        contexts: { response: { status_code: 503, headers: expect.any(Object) } },
      },
    ]);
  });

  it('is reported from where the request was made', async () => {
    const { events } = start();
    await (async function buy() {
      await fetch(`${site.url}/status/500`);
    })();
    const newest = events()[0]?.exception?.values?.[0]?.stacktrace?.frames?.at(-1);
    expect(newest?.function).toBe('buy');
    expect(newest?.filename).toContain('http-client.test');
  });

  it('has the address that it has by the base of the page', async () => {
    const nodeFetch = globalThis.fetch;
    globalThis.fetch = async () => new Response('', { status: 500 });
    document.head.innerHTML = '<base href="https://cdn.example/">';
    const { client, events } = start({ failedRequestTargets: ['https://cdn.example/'] });
    await fetch('data.json');
    await client.close();
    document.head.innerHTML = '';
    globalThis.fetch = nodeFetch;
    expect(events().map(({ request }) => request?.url)).toEqual(['https://cdn.example/data.json']);
  });

  it('has cookies only when they may be collected', async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no other way.
    document.cookie = 'shop=vienna';
    const closed = start();
    await fetch(`${site.url}/status/500`);
    const open = start({}, { sendDefaultPii: true });
    await fetch(`${site.url}/status/500`);
    expect(closed.events()[0]?.request).not.toHaveProperty('cookies');
    expect(open.events()[0]?.request?.cookies).toEqual({ shop: 'vienna' });
  });
});

describe('no failure', () => {
  it.each([200, 302, 404, 499])('is a status of %i', async (status) => {
    const { events } = start();
    await viaXhr('GET', `${site.url}/status/${status}`);
    expect(events()).toEqual([]);
  });

  it('is a request without an answer', async () => {
    const { events } = start();
    await fetch('http://127.0.0.1:1/').catch(() => {});
    expect(events()).toEqual([]);
  });

  it('is a request to the backend that we report to', async () => {
    const { events } = start({}, { tunnel: `${site.url}/status/500` });
    await fetch(`${site.url}/status/500`);
    expect(events()).toEqual([]);
  });

  it('hears nothing after it was closed', async () => {
    const { client, events } = start();
    await client.close();
    await fetch(`${site.url}/status/500`);
    expect(events()).toEqual([]);
  });
});

describe('the host says', () => {
  it('which answers are failures', async () => {
    const { events } = start({ failedRequestStatusCodes: [404, [410, 420]] });
    for (const status of [404, 405, 410, 420, 421, 500]) {
      await fetch(`${site.url}/status/${status}`);
    }
    expect(events().map(({ contexts }) => contexts?.response?.status_code)).toEqual([404, 410, 420]);
  });

  it('which requests are looked at, by their whole address', async () => {
    const { events } = start({ failedRequestTargets: [`${site.url}/status/500`, /\/status\/503$/] });
    for (const path of ['/status/500/cart', '/status/503', '/status/503/cart', '/status/502']) {
      await fetch(site.url + path);
    }
    expect(events().map(({ request }) => request?.url?.slice(site.url.length))).toEqual([
      '/status/500/cart',
      '/status/503',
    ]);
  });
});
