import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundle } from '../bundle.ts';

/** Pages that work for a while, in scripts of their own, and are profiled where their server and the browser let them. */
export interface ProfiledPages {
  /** With the header that allows it. `/by-hand` is profiled from the start on, any other page while it is traced. */
  url: string;
  /** The same without that header. */
  refusedUrl: string;
  close(): Promise<void>;
}

/** How long the page works, in milliseconds. */
export const BUSY_MS = 300;

/** The function that works, in which line it begins. */
export const COUNT_PRIMES_LINE = 3;
const WORK = `let found = 0;

function countPrimes(ms) {
  const end = performance.now() + ms;
  for (let n = 2; performance.now() < end; n++) {
    let isPrime = true;
    for (let divisor = 2; divisor * divisor <= n && isPrime; divisor++) {
      isPrime = n % divisor !== 0;
    }
    found += Number(isPrime);
  }
  document.body.append('done');
}

addEventListener('load', () => setTimeout(countPrimes, 100, ${BUSY_MS}));
`;

export async function startProfiledPages(dsn: string): Promise<ProfiledPages> {
  const sdk = await bundle({ entryPoints: ['@vedette/browser'], format: 'esm' });
  const scripts: Record<string, string | undefined> = { '/sdk.js': sdk, '/work.js': WORK };

  const serve = async (headers: Record<string, string>) => {
    const server = createServer(({ url = '/' }, response) => {
      const script = scripts[url];
      response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8');
      response.writeHead(200, headers).end(script ?? html(url === '/by-hand', dsn));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
  };
  const servers = await Promise.all([serve({ 'Document-Policy': 'js-profiling' }), serve({})]);
  const [url = '', refusedUrl = ''] = servers.map(
    (server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
  return {
    url,
    refusedUrl,
    async close() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

function html(isByHand: boolean, dsn: string): string {
  const options = { dsn, debug: true, release: 'profiled@1', tracesSampleRate: 1, profileSessionSampleRate: 1 };
  const profileLifecycle = isByHand ? 'manual' : 'trace';
  return `<!doctype html>
<html lang="en">
<head>
<title>Profiled</title>
<link rel="icon" href="data:,">
<script type="module">
  import { browserProfilingIntegration, browserTracingIntegration, init, uiProfiler } from '/sdk.js';
  const integrations = [browserTracingIntegration(), browserProfilingIntegration()];
  init({ ...${JSON.stringify({ ...options, profileLifecycle })}, integrations });
  ${isByHand ? 'uiProfiler.startProfiler();' : ''}
</script>
<script src="/work.js"></script>
</head>
<body></body>
</html>`;
}
