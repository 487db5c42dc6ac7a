import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { bundle } from './bundle.ts';
import { root } from './paths.ts';

/** A page under the strictest policy one can live with: scripts with a nonce, requests to the receiver, nothing else. */
export interface StrictSite {
  url: string;
  /** Paths that were asked for, in order. */
  asked: string[];
  close(): Promise<void>;
}

export interface StrictSiteOptions {
  /** The HTML behind the doctype; `nonce` stands in its script elements. */
  html(nonce: string): string;
  /** Where the page may send to. */
  connectTo: string;
  /** Lets scripts that are trusted load others, as pages with a nonce mostly do. @default false */
  strictDynamic?: boolean;
  /** A module that is bundled and given at `/app.js`. */
  app?: string;
}

const NONCE = 'r4nd0m';
const CDN = path.join(root, 'packages/browser/dist/cdn');

/** Serves the page, its bundle and, under `/cdn/`, the files for pages without a build. */
export async function startStrictSite({ html, connectTo, strictDynamic, app }: StrictSiteOptions): Promise<StrictSite> {
  const asked: string[] = [];
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${NONCE}'${strictDynamic ? " 'strict-dynamic'" : ''}`,
    `connect-src ${connectTo}`,
    // The icon, so that none is asked for.
    'img-src data:',
    "base-uri 'none'",
  ].join('; ');
  const answer = async (pathname: string): Promise<[type: string, body: string]> => {
    if (pathname.startsWith('/cdn/')) {
      return ['text/javascript', await cdnFile(pathname.slice('/cdn/'.length))];
    }
    return pathname === '/app.js'
      ? ['text/javascript', await scriptOf(app ?? '')]
      : ['text/html; charset=utf-8', `<!doctype html>\n${html(NONCE)}`];
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    asked.push(pathname);
    answer(pathname).then(
      ([type, body]) => {
        response.setHeader('content-security-policy', policy);
        response.setHeader('content-type', type);
        response.end(body);
      },
      (error: Error) => response.writeHead(404).end(error.message),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A file for pages without a build. */
export function cdnFile(name: string): Promise<string> {
  return readFile(path.join(CDN, name), 'utf8');
}

/** What the build says to write into `integrity`. */
export async function integrityOf(name: string): Promise<string> {
  return JSON.parse(await cdnFile('integrity.json'))[name];
}

/** A script of the site. */
function scriptOf(contents: string): Promise<string> {
  return bundle({ stdin: { contents, resolveDir: path.join(root, 'e2e') }, format: 'iife' });
}

/** To run in the page before its scripts: remembers what the policy forbade. */
export function rememberViolations(): void {
  const violations: string[] = [];
  Object.assign(window, { violations });
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    violations.push(`${violatedDirective} ${blockedURI}`);
  });
}
