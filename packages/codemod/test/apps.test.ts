import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Backend, startBackend } from '@vedette/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumFlags, findChromium } from '../../../scripts/browser.mjs';
import { type MoveReport, moveProject } from '../src/index.ts';
import { bundlePage, bundleServer, typeProblems } from '../test-support/build-app.ts';
import { linkPackages } from '../test-support/link-packages.ts';

const VERSIONS = ['v7', 'v8', 'v9', 'v10', 'v11'];

let folder: string;
let backend: Backend;
let site: Server;
let browser: ChildProcess;
const reports = new Map<string, MoveReport>();
const scripts = new Map<string, string>();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vedette-apps-'));
  backend = await startBackend();
  await cp(fileURLToPath(new URL('apps', import.meta.url)), folder, { recursive: true });
  await linkPackages(folder);
  for (const version of VERSIONS) {
    reports.set(version, await moveProject(path.join(folder, version)));
  }
}, 30_000);

afterAll(async () => {
  browser?.kill();
  site?.close();
  site?.closeAllConnections();
  await backend?.close();
  // A browser that was just closed may still write.
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const inApp = (version: string, file: string) => path.join(folder, version, file);

describe('a sample app of each major version, moved', () => {
  it('names no package of Sentry but those that it was told of', async () => {
    for (const [version, { changed, notes }] of reports) {
      const left = changed.flatMap(({ text }) => text.match(/@sentry\/[\w-]+/g) ?? []);
      const told = notes.map(({ what }) => what).join('\n');
      expect(left.filter((name) => !told.includes(name), version)).toEqual([]);
    }
  });

  it('is left alone by a second run', async () => {
    for (const version of VERSIONS) {
      const { changed, failures } = await moveProject(path.join(folder, version));
      expect({ version, changed, failures }).toEqual({ version, changed: [], failures: [] });
    }
  });

  it('depends on what it imports', async () => {
    const { dependencies } = JSON.parse(await readFile(inApp('v7', 'package.json'), 'utf8'));
    expect(Object.keys(dependencies)).toEqual([
      '@vedette/express',
      '@vedette/react',
      '@vedette/core',
      'express',
      'react',
      'react-dom',
      'react-router-dom',
    ]);
  });

  it('type-checks', () => {
    const files = VERSIONS.flatMap((version) => [inApp(version, 'src/page.tsx'), inApp(version, 'src/server.ts')]);
    const others = [inApp('v7', 'src/monitoring.ts'), inApp('v8', 'src/options.ts'), inApp('v8', 'src/instrument.js')];
    expect(typeProblems([...files, ...others])).toEqual([]);
  }, 30_000);

  it.each(VERSIONS)('%s reports an error of its server', async (version) => {
    const program = await bundleServer(inApp(version, 'src/server.ts'));
    const server = spawn(process.execPath, [program], { env: { ...process.env, SENTRY_DSN: backend.dsn } });
    try {
      const [port] = await once(server.stdout, 'data');
      const response = await fetch(`http://127.0.0.1:${Number(port)}/fail`);
      expect(response.status).toBeGreaterThanOrEqual(500);
      const event = await backend.waitFor(() => reported(`${version} server`)[0]);
      expect(event.transaction).toBe('GET /fail');
    } finally {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    }
    expect(reported(`${version} server`)).toHaveLength(1);
  });

  it('reports an error of its page, in a browser', async () => {
    for (const version of VERSIONS) {
      scripts.set(version, await bundlePage(inApp(version, 'src/page.tsx'), backend.dsn));
    }
    site = createServer((request, response) => answer(request.url ?? '/', (body) => response.end(body)));
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
    const { port } = site.address() as AddressInfo;
    const program = (await findChromium({ say: () => {} })) as string;
    const profile = `--user-data-dir=${path.join(folder, 'chromium')}`;
    browser = spawn(program, [...chromiumFlags, '--headless', profile, `http://127.0.0.1:${port}/`], {
      stdio: 'ignore',
    });
    for (const version of VERSIONS) {
      const event = await backend.waitFor(() => reported(`${version} page`)[0], 15_000);
      expect(event.sdk?.name).toBe('vedette.javascript.react');
    }
    browser.kill();
    await once(browser, 'exit');
  }, 30_000);
});

function reported(message: string) {
  return backend.events().filter(({ exception }) => exception?.values?.some(({ value }) => value === message));
}

/** A page of all apps, each in a window of its own. */
function answer(url: string, send: (body: string) => void): void {
  const [, version = '', file] = url.split('/');
  if (file === 'page.js') {
    send(scripts.get(version) ?? '');
  } else if (scripts.has(version)) {
    send(`<!doctype html><meta charset="utf-8"><div id="root"></div><script src="/${version}/page.js"></script>`);
  } else {
    send(`<!doctype html>${VERSIONS.map((name) => `<iframe src="/${name}/"></iframe>`).join('')}`);
  }
}
