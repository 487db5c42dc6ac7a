// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPage } from '../../test-support/start-page.ts';
import { type Site, startSite } from '../../test-support/start-site.ts';
import type { End } from './channel.ts';
import { onXhr, type XhrCall } from './xhr.ts';

let site: Site;

beforeEach(async () => {
  site = await startSite();
});

afterEach(() => site.close());

function listen(): { calls: XhrCall[]; ends: End[]; stop: () => void } {
  const { client } = startPage({ defaultIntegrations: false });
  const calls: XhrCall[] = [];
  const ends: End[] = [];
  const stop = onXhr(client, (call) => {
    calls.push(call);
    return (end) => ends.push(end);
  });
  return { calls, ends, stop };
}

function send(method: string, url: string | URL): Promise<XMLHttpRequest> {
  return new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, url);
    xhr.onloadend = () => setTimeout(() => resolve(xhr));
    xhr.send();
  });
}

describe('onXhr', () => {
  it('hears a request and how it ended', async () => {
    const { calls, ends, stop } = listen();
    const xhr = await send('get', new URL(`${site.url}/status/404`));
    expect(xhr.status).toBe(404);
    expect(calls).toEqual([{ method: 'GET', url: `${site.url}/status/404`, xhr }]);
    expect(ends).toEqual([{ status: 404, failed: false, bodyBytes: 2 }]);
    stop();
  });

  it('tells that no answer came', async () => {
    const { ends, stop } = listen();
    await send('GET', 'http://127.0.0.1:1/');
    expect(ends).toEqual([{ status: 0, failed: true }]);
    stop();
  });

  it('hears each use of one object once', async () => {
    const { calls, ends, stop } = listen();
    const xhr = new XMLHttpRequest();
    for (const path of ['/a', '/b']) {
      xhr.open('GET', site.url + path);
      const done = new Promise((resolve) => xhr.addEventListener('loadend', resolve, { once: true }));
      xhr.send();
      await done;
    }
    expect(calls.map(({ url }) => url)).toEqual([`${site.url}/a`, `${site.url}/b`]);
    expect(ends).toHaveLength(2);
    stop();
  });

  it('tells how it ended before the host goes on', async () => {
    const { ends, stop } = listen();
    const xhr = new XMLHttpRequest();
    xhr.open('POST', `${site.url}/a`);
    const heardBefore = new Promise((resolve) => {
      xhr.onload = () => resolve(ends.length);
    });
    xhr.send('body');
    expect(await heardBefore).toBe(1);
    stop();
  });

  it('tells what is sent, and the size of the answer that its head declares', async () => {
    const { calls, ends, stop } = listen();
    const xhr = new XMLHttpRequest();
    xhr.open('POST', `${site.url}/sized`);
    const done = new Promise((resolve) => xhr.addEventListener('loadend', resolve));
    xhr.send('body');
    await done;
    expect(calls[0]?.body).toBe('body');
    expect(ends).toMatchObject([{ status: 200, bodyBytes: 2 }]);
    stop();
  });

  it('hears a request that is sent twice, which throws, once', async () => {
    const { calls, ends, stop } = listen();
    const xhr = new XMLHttpRequest();
    xhr.open('GET', `${site.url}/a`);
    const done = new Promise((resolve) => xhr.addEventListener('loadend', resolve));
    xhr.send();
    expect(() => xhr.send()).toThrow(/invalid state/);
    await done;
    expect([calls.length, ends.length]).toEqual([1, 1]);
    stop();
  });

  it('throws what the originals throw', () => {
    const { stop } = listen();
    const xhr = new XMLHttpRequest();
    expect(() => xhr.send()).toThrow(/invalid state/);
    expect(() => xhr.open('GET', 'http://')).toThrow();
    expect(() => XMLHttpRequest.prototype.send.call({} as XMLHttpRequest)).toThrow(/not a valid instance/);
    stop();
  });

  it('leaves the prototype as it was', () => {
    const before = Object.getOwnPropertyDescriptors(XMLHttpRequest.prototype);
    const { stop } = listen();
    expect(XMLHttpRequest.prototype.send).not.toBe(before.send.value);
    expect(XMLHttpRequest.prototype.open.length).toBe(before.open.value?.length);
    stop();
    expect(Object.getOwnPropertyDescriptors(XMLHttpRequest.prototype)).toEqual(before);
  });
});
