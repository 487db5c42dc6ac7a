import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { envelopeOf, errorEvent } from '../../test-support/envelopes.ts';
import { startTestReceiver } from '../../test-support/test-receiver.ts';

/** `fetch` does not let one choose `Host`, so this goes below it. */
function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port, pathname, search } = new URL(url);
    request({ hostname, port, path: pathname + search, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

const readPaths = ['/', '/api/0/issues', '/api/0/status', '/assets/x.js'];

describe('on loopback', () => {
  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '192.168.1.7',
    '[::2]',
    'evil.example:8977',
  ])('reading under the name %s is refused: it may be a page that had its name lead here', async (host) => {
    const receiver = await startTestReceiver();
    const statuses = readPaths.map((path) => statusOf(`${receiver.url}${path}`, { host }));
    expect(await Promise.all(statuses)).toEqual([403, 403, 403, 403]);
  });

  it.each(['localhost', 'LOCALHOST:1', '127.0.0.1', '127.8.9.1:80', '[::1]', '[::1]:8977', 'vedette.localhost:80'])(
    'reading under the name %s is fine',
    async (host) => {
      const receiver = await startTestReceiver();
      expect(await statusOf(`${receiver.url}/api/0/status`, { host })).toBe(200);
    },
  );

  it('refuses what pages of other origins ask for', async () => {
    const receiver = await startTestReceiver();
    const ask = (headers: Record<string, string>) => statusOf(`${receiver.url}/api/0/issues`, headers);
    expect(await ask({ origin: 'https://evil.example' })).toBe(403);
    expect(await ask({ origin: 'null' })).toBe(403);
    expect(await ask({ origin: 'http://localhost:1' })).toBe(403);
    expect(await ask({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(403);
    expect(await ask({ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' })).toBe(403);
    expect(await ask({ origin: receiver.url, 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await ask({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).toBe(200);
  });

  it('takes envelopes under any name, from any origin', async () => {
    const receiver = await startTestReceiver();
    const headers = { origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' };
    expect((await receiver.post(envelopeOf({}, ['event', errorEvent()]), { headers })).status).toBe(200);
  });

  it('shields the page with headers, on refusals too', async () => {
    const receiver = await startTestReceiver();
    for (const path of ['/', '/api/0/issues', '/api/0/nothing', '/x.js']) {
      const { headers } = await fetch(`${receiver.url}${path}`);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

describe('beyond loopback', () => {
  it('makes a token, and reading needs it while posting does not', async () => {
    const receiver = await startTestReceiver({ host: '0.0.0.0' });
    expect(receiver.token).toMatch(/^[\w-]{32}$/);
    const statuses = readPaths.map(async (path) => (await fetch(`${receiver.url}${path}`)).status);
    expect(await Promise.all(statuses)).toEqual([401, 401, 401, 401]);
    expect((await receiver.post(envelopeOf({}, ['event', errorEvent()]))).status).toBe(200);
    expect((await fetch(`${receiver.url}/health`)).status).toBe(200);
  });

  it('knows the token from an Authorization header', async () => {
    const receiver = await startTestReceiver({ host: '0.0.0.0', token: 'open-sesame?' });
    const ask = (authorization: string) =>
      statusOf(`${receiver.url}/api/0/status`, { authorization, host: 'vedette.example' });
    expect(await ask('Bearer open-sesame?')).toBe(200);
    expect(await ask('Bearer open-sesame')).toBe(401);
    expect(await ask('Basic open-sesame?')).toBe(401);
  });

  it('turns ?token= into a cookie that no script can use, and that links from elsewhere bring along', async () => {
    const receiver = await startTestReceiver({ host: '0.0.0.0' });
    const url = `${receiver.url}/issues/7?token=${receiver.token}&tab=2`;
    const first = await fetch(url, { redirect: 'manual' });
    expect([first.status, first.headers.get('location')]).toEqual([303, '/issues/7?tab=2']);
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    const headers = { cookie: cookie.split(';', 1)[0] as string };
    expect((await fetch(`${receiver.url}/api/0/status`, { headers })).status).toBe(200);
    // The second time as well the token leaves the address.
    expect((await fetch(url, { headers, redirect: 'manual' })).status).toBe(303);
    expect((await fetch(`${receiver.url}/?token=wrong`, { redirect: 'manual' })).status).toBe(401);
    const elsewhere = await fetch(`${receiver.url}//evil.example/?token=${receiver.token}`, { redirect: 'manual' });
    expect(elsewhere.headers.get('location')).toBe('/evil.example/');
  });

  it('asks for a given token on loopback too', async () => {
    const receiver = await startTestReceiver({ token: 'abc' });
    expect((await fetch(`${receiver.url}/api/0/status`)).status).toBe(401);
  });
});
