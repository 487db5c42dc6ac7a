import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import type { Context } from 'hono';

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

const NOT_BUILT = 'The page of this receiver is not built: run the build of @vedette/receiver. Its API works.\n';

/**
 * The built page: a file of `folder` by its path, and `index.html` for the addresses the page makes up itself. Files
 * under `assets/` carry a hash in their name, so they may be kept for good.
 */
export function pageRoute(folder: string) {
  return async (c: Context): Promise<Response> => {
    const path = decodePath(c.req.path);
    const file = path === undefined ? undefined : await readInside(folder, path);
    if (file && path) {
      c.header('Cache-Control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      c.header('Content-Type', CONTENT_TYPES[extname(path)] ?? 'application/octet-stream');
      return c.body(file);
    }
    if (path === undefined || extname(path) !== '') {
      return c.text('Not found\n', 404);
    }
    const index = await readInside(folder, '/index.html');
    c.header('Cache-Control', 'no-cache');
    return index ? c.html(new TextDecoder().decode(index)) : c.text(NOT_BUILT, 503);
  };
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** `undefined` for what is no file, or lies elsewhere. */
async function readInside(folder: string, path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const full = resolve(folder, `.${path}`);
  if (!full.startsWith(folder + sep) || path.includes('\0')) {
    return undefined;
  }
  return readFile(full).then(
    (bytes) => new Uint8Array(bytes),
    () => undefined,
  );
}
