import type { IncomingHttpHeaders } from 'node:http';
import type { ServerHttp2Stream } from 'node:http2';
import { hear } from './hear.ts';
import type { ServerAnswer, ServerExchange, ServerRequest } from './http-server.ts';

/** The head of an HTTP/2 request. Who is handed the compatibility API's request finds the same stream on it. */
interface StreamRequest extends ServerRequest {
  stream: ServerHttp2Stream;
}

/**
 * Hears of every request to a `node:http2` server, in time for the host's `stream` and `request` handlers. The channel is
 * there from Node 22.17 and 24.2 on; before that nothing is heard, and `withRequestScopes` does it. Returns the undo.
 */
export function onStreamRequest(listener: (exchange: ServerExchange) => void): () => void {
  return hear<{ stream: ServerHttp2Stream; headers: IncomingHttpHeaders }>(
    'http2.server.stream.start',
    ({ stream, headers }) => listener({ request: headOf(stream, headers), response: answerOf(stream) }),
  );
}

function headOf(stream: ServerHttp2Stream, all: IncomingHttpHeaders): StreamRequest {
  const { ':method': method, ':path': url, ':authority': authority, ':scheme': _, ...headers } = all;
  const socket = stream.session?.socket as StreamRequest['socket'];
  const host = headers.host ?? authority?.toString();
  return {
    stream,
    method: method?.toString(),
    url: url?.toString(),
    headers: host === undefined ? headers : { ...headers, host },
    httpVersion: '2.0',
    socket,
  };
}

function answerOf(stream: ServerHttp2Stream): ServerAnswer {
  return {
    get statusCode() {
      return Number(stream.sentHeaders?.[':status'] ?? 0);
    },
    get headersSent() {
      return stream.headersSent;
    },
    get writableFinished() {
      return stream.writableFinished && !stream.aborted;
    },
    getHeader: (name) => stream.sentHeaders?.[name],
    on: (name, heard) => stream.on(name, heard),
  };
}
