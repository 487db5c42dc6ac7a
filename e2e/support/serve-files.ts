import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const TYPES: Record<string, string> = { '': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8' };

/** Gives these texts, by path, on a free port; nothing else is there. `/` is HTML. */
export async function serveFiles(files: Record<string, string>): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(({ url = '/' }, response) => {
    const text = files[url];
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': TYPES[path.extname(url)] });
    response.end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
