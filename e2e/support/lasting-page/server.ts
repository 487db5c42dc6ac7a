import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { BrowserPage } from '../browser-page.ts';
import { bundle } from '../bundle.ts';

declare global {
  interface Window {
    start(dsn: string, transportOptions?: Bounds): unknown;
    /** Captures errors number `from` to `to`, the last not included; returns their ids. */
    fail(from: number, to: number): string[];
  }
}

/** What a page may keep. */
interface Bounds {
  maxQueueSize?: number;
  maxBytes?: number;
  maxAgeMs?: number;
}

/** A site of one origin. */
export interface LastingPage {
  /** Opens it and starts the SDK. */
  open(page: BrowserPage, dsn: string, bounds?: Bounds): Promise<void>;
  /** A page of the same origin that knows nothing of us. */
  elsewhere: string;
  close(): Promise<void>;
}

export async function startLastingPage(): Promise<LastingPage> {
  const script = await bundle({ entryPoints: [fileURLToPath(new URL('page.js', import.meta.url))], format: 'iife' });
  const server = createServer(({ url }, response) => {
    const isScript = url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    const tag = url === '/elsewhere' ? '' : '<script src="/page.js"></script>';
    response.end(isScript ? script : `<!doctype html><link rel="icon" href="data:,"><title>Lasting</title>${tag}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    elsewhere: `${origin}/elsewhere`,
    async open(page, dsn, bounds) {
      await page.goto(origin);
      await page.evaluate(
        (given) => {
          window.start(given.dsn, given.bounds);
        },
        { dsn, bounds },
      );
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
