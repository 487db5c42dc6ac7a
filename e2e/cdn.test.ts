import { createHash } from 'node:crypto';
import type { Event } from '@vedette/browser';
import type { BrowserPage } from './support/browser-page.ts';
import { cdnFile, integrityOf, rememberViolations, type StrictSite, startStrictSite } from './support/strict-site.ts';
import { expect, test } from './support/test.ts';

interface LoaderOptions {
  dsn?: string;
  integrity?: string;
  lazy?: boolean;
  sdk?: string;
}

/** The page's head: the loader with its options, and behind it a script of the page. */
async function head({ dsn, integrity, lazy, sdk = 'vedette.min.js' }: LoaderOptions, script: string) {
  const loader = await cdnFile('vedette.loader.min.js');
  const told = integrity ?? (await integrityOf(sdk));
  const attributes = [
    `data-sdk="/cdn/${sdk}" data-integrity="${told}" data-release="shop@1.0.0"`,
    dsn ? `data-dsn="${dsn}"` : '',
    lazy ? 'data-lazy' : '',
  ].join(' ');
  return (nonce: string): string => `<html lang="en"><head><title>No build</title><link rel="icon" href="data:,">
<script nonce="${nonce}" ${attributes}>${loader}</script>
<script nonce="${nonce}">${script}</script></head><body><p>Hello</p></body></html>`;
}

const sites: StrictSite[] = [];

test.afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.close()));
});

async function open(tab: BrowserPage, html: (nonce: string) => string, connectTo: string): Promise<StrictSite> {
  const site = await startStrictSite({ html, connectTo });
  sites.push(site);
  await tab.beforeScripts(rememberViolations);
  await tab.goto(site.url);
  return site;
}

const violations = (tab: BrowserPage): Promise<string[]> =>
  tab.evaluate(() => (window as unknown as { violations: string[] }).violations);

/** Until the SDK itself is there, and no longer the loader. */
const untilLoaded = (tab: BrowserPage): Promise<void> =>
  expect.poll(() => tab.evaluate(() => 'getClient' in (window as unknown as { Vedette: object }).Vedette)).toBe(true);

const valuesOf = (events: Event[]): string[] =>
  events.map((event) => event.exception?.values?.[0]?.value ?? event.message ?? '');

test('what happened before the SDK was there arrives, in order, under a policy with a nonce', async ({
  tab,
  backend,
}) => {
  const html = await head(
    { dsn: backend.dsn },
    `Vedette.setTag('early', 'yes');
Promise.reject(new TypeError('rejected early'));
Sentry.captureMessage('said early');
setTimeout(() => {}, 0);
throw new RangeError('thrown early');`,
  );
  const site = await open(tab, html, backend.url);
  const events = await backend.waitFor(({ events }) => events().length === 3 && events());

  expect(valuesOf(events).sort()).toEqual(['rejected early', 'said early', 'thrown early']);
  const thrown = events.find((event) => valuesOf([event])[0] === 'thrown early');
  expect(thrown?.release).toBe('shop@1.0.0');
  expect(thrown?.tags).toMatchObject({ early: 'yes' });
  const [exception] = thrown?.exception?.values ?? [];
  expect(exception).toMatchObject({
    type: 'RangeError',
    mechanism: { type: 'auto.browser.global_handlers.onerror', handled: false },
  });
  expect(exception?.stacktrace?.frames?.at(-1)?.filename).toBe(`${site.url}/`);
  expect(await violations(tab)).toEqual([]);
});

test('afterwards the SDK itself is there, and hears what goes wrong once', async ({ tab, backend }) => {
  await open(tab, await head({ dsn: backend.dsn }, ''), backend.url);
  await untilLoaded(tab);
  await tab.evaluate(() => {
    setTimeout(() => {
      throw new Error('thrown later');
    });
  });
  await backend.waitFor(({ events }) => events().length === 1);
  const { isSame, version } = await tab.evaluate(() => {
    const { Vedette, Sentry } = window as unknown as Record<string, { SDK_VERSION: string; flush(): Promise<boolean> }>;
    return { isSame: Vedette === Sentry, version: Vedette?.SDK_VERSION };
  });
  expect(isSame).toBe(true);
  expect(version).toMatch(/^\d/);
  await tab.evaluate(() => (window as unknown as { Vedette: { flush(): Promise<boolean> } }).Vedette.flush());
  expect(valuesOf(backend.events())).toEqual(['thrown later']);
});

