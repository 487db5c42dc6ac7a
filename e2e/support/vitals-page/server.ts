import { randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundle } from '../bundle.ts';

/** Pages whose vitals are known beforehand, with tracing on. */
export interface VitalsPages {
  url: string;
  close(): Promise<void>;
}

/** How long the image of `/image` is on its way, in milliseconds. */
export const IMAGE_MS = 600;
/** How long the body of `/trickle` takes after its head, in milliseconds. */
export const TRICKLE_MS = 500;
/** How long the button of `/button` keeps the page busy, in milliseconds. */
export const BUSY_MS = 300;

/**
 * The content is as wide as the window (1280) and half as high (450 of 900). A banner above moves it down by its own
 * height: what is touched, over the window, times how far, over the window's longer side.
 */
export function shiftOf(bannerHeight: number): number {
  return ((450 + bannerHeight) / 900) * (bannerHeight / 1280);
}

export async function startVitalsPages(dsn: string): Promise<VitalsPages> {
  const sdk = await bundle({ entryPoints: ['@vedette/browser'], format: 'esm' });

  const answer = async (pathname: string, response: ServerResponse): Promise<void> => {
    if (pathname === '/sdk.js' || pathname === '/busy.js') {
      response.setHeader('content-type', 'text/javascript');
      response.end(pathname === '/sdk.js' ? sdk : BUSY);
    } else if (pathname === '/hero.svg') {
      await new Promise((resolve) => setTimeout(resolve, IMAGE_MS));
      // Pictures of next to nothing are not taken for the largest paint.
      const filling = `<!--${randomBytes(40_000).toString('hex')}-->`;
      response.setHeader('content-type', 'image/svg+xml');
      response.end(
        `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="400"><rect width="800" height="400" fill="teal"/>${filling}</svg>`,
      );
    } else if (pathname === '/held.svg') {
      // Is on its way for as long as somebody waits.
      response.writeHead(200, { 'content-type': 'image/svg+xml' }).flushHeaders();
    } else if (pathname === '/trickle') {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write('head');
      await new Promise((resolve) => setTimeout(resolve, TRICKLE_MS));
      response.end('body');
    } else {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(html(BODIES[pathname] ?? '', dsn));
    }
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    answer(pathname, response).catch((error: Error) => response.writeHead(500).end(error.stack));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const BUSY = `document.querySelector('#buy').addEventListener('click', function countTheMoney() {
  const end = performance.now() + ${BUSY_MS};
  while (performance.now() < end);
});`;

const BANNER = `<p id="content" style="height: 450px; background: gold">Content</p>
<script>
  function insertBanner(id, height) {
    const banner = document.createElement('div');
    banner.id = id;
    banner.style.height = height + 'px';
    document.body.prepend(banner);
  }
</script>`;

const BODIES: Record<string, string> = {
  '/image': '<h1>A shop</h1><main><img id="hero" src="/hero.svg" width="800" height="400" alt="A lantern"></main>',
  '/held': '<h1>A shop</h1><main><img id="hero" src="/held.svg" width="800" height="400" alt="A lantern"></main>',
  '/banner': `${BANNER}<script>setTimeout(insertBanner, 300, 'banner', 180)</script>`,
  '/button': '<form><button id="buy" type="button">Buy</button></form><script src="/busy.js"></script>',
  // Is left and comes back by itself: who drives a browser loses a page that comes back as it was.
  '/comes-back': `${BANNER}<script>
  addEventListener('pageshow', ({ persisted }) => {
    setTimeout(insertBanner, 300, 'banner', persisted ? 90 : 180);
    setTimeout(() => location.assign(persisted ? '/end' : '/back'), 2500);
  });
</script>`,
  '/spans': `<p id="text" elementtiming="intro">A text that is timed</p><script>
  performance.mark('begun');
  performance.measure('of-a-library');
  performance.measure('to-begun', { start: 0, end: 'begun' });
  addEventListener('load', () => setTimeout(async function work() {
    const end = performance.now() + ${BUSY_MS};
    while (performance.now() < end);
    await (await fetch('/trickle')).text();
  }, 200));
</script>`,
  '/back': '<script>setTimeout(() => history.back(), 500)</script>',
};

function html(body: string, dsn: string): string {
  // Pages that only lead elsewhere need not be measured.
  const start = `<script type="module">
  import { browserTracingIntegration, elementTimingIntegration, init } from '/sdk.js';
  const tracing = browserTracingIntegration({
    trackFetchStreamPerformance: true,
    // The one page that is left while it loads must not be done before.
    idleTimeout: ${body.includes('held') ? 60_000 : 1000},
    ignoreResourceSpans: ['resource.link'],
    ignorePerformanceApiSpans: [/library/],
  });
  const integrations = [tracing, elementTimingIntegration()];
  init({ dsn: ${JSON.stringify(dsn)}, release: 'vitals@1', tracesSampleRate: 1, integrations });
  document.documentElement.dataset.started = 'yes';
</script>`;
  return `<!doctype html>
<html lang="en">
<head>
<title>Vitals</title>
<link rel="icon" href="data:,">
<style>body, p, h1 { margin: 0 }</style>
${body.includes('id=') ? start : ''}
</head>
<body>${body}</body>
</html>`;
}
