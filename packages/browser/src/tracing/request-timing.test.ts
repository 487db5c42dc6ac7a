// @vitest-environment jsdom
import type { Span } from '@vedette/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Page, startPage } from '../../test-support/start-page.ts';
import { type Site, startSite } from '../../test-support/start-site.ts';
import { browserTracingIntegration } from '../index.ts';

let site: Site;

beforeEach(async () => {
  site = await startSite();
});

afterEach(async () => {
  performance.clearResourceTimings();
  performance.setResourceTimingBufferSize(250);
  await site.close();
});

/** A page that is traced, and the addresses of its requests in the order in which their spans end. */
function startTraced(): Page & { ended: string[]; untilEnded(count: number): Promise<void> } {
  const page = startPage({ tracesSampleRate: 1, integrations: [browserTracingIntegration()] });
  const ended: string[] = [];
  let tell = (): void => {};
  page.client.on('spanEnd', (span) => {
    const { attributes } = span as Span & { attributes: Record<string, unknown> };
    if (attributes['sentry.op'] === 'http.client') {
      ended.push(String(attributes.url).replace(site.url, ''));
      tell();
    }
  });
  return {
    ...page,
    ended,
    async untilEnded(count) {
      while (ended.length < count) {
        await new Promise<void>((resolve) => {
          tell = resolve;
        });
      }
    },
  };
}

/** The spans of what was sent when the page is left. */
async function spansOf({ client, transactions }: Page) {
  await client.close();
  return transactions().flatMap(({ spans = [] }) => spans);
}

it('tells when requests were made and answered, of all that wait at once', async () => {
  const page = startTraced();
  await Promise.all(['/a', '/b', '/c'].map((path) => fetch(site.url + path).then((answer) => answer.text())));
  expect(page.ended, 'the browser tells a little later').toEqual([]);
  await page.untilEnded(3);

  expect(page.ended).toHaveLength(3);
  for (const { data = {}, start_timestamp, timestamp } of await spansOf(page)) {
    const at = (name: string): number => Number(data[`http.request.${name}`]);
    expect(at('request_start')).toBeGreaterThanOrEqual(start_timestamp);
    expect(at('response_start')).toBeGreaterThanOrEqual(at('request_start'));
    expect(at('connection_end')).toBeGreaterThan(0);
    // What did not happen has no moment.
    expect(data).not.toHaveProperty('http.request.worker_start');
    expect(data['http.decoded_response_content_length']).toBe(2);
    expect(timestamp).toBeGreaterThan(start_timestamp);
  }
});

it('finds the timing of an address with a fragment', async () => {
  const page = startTraced();
  await (await fetch(`${site.url}/a#top`)).text();
  await page.untilEnded(1);
  const [span] = await spansOf(page);
  expect(span?.data).toHaveProperty('http.request.response_end');
});

it('ends a request without a timing by itself, where its answer came', async () => {
  const page = startTraced();
  // As it is full in a page that has had many requests.
  performance.setResourceTimingBufferSize(0);
  await (await fetch(`${site.url}/a`)).text();
  await (await fetch(`${site.url}/b`)).text();
  const answeredAt = page.client.platform.now();
  await page.untilEnded(2);

  const spans = await spansOf(page);
  expect(spans).toHaveLength(2);
  for (const { data, timestamp } of spans) {
    expect(Object.keys(data ?? {}).filter((name) => name.startsWith('http.request.'))).toEqual([]);
    expect(timestamp).toBeLessThanOrEqual(answeredAt);
  }
});

it('goes on with requests that come while others wait', async () => {
  const page = startTraced();
  await (await fetch(`${site.url}/first`)).text();
  await page.untilEnded(1);
  await (await fetch(`${site.url}/second`)).text();
  await page.untilEnded(2);
  expect(page.ended).toEqual(['/first', '/second']);
});

it('waits for nothing at a flush', async () => {
  const page = startTraced();
  await (await fetch(`${site.url}/a`)).text();
  const flushed = page.client.flush();
  expect(page.ended).toEqual(['/a']);
  await flushed;
});
