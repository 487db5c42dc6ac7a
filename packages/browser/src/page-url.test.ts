// @vitest-environment jsdom
import type { DataCollection } from '@vedette/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPage } from '../test-support/start-page.ts';
import { type Site, startSite } from '../test-support/start-site.ts';
import { browserTracingIntegration, captureMessage } from './index.ts';
import { pageUrl } from './page-url.ts';

let site: Site;
const nodeFetch = globalThis.fetch;

beforeEach(async () => {
  site = await startSite();
  history.replaceState(null, '', '/cart?token=s3cret&page=2#top');
  Object.defineProperty(document, 'referrer', { configurable: true, value: 'https://shop.example/?q=shoes' });
});

afterEach(async () => {
  globalThis.fetch = nodeFetch;
  await site.close();
});

async function tell(dataCollection?: DataCollection) {
  const { client, events, transactions } = startPage({
    dataCollection,
    tracesSampleRate: 1,
    integrations: [browserTracingIntegration({ instrumentPageLoad: false, instrumentNavigation: false })],
  });
  history.pushState(null, '', '/done?page=3');
  await fetch(`${site.url}/api?id=7`).catch(() => {});
  captureMessage('here');
  await client.flush(1000);
  const [event] = events();
  return {
    address: event?.request?.url,
    referrer: event?.request?.headers?.Referer,
    breadcrumbs: event?.breadcrumbs?.flatMap(({ data }) =>
      data ? [[data.from, data.to, data.url].filter(Boolean)] : [],
    ),
    query: transactions()[0]?.contexts?.trace?.data?.['http.query'],
  };
}

describe('addresses in pages', () => {
  it.each([undefined, {}, { userInfo: false }, { queryParams: true }, { queryParams: true, urlQueryParams: false }])(
    'keep their query with dataCollection %j',
    async (dataCollection) => {
      expect(await tell(dataCollection)).toEqual({
        address: `${location.origin}/done?page=3`,
        referrer: 'https://shop.example/?q=shoes',
        breadcrumbs: [['/cart?token=[Filtered]&page=2#top', '/done?page=3'], [`${site.url}/api?id=7`]],
        query: '?id=7',
      });
    },
  );

  it.each([
    { queryParams: false },
    { urlQueryParams: false },
    { queryParams: { deny: ['page'] } },
    { queryParams: { allow: ['page'] } },
  ])('lose it with %j', async (dataCollection) => {
    expect(await tell(dataCollection)).toEqual({
      address: `${location.origin}/done`,
      referrer: 'https://shop.example/',
      breadcrumbs: [['/cart#top', '/done'], [`${site.url}/api`]],
      query: undefined,
    });
  });
});

it('tells little of a data URL', () => {
  const { client } = startPage();
  expect(pageUrl(`data:image/png;base64,${'iVBORw0KGgo'.repeat(100)}\n`, client)).toBe(
    'data:image/png;base64,iVBORw0KGg... [truncated]',
  );
  expect(pageUrl('data:,short', client)).toBe('data:,short');
});