test('the page may start the SDK itself, with its own options', async ({ tab, backend }) => {
  const html = await head(
    {},
    `Vedette.onLoad(() => Vedette.init({ dsn: '${backend.dsn}', environment: 'canary' }));
Vedette.captureMessage('hello');`,
  );
  await open(tab, html, backend.url);
  const [event] = await backend.waitFor(({ events }) => events().length === 1 && events());
  expect(event).toMatchObject({ message: 'hello', environment: 'canary' });
});

test('a lazy one loads nothing until something goes wrong', async ({ tab, backend }) => {
  const site = await open(
    tab,
    await head({ dsn: backend.dsn, lazy: true }, `Vedette.setTag('early', 'yes')`),
    backend.url,
  );
  // Time enough for it to be asked for.
  await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  expect(site.asked).toEqual(['/']);
  await tab.evaluate(() => {
    setTimeout(() => {
      throw new Error('at last');
    });
  });
  const [event] = await backend.waitFor(({ events }) => events().length === 1 && events());
  expect(valuesOf([event as Event])).toEqual(['at last']);
  expect(event?.tags).toMatchObject({ early: 'yes' });
  expect(site.asked).toEqual(['/', '/cdn/vedette.min.js']);
});

test('a file that is not the one that was built does not run, and the page goes on', async ({ tab, backend }) => {
  const integrity = `sha384-${'A'.repeat(64)}`;
  await open(tab, await head({ dsn: backend.dsn, integrity }, `throw new Error('early')`), backend.url);
  await tab.evaluate(() => {
    for (let index = 0; index < 500; index++) {
      window.dispatchEvent(new ErrorEvent('error', { error: new Error(String(index)) }));
    }
  });
  const stub = await tab.evaluate(() => {
    const { queue, lost } = (window as unknown as { Vedette: { queue: unknown[]; lost: number } }).Vedette;
    return { kept: queue.length, lost };
  });
  expect(stub).toEqual({ kept: 100, lost: 401 });
  expect(backend.envelopes).toEqual([]);
});

test('how many found no room is told', async ({ tab, backend }) => {
  const html = await head(
    { dsn: backend.dsn },
    `for (let i = 0; i < 150; i++) Vedette.captureMessage('number ' + i);
Vedette.onLoad(() => {});`,
  );
  await open(tab, html, backend.url);
  await untilLoaded(tab);
  await tab.evaluate(() => (window as unknown as { Vedette: { flush(): Promise<boolean> } }).Vedette.flush());
  const reports = await backend.waitFor(({ items }) => {
    const found = items<{ discarded_events: Array<{ reason: string; quantity: number }> }>('client_report');
    return found.length > 0 && found;
  });
  const lost = reports.flatMap(({ discarded_events }) => discarded_events);
  expect(lost.find(({ reason }) => reason === 'buffer_overflow')?.quantity).toBe(51);
});

test('the file with tracing measures the page load', async ({ tab, backend }) => {
  const html = await head(
    { sdk: 'vedette.tracing.min.js' },
    `Vedette.onLoad(() => Vedette.init({
  dsn: '${backend.dsn}', tracesSampleRate: 1, integrations: [Vedette.browserTracingIntegration()],
}));`,
  );
  await open(tab, html, backend.url);
  const [transaction] = await backend.waitFor(({ transactions }) => transactions().length > 0 && transactions());
  expect(transaction?.contexts?.trace?.op).toBe('pageload');
  expect(await violations(tab)).toEqual([]);
});

test('the loader is under 1000 bytes, and each file has the integrity that the build says', async () => {
  expect((await cdnFile('vedette.loader.min.js')).trim().length).toBeLessThan(1000);
  for (const name of ['vedette.min.js', 'vedette.tracing.min.js', 'vedette.loader.min.js']) {
    const digest = createHash('sha384').update(await cdnFile(name));
    expect(await integrityOf(name), name).toBe(`sha384-${digest.digest('base64')}`);
  }
});
