import { createChannel } from './channel.ts';
import { patch } from './patch.ts';

/** A `fetch` that is about to go out. */
export interface FetchCall {
  method: string;
  /** As the host gave it; may be relative. */
  url: string;
  /** What the original will be called with; a listener may change members of the list to add headers. */
  args: Parameters<typeof fetch>;
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
      const end = publish({ method: (init?.method ?? method).toUpperCase(), url, args: args as FetchCall['args'] });
      // A promise with the same fate: watching the host's from the side would hide an unhandled rejection. What stands in
      // for `fetch` in a host's tests may return no promise at all.
      return (result: Promise<Response> | undefined) =>
        result?.then?.(
          (response) => {
            end({ response, status: response.status });
            return response;
          },
          (error) => {
            end({ failed: true, status: 0 });
            throw error;
          },
        );
    }),
    () => {
      unpatched = undefined;
    },
  ];
});
