import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of a host, for requests of its page. */
export interface Site {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** What was asked of it, without preflights. */
  requests: Array<{ method: string; path: string; headers: IncomingHttpHeaders }>;
  close(): Promise<void>;
}

/** Answers `/status/404` with that status and everything else with 200, to pages of any origin. */
export async function startSite(): Promise<Site> {
  const requests: Site['requests'] = [];
  const server = createServer((request, response) => {
    const { method = '', url: path = '', headers } = request;
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', 'sentry-trace, baggage, x-host');
    if (method === 'OPTIONS') {
      response.end();
      return;
    }
    requests.push({ method, path, headers });
    response.setHeader('access-control-expose-headers', 'content-length');
    response.writeHead(Number(/^\/status\/(\d+)/.exec(path)?.[1] ?? 200), { 'content-length': 2 }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
