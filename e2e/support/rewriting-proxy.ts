import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands between a browser and its servers, for what WebDriver has no command for. */
export interface RewritingProxy {
  /** `127.0.0.1:<port>` */
  address: string;
  /** Runs at the head of every document from now on, before its own scripts. */
  addScript(text: string): void;
  /** Lets no request through, and cuts off those under way. */
  setOffline(isOffline: boolean): void;
  close(): Promise<void>;
}

/** Starts a proxy on a free port. What the server does to a connection, the proxy does to the browser's. */
export async function startRewritingProxy(): Promise<RewritingProxy> {
  const scripts: string[] = [];
  let isOffline = false;
  const server = createServer((asked, answer) => {
    if (isOffline) {
      asked.socket.destroy();
    } else {
      pass(asked, answer, scripts);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    addScript: (text) => scripts.push(text),
    setOffline(wanted) {
      isOffline = wanted;
      if (isOffline) {
        server.closeAllConnections();
      }
    },
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function pass(asked: IncomingMessage, answer: ServerResponse, scripts: string[]): void {
  const { 'accept-encoding': _, ...headers } = asked.headers;
  const sent = request(asked.url as string, { method: asked.method, headers }, (answered) => {
    if (scripts.length > 0 && answered.headers['content-type']?.startsWith('text/html')) {
      rewrite(answered, answer, scripts).catch(() => asked.socket.destroy());
    } else {
      answer.writeHead(answered.statusCode as number, answered.headers);
      answered.pipe(answer).once('error', () => asked.socket.destroy());
    }
    answered.once('error', () => asked.socket.destroy());
  });
  sent.once('error', () => asked.socket.destroy());
  answer.once('close', () => sent.destroy());
  asked.pipe(sent);
}

/** In the line of `<head>`, so that no line of the document moves. */
async function rewrite(answered: IncomingMessage, answer: ServerResponse, scripts: string[]): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of answered) {
    chunks.push(chunk);
  }
  const given = Buffer.concat(chunks).toString();
  // As scripts of the document's own, where it has a policy.
  const [nonce = ''] = / nonce="[^"]+"/.exec(given) ?? [];
  const added = scripts.map((text) => `<script${nonce}>${text.replaceAll('</', '<\\/')}</script>`).join('');
  const html = given.replace(/<head[^>]*>/i, (head) => head + added);
  const { 'content-length': _, 'transfer-encoding': __, ...headers } = answered.headers;
  answer.writeHead(answered.statusCode as number, { ...headers, 'content-length': Buffer.byteLength(html) });
  answer.end(html);
}
