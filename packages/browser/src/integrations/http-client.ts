import {
  type Client,
  type Event,
  getDataCollectionOptions,
  type Integration,
  matchesSome,
  scrubCookies,
  scrubHeaders,
  undoAll,
} from '@vedette/core';
import { onFetch } from '../instrument/fetch.ts';
import { onXhr } from '../instrument/xhr.ts';
import { isOwnRequest } from '../own-request.ts';
import { pageUrl } from '../page-url.ts';

/** One status, or the first and the last of a range. */
type StatusCodes = number | [first: number, last: number];

export interface HttpClientOptions {
  /** Answers that are failures. @default [[500, 599]] */
  failedRequestStatusCodes?: StatusCodes[];
  /** Requests that are looked at, by their address. @default [/.*\/] */
  failedRequestTargets?: Array<string | RegExp>;
}

/** What is known of a request that failed. */
interface Failure {
  via: 'fetch' | 'xhr';
  method: string;
  url: string;
  status: number;
  bodyBytes?: number | undefined;
  requestHeaders?: Record<string, string>;
  responseHeaders: Record<string, string>;
  /** Made where the request was. */
  origin: Error;
}

/**
 * An event for each `fetch` and `XMLHttpRequest` that is answered with a failure, with request and response; headers and
 * cookies as far as `dataCollection` lets them be collected. Requests to our own backend are none.
 */
export function httpClientIntegration({
  failedRequestStatusCodes = [[500, 599]],
  failedRequestTargets = [/.*/],
}: HttpClientOptions = {}): Integration {
  const hasFailed = (status: number): boolean =>
    failedRequestStatusCodes.some((codes) => {
      const [first, last = first] = [codes].flat() as [number, number?];
      return status >= first && status <= last;
    });

  return {
    name: 'HttpClient',
    setup(client) {
      const capture = (failure: Failure): void => {
        // A page may have another base than its own address.
        const { href } = new URL(failure.url, globalThis.document?.baseURI ?? location.href);
        if (
          hasFailed(failure.status) &&
          matchesSome(href, failedRequestTargets) &&
          !isOwnRequest(failure.url, client)
        ) {
          client.captureEvent(toEvent({ ...failure, url: href }, client));
        }
      };
      return undoAll([
        onFetch(client, ({ method, url, args }) => {
          const origin = new Error();
          return ({ status, response, bodyBytes }) => {
            if (response) {
              const [input, init] = args;
              const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
              const responseHeaders = Object.fromEntries(response.headers);
              const requestHeaders = Object.fromEntries(headers);
              capture({ via: 'fetch', method, url, status, bodyBytes, requestHeaders, responseHeaders, origin });
            }
          };
        }),
        onXhr(client, ({ method, url, xhr }) => {
          const origin = new Error();
          return ({ status, bodyBytes }) => {
            const lines = xhr.getAllResponseHeaders().split('\r\n').filter(Boolean);
            const responseHeaders = Object.fromEntries(lines.map((line) => line.split(/: (.*)/s, 2)));
            capture({ via: 'xhr', method, url, status, bodyBytes, responseHeaders, origin });
          };
        }),
      ]);
    },
  };
}

function toEvent(failure: Failure, client: Client): Event {
  const { via, method, url, status, bodyBytes, requestHeaders, responseHeaders, origin } = failure;
  const { httpHeaders, cookies } = getDataCollectionOptions(client);
  const stack = client.platform.parseStack(origin.stack ?? '');
  // The newest calls are ours, up to the trap of the proxy that stands in for the host's function.
  const ours = stack.findIndex(({ function: name }) => /\bapply$/.test(name ?? '')) + 1;
  return {
    level: 'error',
    exception: {
      values: [
        {
          type: 'Error',
          value: `HTTP Client Error with status code: ${status}`,
          mechanism: { type: `auto.http.client.${via}`, handled: false },
          stacktrace: { frames: stack.slice(ours).reverse() },
        },
      ],
    },
    request: {
      url: pageUrl(url, client),
      method,
      headers: requestHeaders && scrubHeaders(requestHeaders, httpHeaders.request),
      ...(cookies && globalThis.document && { cookies: scrubCookies(document.cookie, cookies) }),
    },
    contexts: {
      response: {
        status_code: status,
        headers: scrubHeaders(responseHeaders, httpHeaders.response),
        body_size: bodyBytes,
      },
    },
  };
}
