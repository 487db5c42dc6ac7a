/** The page that is measured, and the backend that its SDK sends to, which counts. */
import { createServer } from 'node:http';
import path from 'node:path';
import { build } from 'esbuild';

/** Twenty buttons, each some levels deep, as in an ordinary page. */
const BODY = `<div id="app"><main class="page wide"><section class="products">${Array.from(
  { length: 20 },
  (_, index) =>
    `<article class="product card"><div class="actions"><button class="buy primary" data-id="${index}"><span>Buy ${index}</span></button></div></article>`,
).join('')}</section><ul></ul></main></div>
<script>
for (const button of document.querySelectorAll('button')) {
  button.addEventListener('click', () => { window.clicks = (window.clicks ?? 0) + 1; });
}
</script>`;
const PACKAGES = { ours: '@vedette/browser', sentry: '@sentry/browser' };

/** Starts it on a free port. `contestant`: whose SDK is in the page; bare has none. */
export async function startPageServer({ contestant, ...settings }) {
  const script = PACKAGES[contestant] ? await bundle(PACKAGES[contestant], settings) : undefined;
  let sentBytes = 0;
  let requests = 0;
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://page');
    if (pathname.startsWith('/api/')) {
      requests += 1;
      for await (const chunk of request) {
        sentBytes += chunk.length;
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    } else if (pathname === '/sdk.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    } else if (pathname === '/answer') {
      response.writeHead(200, { 'content-type': 'text/plain' }).end('as asked');
    } else {
      const head = `<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="data:,">`;
      const sdk = script ? '<script src="/sdk.js"></script>' : '';
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(pathname === '/blank' ? `${head}</head></html>` : `${head}${sdk}</head><body>${BODY}</body></html>`);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    hasSdk: script !== undefined,
    sentBytes: () => sentBytes,
    requests: () => requests,
  };
}

/** An SDK as an application bundles it: started at once, and no more of it than is used. */
async function bundle(name, { tracing, swallow }) {
  const imported = ['captureException', 'flush', 'init', ...(tracing ? ['browserTracingIntegration'] : [])];
  const options =
    (tracing ? ', integrations: [browserTracingIntegration()], tracesSampleRate: 1' : '') +
    (swallow ? ', transport: () => ({ send: async () => ({}), flush: async () => true })' : '');
  // Every capture is to do its work: none is held back for coming too fast.
  const contents = `import { ${imported.join(', ')} } from '${name}';
    const { protocol, host } = location;
    const dsn = protocol + '//abcdefabcdefabcdefabcdefabcdefab@' + host + '/1';
    init({ dsn, release: 'bench@1.0.0', floodControl: false${options} });
    // Not there if it could not start.
    window.sdk = { captureException, flush };`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: path.resolve(import.meta.dirname, '..') },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    conditions: ['production'],
    // As the peer's own guide to smaller bundles asks for.
    define: { __SENTRY_DEBUG__: 'false' },
    write: false,
  });
  return outputFiles[0].text;
}
