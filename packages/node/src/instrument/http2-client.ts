import { errorMonitor } from 'node:events';
import type { ClientHttp2Stream, IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http2';
import { guard } from '@vedette/core';
import { hear } from './hear.ts';
import type { OutgoingListener } from './outgoing.ts';

/**
 * Hears of every request made with `node:http2`, from Node 22.17 and 24.2 on; before that nothing is heard. By then the
 * headers are written, so none are added: `getTraceData()` has them for the host. Returns the undo.
 */
export function onHttp2Request(listener: OutgoingListener): () => void {
  return hear<{ stream: ClientHttp2Stream; headers: OutgoingHttpHeaders }>(
    'http2.client.stream.created',
    ({ stream, headers }) => {
      const { ':scheme': scheme = 'https', ':authority': authority = headers.host } = headers;
      const outgoing = listener({
        method: String(headers[':method'] ?? 'GET'),
        url: `${scheme}://${authority ?? hostOf(stream)}${headers[':path'] ?? '/'}`,
        getHeader: (name) => headers[name]?.toString(),
        setHeader: () => {},
        request: stream,
      });
      if (outgoing) {
        let isOver = false;
        const end = (): void => {
          if (!isOver) {
            isOver = true;
            guard(outgoing.ended);
          }
        };
        stream
          .once('response', (answer: IncomingHttpHeaders & { ':status'?: number }) =>
            guard(() => outgoing.answered(answer[':status'] ?? 0, (name) => answer[name]?.toString(), stream)),
          )
          .once(errorMonitor, () => guard(outgoing.failed))
          // Whoever waits for the end of the body goes on before the stream is closed.
          .once('end', end)
          .once('close', end);
      }
    },
  );
}

/** The host a session was connected to, where its request does not name one. */
function hostOf({ session }: ClientHttp2Stream): string | undefined {
  return session?.originSet?.[0]?.replace(/^https?:\/\//, '');
}
