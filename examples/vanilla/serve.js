// Any web server will do. This one writes the loader into the page, with a nonce for each answer, so that the page runs
// under a Content-Security-Policy that trusts nothing else.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { VEDETTE_DSN = '', PORT = '3000' } = process.env;

const files = import.meta.resolve('@vedette/browser/cdn/vedette.min.js');
const read = (name) => readFileSync(new URL(name, files), 'utf8');
const sdk = read('vedette.min.js');
const loader = read('vedette.loader.min.js');
const integrity = JSON.parse(read('integrity.json'))['vedette.min.js'];
const receiver = VEDETTE_DSN && new URL(VEDETTE_DSN).origin;

const page = (nonce) =>
  readFileSync(new URL('index.html', import.meta.url), 'utf8')
    .replaceAll('{{nonce}}', nonce)
    .replace(
      '{{loader}}',
      () => `<script
      nonce="${nonce}"
      data-sdk="/vedette.min.js"
      data-integrity="${integrity}"
      data-dsn="${VEDETTE_DSN}"
      data-release="list@1.0.0"
    >${loader}</script>`,
    );

const server = createServer((request, response) => {
  const nonce = randomBytes(16).toString('base64');
  const answers = {
    '/': ['text/html; charset=utf-8', () => page(nonce)],
    '/list.js': ['text/javascript', () => readFileSync(new URL('list.js', import.meta.url), 'utf8')],
    '/vedette.min.js': ['text/javascript', () => sdk],
  };
  const [type, body] = answers[request.url] ?? [];
  response.setHeader(
    'Content-Security-Policy',
    `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; connect-src ${receiver || "'none'"}; img-src data:; base-uri 'none'`,
  );
  response.writeHead(body ? 200 : 404, { 'Content-Type': type ?? 'text/plain' }).end(body ? body() : 'Not found');
});

server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`The list is at http://127.0.0.1:${server.address().port}`);
});
