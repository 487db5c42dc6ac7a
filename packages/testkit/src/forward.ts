import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { parseDsn } from '@vedette/core/wire';

/**
 * Passes requests on to an HTTP server, byte for byte, and its answers back. `to` is a DSN or a URL of that server.
 * An upstream that cannot be reached is answered as 502.
 */
export function createForwarder(
  to: string,
): (request: IncomingMessage, body: Buffer, response: ServerResponse) => Promise<void> {
  const dsn = parseDsn(to);
  const { hostname, port } = new URL(dsn ? `${dsn.protocol}://${dsn.host}:${dsn.port}` : to);

  return (request, body, response) =>
    new Promise((resolve) => {
      const { method, url: path } = request;
      // The body has been read whole, so that its length replaces the chunks it came in.
      const { 'transfer-encoding': _, ...headers } = request.headers;
      const host = `${hostname}:${port}`;
      const upstream = httpRequest(
        { hostname, port, method, path, headers: { ...headers, host, 'content-length': body.length } },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response).once('close', resolve);
        },
      );
      upstream.once('error', (error) => {
        response.writeHead(502).end(error.message);
        resolve();
      });
      upstream.end(body);
    });
}
