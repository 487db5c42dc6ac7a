import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { bundle } from '../bundle.ts';
import { root } from '../paths.ts';

/** What the page is told in its address. */
export interface HostilePageOptions {
  /** The SDK is there and sends here. Without it the page is the same, and tells how it is without us. */
  dsn?: string;
  /** A script that runs before the SDK is loaded. */
  before?: string;
  /** A script that runs after `init`. */
  after?: string;
  /** Its frame is sandboxed and has no origin and no storage. */
  sandboxed?: boolean;
  /** The page may connect to its own server only. */
  strict?: boolean;
  /** Errors nobody catches, thrown in a loop. */
  errors?: number;
  /** Chores by name that never come to anything, with the SDK or without. All others are waited for. */
  endless?: string[];
}

/** Something that happened in the page, how often in a row. */
export interface Told {
  what: string;
  times: number;
}

export interface HostilePage {
  url(options: HostilePageOptions): string;
  /** A page that has these in frames, where each has globals of its own. */
  together(urls: string[]): string;
  /** What the page of this address has told when it had done everything. It tells its server: it may be beyond asking. */
  toldBy(url: string): Told[] | undefined;
  close(): Promise<void>;
}

export async function startHostilePage(): Promise<HostilePage> {
  const sdk = await bundle({ stdin: { contents: SDK, resolveDir: path.join(root, 'e2e') }, format: 'iife' });
  const told = new Map<string, Told[]>();
  const groups: string[][] = [];
  let pages = 0;
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://page');
    if (url.pathname === '/told') {
      told.set(url.search, Object.values(JSON.parse(await text(request))));
    }
    if (url.pathname === '/together') {
      response
        .setHeader('content-type', 'text/html; charset=utf-8')
        .end(frames(groups[Number(url.search.slice(1))] ?? []));
    } else {
      answer(url, sdk, response);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: (options) => `${origin}/?page=${pages++}&options=${encodeURIComponent(JSON.stringify(options))}`,
    together: (urls) => `${origin}/together?${groups.push(urls) - 1}`,
    toldBy: (url) => told.get(new URL(url).search),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(url: URL, sdk: string, response: ServerResponse): void {
  const { pathname } = url;
  response.setHeader('access-control-allow-origin', '*');
  if (pathname === '/vedette.js') {
    response.setHeader('content-type', 'text/javascript; charset=utf-8').end(sdk);
  } else if (pathname === '/answer' || pathname === '/told') {
    response.setHeader('content-type', 'text/plain').end('as asked');
  } else {
    const options = optionsIn(url);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (options.strict) {
      response.setHeader('content-security-policy', "default-src 'self' 'unsafe-inline' data:; connect-src 'self'");
    }
    response.end(html(options));
  }
}

function optionsIn({ searchParams }: URL): HostilePageOptions {
  return JSON.parse(searchParams.get('options') ?? '{}');
}

function frames(urls: string[]): string {
  const all = urls.map((url) => {
    const { sandboxed } = optionsIn(new URL(url));
    return `<iframe src="${url.replaceAll('&', '&amp;')}" ${sandboxed ? 'sandbox="allow-scripts"' : ''}></iframe>`;
  });
  return `<!doctype html>\n<title>Pages together</title>\n<link rel="icon" href="data:,">\n${all.join('\n')}`;
}

function html({ dsn, before = '', after = '', errors = 0, endless = [] }: HostilePageOptions): string {
  return `<!doctype html>
<html lang="en">
<head>
<title>A hostile page</title>
<link rel="icon" href="data:,">
<script>(${watch})();</script>
<script>${before}</script>
${dsn ? `<script src="/vedette.js"></script><script>vedette.init({ dsn: '${dsn}' });</script>` : ''}
<script>${after}</script>
</head>
<body>
<form id="form"><button id="button" type="button">Press</button></form>
<script>(${live})(${errors}, ${JSON.stringify(endless)});</script>
</body>
</html>`;
}

/** The SDK as a script of the page's own, of which only `vedette` is global. */
const SDK = "import { flush, init } from '@vedette/browser'; window.vedette = { flush, init };";

/** Runs first in the page, while everything is as it should be, and keeps what is needed to tell. */
function watch(): void {
  // No list: lists become what the page says.
  const told: Record<number, Told> = {};
  let length = 0;
  const { stringify } = JSON;
  const { Promise: NativePromise, setTimeout: wait } = window;
  const beacon = navigator.sendBeacon.bind(navigator);
  const tell = (what: string): void => {
    const last = told[length - 1];
    if (last?.what === what) {
      last.times++;
    } else {
      told[length++] = { what, times: 1 };
    }
  };
  addEventListener('error', (event) => {
    tell(`error ${event.message}`);
    // Else the browser writes each of them on the console, and whoever drives it is told.
    event.preventDefault();
  });
  addEventListener('unhandledrejection', ({ reason }) => tell(`rejection ${reason}`));
  Object.assign(window, {
    page: {
      tell,
      later: (ms: number) => new NativePromise((resolve) => wait(resolve, ms)),
      done: () => beacon(`/told${location.search}`, stringify(told)),
    },
  });
}

/** The page, as `watch` left it. */
interface Watched {
  page: { tell(what: string): void; later(ms: number): Promise<void>; done(): void };
  vedette?: { flush(timeoutMs: number): PromiseLike<boolean> };
}

/** What the page does all day, and what it comes to. Runs in the page, whatever that did to itself. */
async function live(errors: number, endless: string[]): Promise<void> {
  const { page, vedette } = window as unknown as Watched;
  const button = document.getElementById('button') as HTMLElement;
  const chores: Record<string, () => unknown> = {
    'writes to the console': () => console.log('a line', { a: 1 }),
    'warns on the console': () => console.warn('a warning'),
    fetches: async () => (await fetch('/answer')).text(),
    'fetches in vain': () => fetch('http://127.0.0.1:1/'),
    requests: async () => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', '/answer');
      xhr.send();
      while (xhr.readyState < 4) {
        await page.later(5);
      }
      return [xhr.status, xhr.responseText];
    },
    navigates: () => {
      history.pushState({ a: 1 }, '', '#there');
      return location.hash;
    },
    'hears a click': () => {
      button.onclick = () => page.tell('was clicked');
      button.click();
    },
    'hears a key': () => button.dispatchEvent(new KeyboardEvent('keypress', { key: 'a', bubbles: true })),
    'has an error': () => new Error('made').message,
    'waits for an answer': () => Promise.resolve('an answer'),
    'makes text': () => JSON.stringify({ a: [1] }),
  };
  // No list methods and no `for of`: they may be gone.
  for (const name in chores) {
    const chore = chores[name];
    let outcome: string | undefined;
    const run = async (): Promise<void> => {
      try {
        outcome = `gives ${await chore?.()}`;
      } catch (error) {
        outcome = `throws ${error}`;
      }
    };
    run();
    let isEndless = false;
    for (let index = 0; index < endless.length; index++) {
      isEndless ||= endless[index] === name;
    }
    for (let turn = 0; isEndless ? turn < 10 : !outcome; turn++) {
      await page.later(5);
    }
    page.tell(`${name}: ${outcome}`);
  }
  for (let count = 0; count < errors; count++) {
    reportError(new Error('again and again'));
  }
  try {
    vedette?.flush(1000);
  } catch (error) {
    page.tell(`flush throws ${error}`);
  }
  await page.later(100);
  page.done();
}
