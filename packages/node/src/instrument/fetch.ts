import { hear } from './hear.ts';
import type { OutgoingListener, OutgoingRequest } from './outgoing.ts';

/** The part of undici's request that its channels document. `headers` is a text up to version 5, pairs in a row since. */
interface UndiciRequest {
  origin: string | URL;
  path: string;
  method?: string;
  headers: string | Array<string | string[]>;
  addHeader(name: string, value: string): void;
}

interface UndiciMessage {
  request: UndiciRequest;
  response?: { statusCode: number };
}

/**
 * Hears of every request made with `fetch` or with undici, Node's own or installed, through undici's channels. Nothing is
 * patched, and the global `fetch` is not touched, which would load it. Returns the undo.
 */
export function onFetchRequest(listener: OutgoingListener): () => void {
  const underWay = new WeakMap<UndiciRequest, OutgoingRequest>();

  const stops = [
    hear<UndiciMessage>('undici:request:create', ({ request }) => {
      const outgoing = listener({
        method: request.method ?? 'GET',
        url: `${request.origin}${request.path}`,
        getHeader: (name) => findHeader(request.headers, name),
        setHeader: (name, value) => request.addHeader(name, value),
      });
      if (outgoing) {
        underWay.set(request, outgoing);
      }
    }),
    hear<Required<UndiciMessage>>('undici:request:headers', ({ request, response }) =>
      underWay.get(request)?.answered(response.statusCode),
    ),
    hear<UndiciMessage>('undici:request:trailers', ({ request }) => underWay.get(request)?.ended()),
    hear<UndiciMessage>('undici:request:error', ({ request }) => {
      underWay.get(request)?.failed();
      underWay.get(request)?.ended();
    }),
  ];
  return () => {
    for (const stop of stops) {
      stop();
    }
  };
}

function findHeader(headers: UndiciRequest['headers'], wanted: string): string | undefined {
  if (typeof headers === 'string') {
    const line = headers.split('\r\n').find((one) => one.toLowerCase().startsWith(`${wanted}:`));
    return line?.slice(wanted.length + 1).trim();
  }
  const at = headers.findIndex((name, index) => index % 2 === 0 && String(name).toLowerCase() === wanted);
  return at < 0 ? undefined : String(headers[at + 1]);
}
