import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { newFolder } from '../../test-support/test-receiver.ts';
import { pageRoute } from './page.ts';

async function pageApp() {
  const folder = join(await newFolder(), 'ui');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'favicon.svg'), '<svg/>');
  await writeFile(join(folder, 'assets/index-1.js'), 'run()');
  await writeFile(join(folder, '../secret.txt'), 'secret');
  return new Hono().get('*', pageRoute(folder));
}

describe('the page', () => {
  it.each(['/', '/issues/7', '/traces/abc/spans'])('is index.html at %s, asked for anew each time', async (path) => {
    const response = await (await pageApp()).request(path);
    expect(await response.text()).toBe('<!doctype html>');
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  it('lets hashed assets be kept for good, and nothing else', async () => {
    const app = await pageApp();
    const asset = await app.request('/assets/index-1.js');
    expect(asset.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect((await app.request('/favicon.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    '/assets/index-2.js',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/%00.js',
    '/%ff.js',
  ])('answers 404 to %s', async (path) => {
    expect((await (await pageApp()).request(path)).status).toBe(404);
  });

  it('says how to get it when it is not built', async () => {
    const response = await new Hono().get('*', pageRoute(join(await newFolder(), 'ui'))).request('/');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('not built');
  });
});
