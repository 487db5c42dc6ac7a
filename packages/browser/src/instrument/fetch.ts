import { guard } from '@vedette/core';
import { declaredBytes } from './body-bytes.ts';
import { createChannel } from './channel.ts';
import { patch } from './patch.ts';

/** A `fetch` that is about to go out. */
export interface FetchCall {
  method: string;
  /** As the host gave it; may be relative. */
  url: string;
  /** What the original will be called with; a listener may change members of the list to add headers. */
  args: Parameters<typeof fetch>;
  /** What is sent, unless it is in a `Request`, where it cannot be seen. */
  body: unknown;
}

let unpatched: typeof fetch | undefined;

/** The `fetch` beneath our patch, for our own requests; not heard by anyone. To be called without a `this`. */
export function nativeFetch(): typeof fetch {
  return unpatched ?? fetch;
}

/** Hears every `fetch` of the page when it starts and, when the response's head arrives or it fails, how it ended. */
export const onFetch = createChannel<[FetchCall]>((publish) => {
  unpatched = globalThis.fetch;
  return [
    patch(globalThis, 'fetch', (args) => {
      const [input, init] = args as FetchCall['args'];
      // Of texts and URLs both are undefined.
      const { method = 'GET', url = String(input) } = Object(input) as Partial<Request>;
      const end = publish({
        method: (init?.method ?? method).toUpperCase(),
        url,
        args: args as FetchCall['args'],
        body: init?.body,
      });
      // A promise with the same fate: watching the host's from the side would hide an unhandled rejection. What stands in
      // for `fetch` may return no promise at all, or one that has a method more.
      return (result: Promise<Response> | undefined) => {
        const same = result?.then?.(
          (response) => {
            // Whatever a stand-in resolves with: what we look for may not be there.
            guard(() => {
              const length = declaredBytes(response.headers.get('content-length'));
              end({ response, status: response.status, bodyBytes: length });
            });
            return response;
          },
          (error) => {
            end({ failed: true, status: 0, error });
            throw error;
          },
        );
        guard(() => same && Object.assign(same, { ...result, ...same }));
        return same;
      };
    }),
    () => {
      unpatched = undefined;
    },
  ];
});
