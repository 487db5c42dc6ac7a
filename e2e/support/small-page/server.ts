import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { bundle } from '../bundle.ts';
import { root } from '../paths.ts';

/** The page on a free port. */
export interface SmallPage {
  /** The SDK as it is published, in one file. */
  url: string;
  /** The same page with every source file of the SDK as a file of its own, so that one can see which of them runs. */
  sourcesUrl: string;
  close(): Promise<void>;
}

export async function startSmallPage(): Promise<SmallPage> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    answer(pathname, response).catch((error: Error) => response.writeHead(500).end(error.stack));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    sourcesUrl: `${url}/sources`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const BUNDLED = { '@vedette/browser': '/npm/@vedette/browser' };
const SOURCES = {
  '@vedette/browser': '/packages/browser/src/index.ts',
  '@vedette/core': '/packages/core/src/index.ts',
  '@vedette/core/profiling': '/packages/core/src/profiling.ts',
  'error-stack-parser': '/npm/error-stack-parser',
  'web-vitals/': '/npm/web-vitals/',
};

async function answer(pathname: string, response: ServerResponse): Promise<void> {
  const [, first, ...rest] = pathname.split('/');
  if (first === 'answer') {
    response.writeHead(Number(rest[0]), { 'content-type': 'text/plain' }).end('as asked');
  } else if (first === 'page.js') {
    script(response, await readFile(new URL('page.js', import.meta.url), 'utf8'));
  } else if (first === 'npm') {
    script(response, await inOneFile(rest.join('/')));
  } else if (first === 'service-worker.js') {
    script(response, await inOneFile(fileURLToPath(new URL('service-worker.js', import.meta.url))));
  } else if (first === 'packages') {
    script(response, await compile(pathname));
  } else {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(html(first === 'sources' ? SOURCES : BUNDLED));
  }
}

function script(response: ServerResponse, text: string): void {
  response.setHeader('content-type', 'text/javascript; charset=utf-8');
  response.end(text);
}

function html(imports: Record<string, string>): string {
  return `<!doctype html>
<html lang="en">
<head>
<title>A small page</title>
<link rel="icon" href="data:,">
<script type="importmap">${JSON.stringify({ imports })}</script>
</head>
<body>
<input id="field" name="secret" value="hunter2">
<script type="module" src="/page.js"></script>
</body>
</html>`;
}

/** A package, or a file of ours, in one file, as a bundler gives it to a browser. */
function inOneFile(name: string): Promise<string> {
  const user = name.startsWith('@vedette/') ? 'e2e' : 'packages/browser';
  return bundle({ entryPoints: [name], absWorkingDir: path.join(root, user), format: 'esm' });
}

/** One source file without its types. */
async function compile(pathname: string): Promise<string> {
  const { code } = await transform(await readFile(path.join(root, pathname), 'utf8'), {
    loader: 'ts',
    target: 'es2022',
  });
  return code;
}
